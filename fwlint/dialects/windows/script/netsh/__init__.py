"""What netsh commands do to Windows Firewall; see Microsoft, "Netsh advfirewall commands"."""
