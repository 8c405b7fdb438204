"""FW209."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level
from fwlint.model.requirement import Demand, Question
from fwlint.model.rule import Action, Rule


class RequiredFilterOff(Check):
    """The host's firewall is off, and a documented requirement wants it running.

    ## Why it matters
    Some products open their own ports in the firewall when their services start. They cannot where
    it is off, and the ports are missing on the day that somebody turns it on.

    ## Example
    ```windows-script role=lync/front-end-server
    netsh advfirewall set domainprofile state off
    ```

    ## Instead
    ```windows-script role=lync/front-end-server
    netsh advfirewall set domainprofile state on
    ```

    ## References
    - The document row that the finding names; `fwlint explain` prints it for the requirement's id.
    """

    id = "FW209"
    name = "required-firewall-off"
    level = Level.WARNING
    severity = 4.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for each requirement that a setting of the host's firewall breaks."""
        for demand in subject.demands:
            if demand.question is Question.FILTERED:
                for rule in _switches(subject, demand):
                    yield Finding(
                        check=self.id,
                        level=self.level,
                        message=f"{demand.summary} has to be running, and is off",
                        span=rule.span,
                        decided_by=rule.text,
                        requirement=demand.requirement,
                        row=demand.row,
                    )


def _switches(subject: Subject, demand: Demand) -> Iterator[Rule]:
    """Yield the settings by which the export lets everything pass unfiltered."""
    export = subject.export
    names = {stage for path in export.paths for stage in path.stages} & export.policies.keys()
    rules = (rule for name in sorted(names) for rule in export.policies[name].rules)
    off = {
        rule.span: rule
        for rule in rules
        if rule.note("setting") and rule.action is Action.BYPASS and rule.packets & demand.packets
    }
    yield from off.values()
