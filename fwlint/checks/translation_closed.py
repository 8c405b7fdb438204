"""FW123."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.analysis.outcome import Outcome
from fwlint.analysis.verdict import Kind, decide
from fwlint.analysis.witness import shown_packet
from fwlint.checks.dead import is_dead
from fwlint.checks.translations import Translation, sibling, translations
from fwlint.model.check import Check, Subject
from fwlint.model.export import Direction, Export, Path
from fwlint.model.finding import Finding, Level, Related
from fwlint.model.rule import Action

_MANY = 500
"""No person keeps more translations than this; kube-proxy writes thousands."""


class TranslationClosed(Check):
    """A rule translates the destination of packets that are all denied behind it.

    ## Why it matters
    The service that somebody wanted to reach is not reached. The filter sees packets as they are
    after the translation: a permit has to name the new address and the new port, and it is one of
    the forwarding chain unless the new address is the host's own.

    ## Example
    ```iptables
    *nat
    :PREROUTING ACCEPT [0:0]
    -A PREROUTING -i eth0 -p tcp --dport 8080 -j DNAT --to-destination 10.0.0.21:80
    COMMIT
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A FORWARD -i eth0 -p tcp --dport 8080 -j ACCEPT
    -A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
    COMMIT
    ```

    ## Instead
    ```iptables
    *nat
    :PREROUTING ACCEPT [0:0]
    -A PREROUTING -i eth0 -p tcp --dport 8080 -j DNAT --to-destination 10.0.0.21:80
    COMMIT
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A FORWARD -d 10.0.0.21/32 -i eth0 -p tcp --dport 80 -j ACCEPT
    -A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
    COMMIT
    ```

    ## References
    - iptables(8), "Tables": nat is consulted for packets that open a connection, in PREROUTING as
      soon as they come in, which is before FORWARD and INPUT.
    """

    id = "FW123"
    name = "translation-closed"
    level = Level.WARNING
    severity = 3.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for each translation of which nothing comes.

        The new address may be the host's own, so what goes elsewhere has to be denied on both ways.
        Where translations are very many, a program wrote them and the filter with them.
        """
        export = subject.export
        for one in translations(export) if len(translations(export)) <= _MANY else ():
            paths = [one.path]
            if one.path.direction is Direction.FORWARD:
                paths += filter(None, [sibling(export, one.path, Direction.IN)])
            denials = [_denial(export, one, path) for path in paths]
            if all(denials) and not is_dead(export, one.rule):
                yield self._finding(export, one, [denial for denial in denials if denial])

    def _finding(self, export: Export, one: Translation, denials: list[Outcome]) -> Finding:
        stages = " and ".join(dict.fromkeys(denial.stage for denial in denials))
        deny = "deny" if len(denials) > 1 else "denies"
        return Finding(
            check=self.id,
            level=self.level,
            message=f"nothing comes of this translation: {stages} {deny} all that goes to"
            f" {one.aim}",
            span=one.rule.span,
            decided_by=one.rule.text,
            witness=shown_packet(export, one.came & one.path.traffic),
            related=tuple(Related(denial.span, f"denies: {denial.text}") for denial in denials),
        )


def _denial(export: Export, one: Translation, path: Path) -> Outcome | None:
    """Return what surely denies all translated packets on `path`, or None where some may pass."""
    packets = one.goes & path.traffic
    if not packets:
        return None
    verdict = decide(export.policies, one.behind(path), packets, path.direction)
    return verdict.decider(packets, Action.DENY) if verdict.kind is Kind.CLOSED else None
