"""What the tests on sets share: files as lines, and questions about a packet."""

from __future__ import annotations

from fwlint.dialects.ipset.match import Answer, Asked, Matcher
from fwlint.dialects.ipset.reading import SetReader
from fwlint.dialects.ipset.sets import Sets
from fwlint.dialects.source import read_source
from fwlint.model.packet_syntax import parse_packet
from fwlint.model.packetset import PacketSet


def read(*lines: str) -> SetReader:
    """Return the reader of the file `ipsets`, at its end."""
    source = read_source("ipsets", "\n".join(lines).encode())
    reader = SetReader(source, Sets(), alone=True)
    reader.read()
    return reader


def sets(*lines: str) -> Matcher:
    """Return the sets in a file of which every line is understood."""
    reader = read(*lines)
    assert not reader.diagnostics
    return Matcher(reader.sets)


def asked(text: str) -> Asked:
    """Return what `[!] NAME DIRECTIONS` asks."""
    *negation, name, directions = text.split()
    return Asked(name, tuple(directions.split(",")), bool(negation))


def verdict(answer: Answer, packet: str) -> str:
    """Return whether a packet is `in` for sure, `perhaps`, or `out`."""
    one = PacketSet((parse_packet(packet),))
    if answer.surely.covers(one):
        return "in"
    if answer.perhaps.covers(one):
        return "perhaps"
    assert not (answer.surely | answer.perhaps) & one, "the packet is no single one"
    return "out"


def ask(matcher: Matcher, text: str, packet: str, *, nomatch: bool = False) -> str:
    """Return what becomes of a packet at one match."""
    family = 6 if "[" in packet else 4
    return verdict(matcher.answer((asked(text)._replace(nomatch=nomatch),), family), packet)
