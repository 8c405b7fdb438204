"""The lines of a file, one after the other, into the dumps that it holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lark.exceptions import UnexpectedInput

from fwlint.dialects.grammar import not_understood, refusal
from fwlint.dialects.iptables.command import obey, suspect
from fwlint.dialects.iptables.dump import BUILT_IN, Dump, Place, Table, another_dump, dump_for
from fwlint.dialects.iptables.family import header_family
from fwlint.dialects.iptables.getopt import OtherFamilyError
from fwlint.dialects.iptables.line import LIMIT, Statement, read_command, read_statement
from fwlint.dialects.iptables.option import RefusedError
from fwlint.dialects.iptables.rule import Complaint
from fwlint.dialects.iptables.shapes import Shapes
from fwlint.dialects.iptables.stretch import obey_known
from fwlint.dialects.source import Source
from fwlint.model.diagnostic import Diagnostic, Trouble

_BEGINNINGS = tuple("*:C-[!")
"""What the first word of a line can begin with."""

_SCRIPT = re.compile(
    r"(?:^|[\s/])(?:ip6?tables|\$\{?\w*ip6?t\w*\}?)\s.*-[ADEFINPRX]\s", re.IGNORECASE
)
"""A command of a shell script, which may say rules but not as a dump does."""


_AN_OPTION = "expected an option, such as -s or --dport, or the end of the line"


@dataclass(slots=True)
class Reader:
    """One pass over a source; `dumps`, to which it adds, and `diagnostics` are its result.

    `dump` is the one that the next line belongs to. `of_sets` holds the numbers of the lines that
    speak of sets, and so are read already.
    """

    source: Source
    dump: Dump
    dumps: list[Dump]
    of_sets: set[int]
    diagnostics: list[Diagnostic] = field(default_factory=list)
    _table: Table | None = None
    _table_seen: bool = False
    _foreign: list[int] = field(default_factory=list)
    _shapes: dict[tuple[int, str], Shapes] = field(default_factory=dict)

    def read(self) -> None:
        """Read every line."""
        lines = self._lines()
        at, last = 0, 1
        while at < len(lines):
            known = self._obey_known(lines, at)
            at += known
            if known:
                last = at
                continue
            at += 1
            text = lines[at - 1].lstrip()
            if not text:
                continue
            last = at
            if text.startswith("#"):
                self._comment(at, text)
            elif text.startswith(_BEGINNINGS):
                self._line(at, lines[at - 1])
            else:
                self._text(at, text)
        self._require_commit(last, "the dump ends before COMMIT; it may be cut off")
        self._tell_foreign()

    def _lines(self) -> Sequence[str]:
        """Return the lines, with nothing in the place of those that speak of sets."""
        lines = self.source.lines
        if not self.of_sets:
            return lines
        return ["" if number in self.of_sets else line for number, line in enumerate(lines, 1)]

    def _comment(self, number: int, text: str) -> None:
        family = header_family(text)
        if family and family != self.dump.family:
            self._require_commit(number, "another dump begins before COMMIT")
            self.dump = dump_for(self.dumps, family, self.dump.sets)

    def _text(self, number: int, text: str) -> None:
        if _SCRIPT.search(text):
            message = "this is a command of a script, and no line of an iptables-save dump"
            hint = "fwlint reads what iptables-save prints when the script has run"
            self.diagnostics.append(not_understood(self.source, number, message, hint=hint))
        else:
            self._not_understood(number, "this is no line of an iptables-save dump")

    def _line(self, number: int, line: str) -> None:
        trouble = self._try(number, line)
        if trouble is None:
            return
        self.diagnostics.append(trouble)
        command = read_command(line, self.dump.family)
        if command and (place := self._place(number)):
            suspect(place, command)

    def _try(self, number: int, line: str) -> Diagnostic | None:
        """Do what a line says, or return why it cannot be done."""
        if len(line) > LIMIT:
            message = f"this line is longer than the {LIMIT} bytes that iptables-restore reads"
            return not_understood(self.source, number, message)
        try:
            self._obey(number, line, read_statement(line, self.dump.family))
        except OtherFamilyError:
            self._foreign.append(number)
        except UnexpectedInput as error:
            refused = refusal(self.source, number, error, "line")
            return replace(refused, hint=_AN_OPTION) if _wants_option(error) else refused
        except RefusedError as error:
            return not_understood(self.source, number, str(error), column=error.column)
        return None

    def _obey_known(self, lines: Sequence[str], at: int) -> int:
        """Do what lines from the index `at` on say, and return how many have known shapes."""
        table = self._table
        if table is None:
            return 0
        shapes = self._shapes_of(table).take(lines, at)
        if shapes:
            for number in obey_known(Place(self.source, at + 1, self.dump, table), shapes):
                self._line(number, lines[number - 1])
        return len(shapes)

    def _obey(self, number: int, line: str, statement: Statement) -> None:
        if statement.kind == "table":
            self._open(number, str(statement.words[0]))
        elif statement.kind == "commit":
            self._commit(number)
        elif place := self._place(number):
            meaning = obey(place, statement)
            for complaint in meaning.complaints if meaning else ():
                self._complain(number, complaint)
            self._shapes_of(place.table).learn(line, statement, meaning)
        else:
            self._not_understood(number, "this line stands outside of a table")

    def _shapes_of(self, table: Table) -> Shapes:
        key = self.dump.family, table.name
        if key not in self._shapes:
            self._shapes[key] = Shapes(*key)
        return self._shapes[key]

    def _open(self, number: int, name: str) -> None:
        self._require_commit(number, "another table begins before COMMIT")
        if name not in BUILT_IN:
            self._not_understood(number, f"there is no table {name}")
        if name in self.dump.tables:
            self._assume(
                number, f"table {name} stands here again; what follows is taken for another dump"
            )
            self.dump = another_dump(self.dumps, self.dump.family, self.dump.sets)
        self._table_seen = True
        self._table = self._begin(number, name)

    def _begin(self, number: int, name: str) -> Table:
        return self.dump.tables.setdefault(name, Table(name, self.source.span(number)))

    def _commit(self, number: int) -> None:
        if self._table is None and self._table_seen:
            self._not_understood(number, "COMMIT stands outside of a table")
        self._table = None

    def _place(self, number: int) -> Place | None:
        """Return the place of a line, in table filter where no table was ever named."""
        table = self._table
        if table is None and not self._table_seen:
            if "filter" not in self.dump.tables:
                self._assume(number, "no line names a table; these are taken as of table filter")
            table = self._begin(number, "filter")
        return Place(self.source, number, self.dump, table) if table else None

    def _require_commit(self, number: int, message: str) -> None:
        if self._table:
            self.diagnostics.append(
                Diagnostic(self.source.span(number), Trouble.UNREADABLE, message)
            )
        self._table = None

    def _tell_foreign(self) -> None:
        if self._foreign:
            lines = "1 line is" if len(self._foreign) == 1 else f"{len(self._foreign)} lines are"
            self._assume(
                self._foreign[0], f"{lines} for the other address family only, and left out"
            )

    def _complain(self, number: int, complaint: Complaint) -> None:
        column = complaint.word.column or 1
        self.diagnostics.append(
            not_understood(
                self.source, number, complaint.message, column=column, hint=complaint.hint
            )
        )

    def _assume(self, number: int, message: str) -> None:
        self.diagnostics.append(Diagnostic(self.source.span(number), Trouble.ASSUMED, message))

    def _not_understood(self, number: int, message: str) -> None:
        self.diagnostics.append(not_understood(self.source, number, message))


def _wants_option(error: UnexpectedInput) -> bool:
    """Return whether the grammar expected any of the options, which are too many to be named."""
    wanted = getattr(error, "expected", None) or getattr(error, "allowed", None)
    return "OPTION" in (wanted or ())
