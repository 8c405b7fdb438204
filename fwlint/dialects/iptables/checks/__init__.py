"""Checks that only make sense for iptables. A new file here is found by itself."""
