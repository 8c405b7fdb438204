"""FW208."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.analysis.exemption import exemption
from fwlint.analysis.witness import shown_packet
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level
from fwlint.model.requirement import UNWANTED, Question


class RequiredWithoutIpsec(Check):
    """IPsec may ask for authentication where a documented requirement wants it left out.

    ## Why it matters
    Negotiating IPsec delays the first packets of a media stream, and the ports are allocated anew
    for every call; audio and video then start late or not at all.

    ## Example
    Every connection of a Mediation Server is to be authenticated, its media included:
    ```windows-script role=skype-for-business/mediation-server
    netsh advfirewall consec add rule name="Isolation" ^
      endpoint1=any endpoint2=any action=requestinrequestout
    ```

    ## Instead
    ```windows-script role=skype-for-business/mediation-server
    netsh advfirewall consec add rule name="Media" ^
      endpoint1=any endpoint2=any action=noauthentication
    ```

    ## References
    - The document row that the finding names; `fwlint explain` prints it for the requirement's id.
    """

    id = "FW208"
    name = "required-flow-under-ipsec"
    level = Level.WARNING
    severity = 3.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for each flow that should be exempt from IPsec and may not be."""
        for demand in subject.demands:
            if demand.question is not Question.NO_IPSEC or demand.need in UNWANTED:
                continue
            found = exemption(subject.export, demand.packets)
            if found and found.rule:
                yield Finding(
                    check=self.id,
                    level=self.level,
                    message=f"{demand.summary} should be exempt from IPsec, and rule"
                    f" {found.rule.name!r} may ask it for authentication",
                    span=found.rule.span,
                    decided_by=found.rule.text,
                    witness=shown_packet(subject.export, found.asked),
                    requirement=demand.requirement,
                    row=demand.row,
                    conditions=found.rule.conditions,
                )
