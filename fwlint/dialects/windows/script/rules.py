"""The rules that a script has made so far, and which of them a command speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from fwlint.dialects.windows.firewall_rule import FirewallRule

MOST_LOOKS = 2_000_000
"""How many rules are looked at for all commands of a script; what later ones do is left open."""

_LOST = "no later command of the script changes it"


@dataclass(slots=True, eq=False)
class Entry:
    """A rule as it is by now, with the `id` by which cmdlets may call it and the store it is in.

    What the script says of its `doubtful` fields is not understood. An entry is `doubted` if a
    command may have changed or deleted it, and `gone` if one has deleted it.
    """

    rule: FirewallRule
    id: str = ""
    store: str = ""
    doubtful: frozenset[str] = frozenset()
    doubted: bool = False
    gone: bool = False

    def limit(self, condition: str) -> None:
        """Put the rule under a condition; one is as good as many."""
        if not self.doubted:
            self.rule = replace(self.rule, others=(*self.rule.others, condition))
            self.doubted = True


Test = Callable[[Entry], bool | None]
"""Whether a command speaks of a rule; None is where that cannot be said."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The rules that a command speaks of: all those of `names`, if any, that pass the tests.

    `words` says it as the script does. It is not `certain` where something unknown selects further.
    """

    words: str
    names: tuple[str, ...] | None = None
    tests: tuple[Test, ...] = ()
    certain: bool = True

    def selects(self, entry: Entry) -> bool | None:
        """Return whether this speaks of `entry`."""
        found = [self._names(entry), *(test(entry) for test in self.tests)]
        if False in found:
            return False
        return None if None in found or not self.certain else True

    def _names(self, entry: Entry) -> bool | None:
        if self.names is None:
            return True
        return None if "name" in entry.doubtful else entry.rule.name.lower() in self.names


@dataclass(slots=True)
class Rules:
    """The rules in the order in which the script makes them."""

    _entries: list[Entry] = field(default_factory=list)
    _unnamed: list[Entry] = field(default_factory=list)
    _by_name: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    _ids: set[str] = field(default_factory=set)
    _looks: int = 0

    def __iter__(self) -> Iterator[Entry]:
        return (entry for entry in self._entries if not entry.gone)

    @property
    def is_lost(self) -> bool:
        """Whether there are too many rules and commands to tell which speak of which."""
        return self._looks > MOST_LOOKS

    def add(self, entry: Entry) -> None:
        """Take in a new rule."""
        if self.is_lost:
            entry.limit(_LOST)
        self._entries.append(entry)
        self.name(entry)

    def name(self, entry: Entry) -> None:
        """Take in that a rule has the name that it has now."""
        if "name" in entry.doubtful:
            self._unnamed.append(entry)
        else:
            self._by_name[entry.rule.name.lower()].append(entry)
        if entry.id and "id" not in entry.doubtful:
            self._ids.add(entry.id.lower())

    def has(self, id_: str) -> bool:
        """Return whether some rule was made by this id."""
        return id_.lower() in self._ids

    def clear(self) -> None:
        """Forget all rules."""
        self._entries.clear()
        self._unnamed.clear()
        self._by_name.clear()
        self._ids.clear()

    def select(self, selection: Selection) -> Iterator[tuple[Entry, bool]]:
        """Yield each rule that a command speaks of or may speak of, and whether that is certain."""
        for entry in self._candidates(selection):
            selected = selection.selects(entry)
            if selected is not False:
                yield entry, selected is True

    def lose(self) -> None:
        """Take in that from here on any command may speak of any rule."""
        for entry in self:
            entry.limit(_LOST)

    def _candidates(self, selection: Selection) -> list[Entry]:
        if selection.names is None:
            found = self._entries
        else:
            named = [self._by_name.get(name, ()) for name in selection.names]
            found = [entry for entries in (*named, self._unnamed) for entry in entries]
        self._looks += len(found)
        return [entry for entry in found if not entry.gone]
