"""What cmdlets of PowerShell's module NetSecurity do to Windows Firewall."""
