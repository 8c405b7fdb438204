"""Checks on suppressions, one file each."""
