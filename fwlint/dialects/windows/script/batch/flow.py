"""The jumps of a batch file, and what they leave certain."""

from __future__ import annotations

from dataclasses import dataclass, field

_END_OF_FILE = "eof"


@dataclass(slots=True)
class Flow:
    """What has been jumped over so far, on the way from the beginning of the file to its end.

    A jump forward makes doubtful what stands before its label; behind the label, everything that
    goes on at all has come together again. What stands behind a way out, and no such label before
    it, is a part of the file that is called from elsewhere, or never.
    """

    _open: dict[str, int] = field(default_factory=dict)
    _passed: set[str] = field(default_factory=set)
    _left: int = 0

    def conditions(self) -> tuple[str, ...]:
        """Return the conditions under which a statement here is run."""
        if self._open:
            label, line = next(iter(self._open.items()))
            return (f"line {line} does not jump to {label}",)
        return (f"something jumps behind line {self._left}",) if self._left else ()

    def jump(self, label: str, line: int, *, certain: bool) -> None:
        """Take in a jump from `line`, which happens for certain or only sometimes."""
        name = label.lstrip(":").lower()
        if name != _END_OF_FILE and name not in self._passed:
            self._open.setdefault(name, line)
        if certain:
            self.leave(line)

    def leave(self, line: int) -> None:
        """Take in that nothing goes on behind `line` by itself."""
        self._left = self._left or line

    def label(self, text: str) -> None:
        """Take in a line that begins with a colon: a label, or with two of them a comment."""
        line = text.strip()
        names = [] if line.startswith("::") else line[1:].lower().split()
        if names:
            self._passed.add(names[0])
            if self._open.pop(names[0], 0) and not self._open:
                self._left = 0
