"""What to run on Windows for an export that says more."""

from __future__ import annotations

_SHOW_RULES = "netsh advfirewall firewall show rule name=all verbose"

VERBOSE = f'export with "{_SHOW_RULES}"'
ADD_RULES = f'add the output of "{_SHOW_RULES}"'
ADD_PROFILES = 'add the output of "netsh advfirewall show allprofiles"'
ADD_GROUP_POLICY = (
    'add the output of "netsh advfirewall monitor show firewall rule name=all verbose"'
)
COMPLETE = "netsh advfirewall export C:\\fw.wfw leaves nothing out"
WITHOUT_LANGUAGE = (
    'export what has no language: "netsh advfirewall export C:\\fw.wfw", a file that fwlint reads '
    "as it is, or Get-NetFirewallRule"
)
