"""A dump with the files that belong to it: the other address family's rules, and the sets."""

from __future__ import annotations

from typing import NamedTuple

from fwlint.dialects.ipset.gathering import gather
from fwlint.dialects.ipset.match import Matcher
from fwlint.dialects.iptables.companions import companions_of, family
from fwlint.dialects.iptables.dump import Dump, dump_for
from fwlint.dialects.iptables.reader import Reader
from fwlint.dialects.iptables.sets import changed_by
from fwlint.dialects.source import Source
from fwlint.model.diagnostic import Diagnostic


class Reading(NamedTuple):
    """Files read to their ends: the dumps in them, and what is to be said of them."""

    sources: dict[str, Source]
    dumps: list[Dump]
    diagnostics: list[Diagnostic]


def read(source: Source) -> Reading:
    """Return what `source` and the files that belong to it hold."""
    companions = companions_of(source)
    sources = (source, *companions.dumps)
    gathered = gather(sources, companions.sets, source.surroundings)
    changing = gathered.sets.with_members(changed_by(sources))
    matcher = Matcher(gathered.sets, changing)
    diagnostics = companions.diagnostics + gathered.diagnostics
    dumps: list[Dump] = []
    for one in sources:
        dump = dump_for(dumps, family(one), matcher)
        reader = Reader(one, dump, dumps, gathered.lines.get(one.path, set()))
        reader.read()
        diagnostics += [*one.diagnostics, *reader.diagnostics]
    return Reading({one.path: one for one in sources}, dumps, diagnostics)
