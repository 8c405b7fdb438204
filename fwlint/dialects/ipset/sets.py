"""The sets of a host, as they are after every line read so far."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from fwlint.dialects.ipset.create import Form, form_of
from fwlint.dialects.ipset.element import TIMEOUT, Element, elements, times_out
from fwlint.dialects.ipset.line import Statement

LIST = "list:set"


@dataclass(slots=True)
class NamedSet:
    """A set: its elements, by what they hold, or, of a `list:set`, the names of its members.

    Each name goes with whether it stays there. `form` is None where it is not understood. `doubts`
    say why nothing can be told of what the set holds, if so.
    """

    form: Form | None
    elements: dict[object, Element] = field(default_factory=dict)
    members: dict[str, bool] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)

    def add(self, text: str, options: Mapping[str, str]) -> None:
        """Add the element `text`, or change the options of the one that is there."""
        if self.form and self.form.kind == LIST:
            self.members[text] = not times_out(self.form, options)
        elif self.form:
            for element in elements(text, self.form, options):
                self.elements[element[:2]] = element

    def delete(self, text: str) -> None:
        """Take the element `text` away. Raises ValueError where it was not added just like this."""
        try:
            if self.form and self.form.kind == LIST:
                del self.members[text]
            elif self.form:
                for element in elements(text, self.form, {}):
                    del self.elements[element[:2]]
        except KeyError:
            raise ValueError(f"no line adds {text} like this") from None

    def unclear_parts(self) -> Iterator[str]:
        """Yield what keeps fwlint from telling which packets match, though it is understood."""
        if self.form and self.form.doubt:
            yield self.form.doubt
        if not all(self.members.values()):
            yield TIMEOUT
        yield from dict.fromkeys(
            doubt for element in self.elements.values() for doubt in element.doubts
        )

    def flush(self) -> None:
        """Take all elements away."""
        self.elements.clear()
        self.members.clear()


@dataclass(slots=True)
class Sets:
    """All sets by name, in the order of their lines."""

    by_name: dict[str, NamedSet] = field(default_factory=dict)

    def obey(self, statement: Statement) -> None:
        """Do what a command says. Raises ValueError where ipset refuses it."""
        match statement.kind, statement.words:
            case "create", (name, kind):
                self.create(name, kind, statement.options)
            case "add", (name, element):
                self._add(name, element, statement.options)
            case "delete", (name, element):
                self._named(name).delete(element)
            case "flush", names:
                for name in names or self.by_name:
                    self._named(name).flush()
            case "destroy", names:
                for name in names or tuple(self.by_name):
                    self._named(name)
                    del self.by_name[name]
            case "swap", (one, other):
                both = self._named(other), self._named(one)
                self.by_name[one], self.by_name[other] = both
            case "rename", (old, new):
                if new in self.by_name:
                    raise ValueError(f"there is a set {new} already")
                self.by_name[new] = self._named(old)
                del self.by_name[old]

    def create(self, name: str, kind: str, options: Mapping[str, str]) -> NamedSet:
        """Return the set of that name, new or there already. Raises ValueError."""
        form = form_of(kind, options)
        there = self.by_name.setdefault(name, NamedSet(form))
        if there.form != form:
            raise ValueError(f"there is a set {name} of another kind already")
        return there

    def suspect(self, name: str, doubt: str) -> None:
        """Take nothing for granted that the set of that name holds; it may be a new one."""
        self.by_name.setdefault(name, NamedSet(None)).doubts.append(doubt)

    def with_members(self, names: Collection[str]) -> frozenset[str]:
        """Return `names` and those of the sets that lists among them unite."""
        lists = (self.by_name[name] for name in names if name in self.by_name)
        return frozenset((*names, *(member for one in lists for member in one.members)))

    def _add(self, name: str, element: str, options: Mapping[str, str]) -> None:
        one = self._named(name)
        member = self.by_name.get(element)
        of_list = one.form and one.form.kind == LIST
        if of_list and member and member.form and member.form.kind == LIST:
            raise ValueError("a list:set cannot hold another")
        one.add(element, options)

    def _named(self, name: str) -> NamedSet:
        if name not in self.by_name:
            raise ValueError(f"there is no set {name}")
        return self.by_name[name]
