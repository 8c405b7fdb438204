"""The files that belong to a dump: the rules of the other address family, and the sets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath

from fwlint.dialects.ipset import DIALECT as IPSET
from fwlint.dialects.iptables import DIALECT as IPTABLES
from fwlint.dialects.iptables.family import family_of
from fwlint.dialects.iptables.neighbours import family_by_name
from fwlint.dialects.source import Source, read_source
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.source import Span


@dataclass(slots=True)
class Companions:
    """Files with further rules, files with sets, and what is to be said of them."""

    dumps: list[Source] = field(default_factory=list)
    sets: list[Source] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def take(self, companion: Source) -> str:
        """Add a file where it belongs, and return what it is taken for: "" for nothing."""
        if IPTABLES.recognises(companion):
            self.dumps.append(companion)
            return f"IPv{family(companion)} rules"
        if IPSET.recognises(companion):
            self.sets.append(companion)
            return "sets"
        return ""


def companions_of(source: Source) -> Companions:
    """Return what belongs to a dump: the files that the site names, and those beside it.

    The latter are only taken for what their names promise: sets, or the other family's rules.
    """
    found = Companions()
    for name, data in source.surroundings.companions:
        if not found.take(read_source(name, data)):
            found.diagnostics.append(
                Diagnostic(Span(name), Trouble.NOT_UNDERSTOOD, "holds neither rules nor sets")
            )
    for name, content in source.surroundings.beside:
        found.diagnostics += _beside(source, name, content, found)
    return found


def _beside(
    source: Source, name: str, content: bytes | None, found: Companions
) -> Iterator[Diagnostic]:
    """Take a file that was found, and yield what is to be said of that."""
    if content is None:
        message = "lies beside a dump that it may complete, and cannot be read"
        yield Diagnostic(Span(name), Trouble.UNREADABLE, message)
        return
    companion = read_source(name, content)
    if IPTABLES.recognises(companion) and family(companion) == family(source):
        message = f"{name} lies beside this file, but its rules are of the same family; left out"
    elif kind := found.take(companion):
        message = f"{name} lies beside this file, and is taken for the {kind} of the same host"
    else:
        return
    yield Diagnostic(Span(source.path), Trouble.ASSUMED, message)


def family(source: Source) -> int:
    """Return the address family of the first dump in `source`, by its lines or else its name."""
    return family_of(source.lines, otherwise=family_by_name(PurePath(source.path).name))
