"""A line as it stands in a chain."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from fwlint.model.rule import Rule

if TYPE_CHECKING:
    from fwlint.dialects.iptables.rule import Meaning


class Line(NamedTuple):
    """A line of a chain: the rules that it stands for, of which there is always one.

    `size` is how many rules iptables makes of it, or None where that cannot be told. `meaning`
    tells by the line's text what it means, unless it was refused.
    """

    rules: tuple[Rule, ...]
    size: int | None = None
    meaning: Callable[[str], Meaning] | None = None

    @property
    def text(self) -> str:
        """The line as it stands in the dump."""
        return self.rules[0].text
