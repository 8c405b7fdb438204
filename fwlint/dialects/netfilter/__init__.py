"""The words that iptables and ipset share: numbers, ports, protocols and ICMP types."""
