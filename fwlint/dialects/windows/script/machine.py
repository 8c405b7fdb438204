"""The computer as a script leaves it behind, if it finds nothing there but Windows' defaults."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from fwlint.dialects.windows.firewall_rule import FirewallRule
from fwlint.dialects.windows.script.command import Run
from fwlint.dialects.windows.script.fields import Fields, fitted
from fwlint.dialects.windows.script.profiles import Profiles
from fwlint.dialects.windows.script.reading import Reading
from fwlint.dialects.windows.script.rules import Entry, Rules, Selection
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.rule import Action

_UNSHOWN = "rules that the script does not show"
_LINT_AN_EXPORT = "they are not judged; lint an export of the computer"


@dataclass(slots=True)
class Machine:
    """What the commands so far have made. `changed` is whether any has changed anything."""

    firewall: Rules = field(default_factory=Rules)
    security: Rules = field(default_factory=Rules)
    profiles: Profiles = field(default_factory=Profiles)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    changed: bool = False
    _suspected: list[FirewallRule] = field(default_factory=list)
    _told: set[str] = field(default_factory=set)
    _deleted: list[tuple[Run, str]] = field(default_factory=list)

    def rules(self) -> list[FirewallRule]:
        """Return the firewall rules that there are or may be, in the order of the script."""
        made = (entry.rule for entry in self.firewall)
        return sorted((*made, *self._suspected), key=lambda rule: rule.span)

    def add(
        self, rules: Rules, reading: Reading, rule: FirewallRule, id_: str = "", store: str = ""
    ) -> None:
        """Take in the rule that the command under way makes, and what reading it has brought up."""
        self.changed = True
        self._take(reading)
        others = dict.fromkeys((*reading.run.conditions, *reading.conditions))
        made = replace(rule, others=tuple(others))
        rules.add(Entry(made, id_, store, frozenset(reading.doubtful)))

    def delete(self, rules: Rules, selection: Selection, run: Run) -> None:
        """Take in a command that deletes rules."""
        selected = self._select(rules, selection, run)
        if not selected:
            self._deleted.append((run, selection.words))
        for entry, certain in selected:
            if certain and not run.conditions:
                entry.gone = True
            else:
                entry.limit(f"line {run.span.line} does not delete it")

    def rename(self, rules: Rules, selection: Selection, run: Run) -> None:
        """Take in that rules go by other ids from here on; which, is not followed."""
        for entry, _ in self._select(rules, selection, run):
            entry.doubtful |= {"id"}

    def change(self, rules: Rules, selection: Selection, reading: Reading, fields: Fields) -> None:
        """Take in a command that changes fields of rules, and what reading it has brought up."""
        run, opaque = reading.run, False
        selected = self._select(rules, selection, run)
        if not selected:
            self.assume(run, f"this changes {_UNSHOWN}: {selection.words}", _LINT_AN_EXPORT)
        for entry, certain in selected:
            if certain and not run.conditions:
                self._change(rules, entry, reading, fields)
            elif fields.keys() <= {"enabled"}:
                self._may_enable(entry, run, bool(fields.get("enabled", entry.rule.enabled)))
            else:
                entry.limit(f"line {run.span.line} does not change it")
                opaque = True
        self._take(reading)
        if opaque:
            self.suspect(run, f"line {run.span.line} may change rules to this")

    def _select(self, rules: Rules, selection: Selection, run: Run) -> list[tuple[Entry, bool]]:
        self.changed = True
        if rules.is_lost:
            return []
        selected = list(rules.select(selection))
        if rules.is_lost:
            rules.lose()
            self.not_understood(run, "from here on the script changes too many rules to follow it")
        elif not all(certain for _, certain in selected):
            message = "which of the script's rules this speaks of cannot be told from the script"
            self.diagnostics.append(_not_understood(run, message))
        return selected

    def _change(self, rules: Rules, entry: Entry, reading: Reading, fields: Fields) -> None:
        changed = {"changed": f"line {reading.run.span.line}"}
        notes = dict(entry.rule.notes) | dict(fields.get("notes", ())) | changed
        rule = replace(entry.rule, **fields | {"notes": tuple(notes.items())})
        entry.rule = fitted(rule, reading)
        entry.doubtful |= reading.doubtful
        for condition in reading.conditions:
            entry.limit(condition)
        if "name" in fields:
            rules.name(entry)

    def _may_enable(self, entry: Entry, run: Run, enabled: bool) -> None:
        if enabled == entry.rule.enabled:
            return
        entry.limit(f"line {run.span.line} {'enables it' if enabled else 'does not disable it'}")
        entry.rule = replace(entry.rule, enabled=True)

    def suspect(self, run: Run, condition: str) -> None:
        """Take in that there may be any rule at all."""
        self.changed = True
        conditions = (*run.conditions, condition)
        rule = FirewallRule("", run.span, run.text, Action.UNKNOWN, others=conditions)
        self._suspected.append(rule)

    def refuse(self, run: Run, diagnostic: Diagnostic) -> None:
        """Take in a command that is not understood and may do anything."""
        self.diagnostics.append(replace(diagnostic, text=run.text))
        self.suspect(run, f"line {run.span.line} is not understood")

    def not_understood(self, run: Run, message: str, hint: str = "") -> None:
        """Take in a command that is not understood, for a reason of fwlint's own."""
        self.refuse(run, _not_understood(run, message, hint))

    def reset(self, run: Run) -> None:
        """Take in that the computer is given Windows' own rules and settings."""
        self.changed = True
        self.assume(run, "behind a reset Windows' own rules hold, which the script does not show")
        if run.conditions:
            self._limit_all(f"line {run.span.line} does not reset it")
        else:
            self._forget()
        self.profiles.reset(run)

    def replace_all(self, run: Run, what: str) -> None:
        """Take in that the computer is given rules that the script does not show."""
        if run.conditions:
            self._limit_all(f"line {run.span.line} does not replace it")
        else:
            self._forget()
        self.not_understood(
            run, f"what {what} holds is not in this script", f"lint {what} instead, or as well"
        )

    def assume(self, run: Run, message: str, hint: str = "") -> None:
        """Say once what is taken for granted."""
        if message not in self._told:
            self._told.add(message)
            self.diagnostics.append(Diagnostic(run.span, Trouble.ASSUMED, message, hint, run.text))

    def _forget(self) -> None:
        self.firewall.clear()
        self.security.clear()
        self._suspected.clear()

    def _limit_all(self, condition: str) -> None:
        for rules in (self.firewall, self.security):
            for entry in rules:
                entry.limit(condition)

    def _take(self, reading: Reading) -> None:
        self.diagnostics += reading.diagnostics
        reading.diagnostics.clear()

    def finish(self) -> None:
        """Say at the end of the script what it deletes without having made it."""
        if self._deleted:
            (run, words), others = self._deleted[0], len(self._deleted) - 1
            more = f" (and {others} more commands)" if others else ""
            self.assume(run, f"this deletes {_UNSHOWN}: {words}{more}", _LINT_AN_EXPORT)


def _not_understood(run: Run, message: str, hint: str = "") -> Diagnostic:
    return Diagnostic(run.span, Trouble.NOT_UNDERSTOOD, message, hint, run.text)
