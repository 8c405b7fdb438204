"""What a check found: a claim about packets, with everything that proves it."""

from __future__ import annotations

from datetime import date
from enum import IntEnum
from typing import TYPE_CHECKING

from fwlint.model.frozen import frozen
from fwlint.model.source import DocumentRow, Span

if TYPE_CHECKING:
    from fwlint.model.remedy import Remedy


class Level(IntEnum):
    """How much a finding matters; SARIF's words, so that they order."""

    NOTE = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()


@frozen()
class Related:
    """Another place that takes part in a finding, and its part in it, as a sentence goes on."""

    span: Span
    message: str


_NOWHERE = Span("")


@frozen()
class Suppression:
    """A person's word that findings of `checks` are accepted: why, by whom, and for how long.

    `until` is the last day on which it holds. It stands at `span`: in the export itself, in a
    comment, where `in_source`, or else in a file of the site's. With a `fault`, which says what of
    it is not understood, it has no effect.
    """

    reason: str
    in_source: bool = False
    checks: tuple[str, ...] = ()
    owner: str = ""
    until: date | None = None
    span: Span = _NOWHERE
    fault: str = ""

    def holds(self, today: date) -> bool:
        """Return whether it has an effect."""
        return not self.fault and not self.is_expired(today)

    def is_expired(self, today: date) -> bool:
        """Return whether its last day is over."""
        return self.until is not None and today > self.until


@frozen()
class Finding:
    """One finding. `message` is a whole sentence without the place; `span` is where to look.

    `decided_by` is the text of the rule or default that decides, `witness` a packet in the words of
    `fwlint trace` that shows it, `row` the document row it stands on, `requirement` that row's id,
    `also` the ids of requirements that ask for the same, and `conditions` what the verdict depends
    on. `remedy` would mend it; in a report it has become `fix`, the export's own words for it, a
    line each, and `fix_before`, the place before which they go, where there is one. `path` is the
    packets' way where it leads through several policies: each line that sends them on, then the one
    that decides. Each is empty where the check has none.

    `claim` is the part of the message that stays while the finding is the same, where others may
    change: which lines cover a rule, say. `fingerprint` tells it from other findings of its file,
    and is the same after rules were renumbered, reordered or moved. `suppression` is there where
    the finding was accepted, and `known` says that a baseline has it.
    """

    check: str
    level: Level
    message: str
    span: Span
    decided_by: str = ""
    witness: str = ""
    requirement: str = ""
    row: DocumentRow | None = None
    conditions: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    also: tuple[str, ...] = ()
    remedy: Remedy | None = None
    fix: tuple[str, ...] = ()
    fix_before: Span | None = None
    path: tuple[Related, ...] = ()
    suppression: Suppression | None = None
    claim: str = ""
    fingerprint: str = ""
    known: bool = False

    @property
    def stands(self) -> bool:
        """Whether it counts: nobody has accepted it, and no baseline has it."""
        return self.suppression is None and not self.known
