"""The documentation's page on the extensions of iptables, written anew.

python -m tools.extensions_page
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fwlint.dialects.iptables.extensions import Extension, Word, extensions
from fwlint.dialects.iptables.meaning import MEANINGS, SAYING_NOTHING, Told

PAGE = Path(__file__).parents[1] / "docs" / "iptables-extensions.md"

_BEGINNING = """\
# What fwlint knows of the extensions of iptables

<!-- Written by tools/extensions_page.py from fwlint/dialects/iptables/extensions.tsv -->

These are the matches and targets of iptables 1.8 and a few others. fwlint tells what a rule matches
in packets: their family, protocol, addresses, ports, ICMP type, TCP flags, connection state,
interfaces, and whether they are fragments. What an option says of these is **exact**. Anything else
is a **condition**: the rule keeps it in its own words, and a verdict that depends on it says so.

Marks are followed from rule to rule and from table to table, bit by bit, so that a match on bits
that are constants by then is decided; where it is not, it stays a condition. A packet from another
host comes without a mark. One that this host sends may have any, for programs can set it. The first
packet of a connection, in state NEW, finds no mark on it; what later ones find is not known.
NOTRACK puts packets in state UNTRACKED, whatever state they would have been in.

What the match conntrack asks of a connection's beginning is answered by its first packet, in state
NEW, as that came: `--ctorigdstport` asks for the port before DNAT, REDIRECT or NETMAP sent the
packet elsewhere, and `--ctstate DNAT` whether one of them did. What comes by the loopback interface
may have been sent elsewhere on its way out, so there it stays a condition.

A match or an option that is not in these tables is a condition, too, and a diagnostic.
"""

_MATCHES = """\
## Matches

| match | for | exact | conditions | remarks |
|---|---|---|---|---|
"""

_TARGETS = """\
## Targets

| target | for | what becomes of the packet | options | remarks |
|---|---|---|---|---|
"""

_FAMILIES = {"46": "IPv4, IPv6", "4": "IPv4", "6": "IPv6"}
_FATES = {
    "accept": "is accepted",
    "deny": "is denied",
    "return": "returns to the chain that called, or meets the policy",
    "continue": "goes on to the next rule",
    "rewrite": "is accepted, and goes on with another destination",
    "unknown": "is decided elsewhere, which is a condition",
}


def page() -> str:
    """Return the text of the page."""
    every = extensions().values()
    matches = "".join(_match(one) for one in every if one.role == "match")
    targets = "".join(_target(one) for one in every if one.role == "target")
    return f"{_BEGINNING}\n{_MATCHES}{matches}\n{_TARGETS}{targets}"


def _match(one: Extension) -> str:
    exact = [word for word in one.words if _told(word) is not Told.NOT]
    conditions = [word for word in one.words if _told(word) is Told.NOT]
    loaded = ["the match itself"] if one.treatment == "condition" and not conditions else []
    return _row(one, _list(exact), ", ".join([*loaded, *_names(conditions)]))


def _target(one: Extension) -> str:
    return _row(one, _FATES[one.treatment], _list(one.words))


def _row(one: Extension, *cells: str) -> str:
    remarks = " ".join(_remarks(one))
    return f"| {' | '.join([f'`{one.name}`', _FAMILIES[one.families], *cells, remarks])} |\n"


def _remarks(one: Extension) -> Iterator[str]:
    if one.origin:
        yield f"Of {one.origin}."
    if one.protocols:
        yield f"Needs `-p` with {' or '.join(one.protocols)}."
    if one.remark:
        yield one.remark


def _told(word: Word) -> Told:
    if word.kind in SAYING_NOTHING:
        return SAYING_NOTHING[word.kind]
    return Told.WHOLLY if word.kind in MEANINGS else Told.NOT


def _list(words: list[Word] | tuple[Word, ...]) -> str:
    return ", ".join(_names(words))


def _names(words: list[Word] | tuple[Word, ...]) -> Iterator[str]:
    return (f"`{'! ' if word.negatable else ''}{word.name}`" for word in words)


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
