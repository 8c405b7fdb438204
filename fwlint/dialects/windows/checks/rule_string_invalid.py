"""FW172."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.windows.written import policies
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level


class RuleStringInvalid(Check):
    """A rule string in the registry is outside the grammar of Windows Firewall.

    ## Why it matters
    Windows takes rules from the registry only as it writes them itself: protocols by number, a key
    for each port and address, a bar at the end. What it makes of another string is not documented;
    it may leave the rule out without a word, and then neither what the rule allows nor what it
    blocks is in force. Such strings are written by hand, or by scripts.

    ## Example
    ```windows-reg
    Windows Registry Editor Version 5.00

    [HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\FirewallRules]
    "web"="v2.10|Action=Block|Active=TRUE|Dir=In|Protocol=TCP|LPort=80,443|Name=Web|"
    ```

    ## Instead
    ```windows-reg
    Windows Registry Editor Version 5.00

    [HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\FirewallRules]
    "web"="v2.10|Action=Block|Active=TRUE|Dir=In|Protocol=6|LPort=80|LPort=443|Name=Web|"
    ```

    ## References
    - Microsoft, [MS-GPFAS] 2.2.2.19: the grammar of firewall rules.
    """

    id = "FW172"
    name = "rule-string-outside-grammar"
    level = Level.WARNING
    severity = 5.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for each such rule; a disabled one may be enabled tomorrow."""
        every = [rule for policy in policies(subject.export) for rule in policy.rules]
        for rule in {rule.span: rule for rule in every}.values():
            if rule.note("rule-string") == "invalid":
                yield Finding(
                    check=self.id,
                    level=self.level,
                    message="this rule string is outside the grammar; Windows may leave the rule"
                    " out, or read it in another way",
                    span=rule.span,
                    decided_by=rule.text,
                )
