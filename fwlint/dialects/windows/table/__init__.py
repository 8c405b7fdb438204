"""Tables of rules, a record a rule and a column a property, whatever file they come from.

Columns go by the names of PowerShell's properties; see MSFT_NetFirewallRule and the filters that
belong to a rule (Microsoft, "Windows Firewall WMI provider").
"""
