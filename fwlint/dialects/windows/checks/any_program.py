"""FW174."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.windows.limits import INTERFACE_TYPE
from fwlint.dialects.windows.written import inbound_rules
from fwlint.model import protocols
from fwlint.model.addresses import EVERYWHERE
from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_PORT, ANY_PROTOCOL, Box
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level
from fwlint.model.rule import Action, Rule

_WITH_SERVICES = BitSet.of((protocols.TCP, protocols.UDP))


class AnyProgram(Check):
    """A rule lets anybody in to every port of every program.

    ## Why it matters
    A rule of Windows Firewall is narrow by its program, its service, its ports or its peers. This
    one has none of these: whatever listens is open, to whoever knocks. Where it names no protocol
    and no limit at all, FW101 says so.

    ## Example
    ```windows-script
    netsh advfirewall firewall add rule name="Allow all TCP" ^
      dir=in action=allow protocol=tcp
    ```

    ## Instead
    ```windows-script
    netsh advfirewall firewall add rule name="Backup agent" ^
      dir=in action=allow protocol=tcp profile=domain remoteip=10.0.40.0/24 ^
      program="C:\\Example\\agent.exe"
    ```

    ## References
    - Microsoft, "Windows Firewall rules": rules are to be as specific as can be.
    """

    id = "FW174"
    name = "any-program-any-port"
    level = Level.WARNING
    severity = 7.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for each such inbound rule; what an export may hide is no finding."""
        for rule in inbound_rules(subject.export):
            boxes = [box for box in rule.packets if _is_open(box)]
            if boxes and _is_unlimited(rule):
                yield Finding(
                    check=self.id,
                    level=self.level,
                    message=f"this rule lets anybody in to every {_what(boxes[0])} port of every"
                    " program",
                    span=rule.span,
                    decided_by=rule.text,
                    conditions=rule.conditions,
                )


def _is_unlimited(rule: Rule) -> bool:
    """Return whether at most an interface type limits a rule that allows, and FW101 leaves it."""
    everything = not rule.conditions and all(box.protocol == ANY_PROTOCOL for box in rule.packets)
    limited = any(not condition.startswith(INTERFACE_TYPE) for condition in rule.conditions)
    return rule.action is Action.ACCEPT and not limited and not everything


def _is_open(box: Box) -> bool:
    return (
        bool(box.protocol & _WITH_SERVICES)
        and box.source == EVERYWHERE
        and box.source_port == ANY_PORT
        and box.destination_port == ANY_PORT
    )


def _what(box: Box) -> str:
    named = [protocols.name_of(number).upper() for number in box.protocol & _WITH_SERVICES]
    return " and ".join(named)
