"""The checks that need the words of Windows Firewall: one file each, found by itself."""
