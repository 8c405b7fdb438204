"""The statements of a .reg file, read by `grammars/windows_reg.lark` and carried out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fwlint.dialects.grammar import load, refusal
from fwlint.dialects.source import Source
from fwlint.dialects.windows.reg.lines import NAME, Statement
from fwlint.dialects.windows.registry.data import decode
from fwlint.dialects.windows.registry.edits import Edits
from fwlint.dialects.windows.registry.places import locate
from fwlint.model.diagnostic import Diagnostic

if TYPE_CHECKING:
    from lark import Token, Tree
    from lark.exceptions import UnexpectedInput

_ESCAPED = re.compile(r'\\(["\\])')
_OF_A_FIREWALL = re.compile(r"firewall|profile|consecrules|\[-", re.IGNORECASE)
"""What a line has in it that names or deletes a key with a firewall policy in or below it."""


@dataclass(slots=True)
class Statements:
    """The statements so far. Those below keys outside firewall policies are passed over.

    `encoding` is that of texts written as bytes.
    """

    source: Source
    encoding: str
    diagnostics: list[Diagnostic]
    edits: Edits = field(default_factory=Edits)
    _path: str = ""

    def carry_out(self, statement: Statement) -> None:
        """Carry out one statement."""
        from lark.exceptions import UnexpectedInput

        if statement.text.lstrip().startswith("["):
            self._path = ""
            if not _OF_A_FIREWALL.search(statement.text):
                return
        elif not self._path:
            return
        try:
            self._edit(load("windows_reg", "statement").parse(statement.text), statement)
        except UnexpectedInput as error:
            self._refuse(statement, error)

    def _edit(self, tree: Tree[Token], statement: Statement) -> None:
        span = self.source.span(statement.line)
        words = {token.type: str(token) for token in tree.scan_values(lambda _: True)}
        name = _unquoted(words.get("NAME", ""))
        match tree.data:
            case "key":
                self._path = words["PATH"] if locate(words["PATH"]) else ""
                self.edits.make_key(words["PATH"], span)
            case "delete_key":
                self.edits.delete_key(words["PATH"], span)
            case "delete_value":
                self.edits.delete_value(self._path, name, span)
            case "text" | "number" | "bytes":
                self.edits.set_value(self._path, name, self._data(words), span)

    def _data(self, words: dict[str, str]) -> str | int | bytes:
        if "TEXT" in words:
            return _unquoted(words["TEXT"])
        if "DIGITS" in words:
            return int(words["DIGITS"], 16)
        data = bytes(int(one, 16) for one in re.findall(r"\w+", words.get("BYTES", "")))
        return decode(int(words.get("TYPE", "3"), 16), data, self.encoding)

    def _refuse(self, statement: Statement, error: UnexpectedInput) -> None:
        """Report a statement that the grammar refuses; it may be meant to set a value."""
        below = max(error.line, 1) - 1 if isinstance(error.line, int) else 0
        said = refusal(self.source, statement.line + below, error, "statement of a .reg file")
        self.diagnostics.append(said)
        if self._path:
            name = NAME.match(statement.text)
            key, data = (name[1], statement.text[name.end() :]) if name else ("", statement.text)
            self.edits.set_value(self._path, _unquoted(key), data.encode(), said.span)


def _unquoted(text: str) -> str:
    """Return what stands between the quotes of `text`."""
    return _ESCAPED.sub(r"\1", text[1:-1])
