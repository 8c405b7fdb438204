"""Records gathered in the stores that they belong to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from fwlint.dialects.source import Source
from fwlint.dialects.windows.firewall_rule import FirewallRule
from fwlint.dialects.windows.store import Store
from fwlint.dialects.windows.table.profiles import read_settings
from fwlint.dialects.windows.table.reading import Reading, shortened
from fwlint.dialects.windows.table.record import COLUMNS, Record
from fwlint.dialects.windows.table.rules import read_rule
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.rule import Action
from fwlint.model.source import Span

SHOWS_ALL = 'export with "netsh advfirewall export rules.wfw", which leaves nothing out'

_GROUP_POLICY = ("grouppolicy", "2")
_UNSEEN = "the export shows no rules"


@dataclass(slots=True)
class Collector:
    """The stores that records fill, and what is said of reading them.

    `hidden` holds the columns that matter and say nothing for the rules at `narrower`.
    """

    source: Source
    local: Store = field(default_factory=Store)
    policy: Store = field(default_factory=Store)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    hidden: set[str] = field(default_factory=set)
    narrower: list[Span] = field(default_factory=list)

    def add(self, record: Record) -> None:
        """Take in one record; one that is neither a rule nor a profile is passed over."""
        if record.problem:
            self._add_unread(record)
        elif record.is_rule:
            self._add_rule(record)
        elif record.is_profile:
            for found in read_settings(record):
                if isinstance(found, Diagnostic):
                    self.diagnostics.append(found)
                else:
                    self.local.settings.append(found)

    def finish(self) -> bool:
        """Say what the records leave open; return whether there was any."""
        if not self.local.rules and not self.policy.rules:
            if not self.local.settings:
                return False
            span = self.local.settings[0].span
            for action in (Action.DENY, Action.ACCEPT):
                self.local.rules.append(_opaque(span, "a rule out of sight", action, _UNSEEN))
            self.diagnostics.append(Diagnostic(span, Trouble.ASSUMED, _UNSEEN, SHOWS_ALL))
        self.diagnostics += self._hidden()
        return True

    def _add_rule(self, record: Record) -> None:
        reading = Reading(record)
        from_policy = reading.text("PolicyStoreSourceType").lower() in _GROUP_POLICY
        store = self.policy if from_policy else self.local
        store.rules.append(read_rule(reading))
        self.diagnostics += reading.diagnostics
        if reading.hidden:
            self.hidden.update(reading.hidden)
            self.narrower.append(record.span)

    def _add_unread(self, record: Record) -> None:
        number = record.span.line
        text = shortened(self.source.lines[number - 1].strip())
        self.diagnostics.append(
            Diagnostic(record.span, Trouble.NOT_UNDERSTOOD, record.problem, text=text)
        )
        condition = f"line {number} is not understood"
        self.local.rules.append(_opaque(record.span, text, Action.UNKNOWN, condition))

    def _hidden(self) -> Iterator[Diagnostic]:
        if not self.narrower:
            return
        columns = ", ".join(column for column in COLUMNS if column in self.hidden)
        rules = "1 rule" if len(self.narrower) == 1 else f"{len(self.narrower)} rules"
        no_bypass = "OverrideBlockRules" in self.hidden
        yield Diagnostic(
            self.narrower[0],
            Trouble.ASSUMED,
            f"the export does not show all of {rules}, which may be narrower: {columns}"
            + ("; rules that allow are taken not to override rules that block" * no_bypass),
            f"{_JOINED}, or {SHOWS_ALL}",
        )


_JOINED = (
    "export the rules joined with their filters, as Export-FirewallRules of the PowerShell module "
    "Firewall-Manager does"
)


def _opaque(span: Span, text: str, action: Action, condition: str) -> FirewallRule:
    return FirewallRule("", span, text, action, others=(condition,))
