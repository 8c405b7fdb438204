"""FW171."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.windows.settings import About
from fwlint.dialects.windows.written import inbound_settings, profile_of
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level
from fwlint.model.rule import Action


class InboundAllowedByDefault(Check):
    """A profile of Windows Firewall lets in what no rule speaks of.

    ## Why it matters
    Windows blocks inbound traffic unless a rule allows it; this profile has it the other way round.
    Every service that is installed is open the moment it listens. Where all three profiles are set
    so, FW102 says it of the policy as a whole.

    ## Example
    ```windows-script
    netsh advfirewall set domainprofile firewallpolicy allowinbound,allowoutbound
    ```

    ## Instead
    ```windows-script
    netsh advfirewall set domainprofile firewallpolicy blockinbound,allowoutbound
    ```

    ## References
    - Microsoft, [MS-FASP] 2.2.38: FW_PROFILE_CONFIG_DEFAULT_INBOUND_ACTION.
    - NIST SP 800-41 Rev. 1, section 4.1: a firewall denies by default what is not expressly
      permitted.
    """

    id = "FW171"
    name = "inbound-allowed-by-default"
    level = Level.WARNING
    severity = 6.5

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for each profile whose default differs from the others' blocking."""
        for setting in inbound_settings(subject.export, About.INBOUND_ALLOWED):
            if setting.action is Action.ACCEPT:
                yield Finding(
                    check=self.id,
                    level=self.level,
                    message=f"the {profile_of(setting)} profile lets in what no rule blocks",
                    span=setting.span,
                    decided_by=setting.text,
                )
