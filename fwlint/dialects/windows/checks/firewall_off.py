"""FW170."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.windows.settings import About
from fwlint.dialects.windows.written import inbound_settings, profile_of
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level
from fwlint.model.rule import Action


class FirewallOff(Check):
    """Windows Firewall is off in a profile.

    ## Why it matters
    While that profile is active nothing is filtered, in or out, whatever the rules say. A server
    changes its profile by itself when it loses sight of its domain controllers, so a profile that
    is never used has to be on as well.

    ## Example
    ```windows-script
    netsh advfirewall set publicprofile state off
    ```

    ## Instead
    ```windows-script
    netsh advfirewall set publicprofile state on
    ```

    ## References
    - Microsoft, [MS-FASP] 2.2.38: FW_PROFILE_CONFIG_ENABLE_FW.
    - CIS Controls v8, safeguard 4.4: a firewall on servers.
    """

    id = "FW170"
    name = "windows-firewall-off"
    level = Level.ERROR
    severity = 8.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for each profile whose firewall is off."""
        for setting in inbound_settings(subject.export, About.FIREWALL_ON):
            if setting.action is Action.BYPASS:
                yield Finding(
                    check=self.id,
                    level=self.level,
                    message=f"the firewall is off in the {profile_of(setting)} profile: every"
                    " packet passes, in and out, whatever the rules say",
                    span=setting.span,
                    decided_by=setting.text,
                )
