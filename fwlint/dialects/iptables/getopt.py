"""Which option a word of a line is, as getopt_long(3) finds it among those that iptables knows.

At first iptables knows the options of every rule. A match or target adds its own when it is loaded,
and an unknown option makes iptables load the match that is called like the rule's protocol.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from lark import Token

from fwlint.dialects.iptables.extensions import Word, common_words, extension
from fwlint.dialects.iptables.option import RefusedError
from fwlint.dialects.netfilter.protocol import name_of

Loaded = tuple[tuple[str, str], ...]
"""The matches and targets that were loaded, by role and name, the last one first."""

_SHOWN = 4
_LOADS = {"EXTENSION": "match", "TARGET": "target"}
_OTHER_FAMILY = {4: "ipv6", 6: "ipv4"}


class OtherFamilyError(Exception):
    """The line is for the other address family only: by `-4` or `-6`."""


class Getopt:
    """The reading of one line, word by word; `words` holds the options found, by their place."""

    def __init__(self, family: int) -> None:
        self.words: dict[int, Word] = {}
        self._family = family
        self._loaded: Loaded = ()
        self._protocol = ""
        self._last = ""

    def read(self, token: Token) -> None:
        """Take note of the line's next word; the type of an option becomes its kind.

        Raises RefusedError for an abbreviation of several options, and OtherFamilyError.
        """
        if token.type == "OPTION":
            self._tell(token)
        elif token.type in _LOADS:
            self._load(_LOADS[token.type], token)
        elif self._last == "protocol" and token.type == "PROTOCOL_ID":
            self._protocol = token.lower()

    def _tell(self, token: Token) -> None:
        word = self._find(token)
        if word is None and self._load("match", name_of(self._protocol)):
            word = self._find(token)
        if word is None:
            return
        if word.kind == _OTHER_FAMILY[self._family]:
            raise OtherFamilyError
        self._last = word.kind
        self.words[token.start_pos or 0] = word
        token.type = word.kind.upper()

    def _load(self, role: str, name: str) -> bool:
        """Make the options of a match or target known; return whether there was something new."""
        found = extension(role, name, self._family)
        if found is None:
            return False
        new = (role, found.name) not in self._loaded
        self._loaded = ((role, found.name), *(x for x in self._loaded if x != (role, found.name)))
        return new

    def _find(self, token: Token) -> Word | None:
        known = _known(self._loaded, self._family)
        if token in known or not token.startswith("--"):
            return known.get(token)
        meant = {word: name for name, word in known.items() if name.startswith(token)}
        if len(meant) > 1:
            several = ", ".join(sorted(meant.values())[:_SHOWN])
            raise RefusedError(f"{token} is short for several options: {several}", token)
        return next(iter(meant), None)


@cache
def _known(loaded: Loaded, family: int) -> Mapping[str, Word]:
    """Return the known options by spelling: those of every rule win, and then the newest."""
    known: dict[str, Word] = {}
    found = (extension(role, name, family) for role, name in loaded)
    for words in (common_words(family), *(one.words for one in found if one)):
        for word in words:
            for name in word.names:
                known.setdefault(name, word)
    return known
