"""A report that can leave the house: addresses and names in it become stable pseudonyms.

A word stays where fwlint itself uses it, in its code, its grammars or its rulesets; every other
word is the site's own, whatever it is: a host, a rule, a user, a program, a remark. So nothing has
to be recognised to be hidden. Names of several words, and addresses, are hidden as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from ipaddress import IPv4Address, IPv6Address, ip_address

from fwlint.model.export import Export
from fwlint.model.finding import Finding
from fwlint.reports.pseudonyms import Pseudonyms
from fwlint.reports.report import Report
from fwlint.reports.style import Style
from fwlint.reports.texts import with_texts
from fwlint.reports.vocabulary import WORD, vocabulary

_MAC = r"(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}|(?:[0-9a-f]{4}\.){2}[0-9a-f]{4}"
_IPV4 = r"\d{1,3}(?:\.\d{1,3}){3}"
_MASK = r"(?:0|255)(?:\.\d{1,3}){3}|(?:128|192|224|24[08]|25[24])\.0\.0\.0"
_TOKEN = re.compile(
    rf"""
      (?P<mac> \b (?:{_MAC}) \b )
    | (?P<sid> \b S-1-\d+ (?:-\d+)+ \b )
    | (?P<guid> \b [0-9a-f]{{8}} (?:-[0-9a-f]{{4}}){{3}} - [0-9a-f]{{12}} \b )
    | (?P<address> (?<![\w.]) {_IPV4} (?!\w|\.\w)
                 | (?<![\w:]) (?=[0-9a-f:]*:[0-9a-f]*:) (?: [0-9a-f:]*:{_IPV4} | [0-9a-f:]+ ) )
      (?P<size> (?: /\d{{1,3}} | [ /] (?:{_MASK}) ) (?![\w.]) )?
    | (?P<word> {WORD} )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,5}(?:[-.]\d{1,5})*")
_SUFFIXES = ("cfg", "conf", "iptables", "rules", "txt")
"""What the names of exports end with, whoever they are of."""


def names_in(export: Export) -> Iterator[tuple[str, str]]:
    """Yield the names that `export` gives to things, each with what it is a name of."""
    yield export.hostname, "host"
    for policy in export.policies.values():
        yield from ((part, "list") for part in policy.name.split("/"))
        yield from ((rule.name, "rule") for rule in policy.rules)


@dataclass(frozen=True, slots=True)
class Redaction:
    """Hides what `names` and addresses say, each as `pseudonyms` has it."""

    pseudonyms: Pseudonyms
    names: Iterable[tuple[str, str]] = ()
    _phrases: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    _told: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, kind in sorted(set(self.names), key=lambda one: -len(one[0])):
            first = re.match(WORD, name)
            if first and name.casefold() not in vocabulary() and not _NUMBER.fullmatch(name):
                self._phrases.setdefault(first[0].casefold(), []).append((name.casefold(), kind))

    def text(self, text: str) -> str:
        """Return `text` with pseudonyms in it."""
        if text not in self._told:
            self._told[text] = self._hidden(text)
        return self._told[text]

    def _hidden(self, text: str) -> str:
        parts, at = [], 0
        while found := _TOKEN.search(text, at):
            parts.append(text[at : found.start()])
            said, at = self._phrase(text, found) or (self._token(found), found.end())
            parts.append(said)
        return "".join(parts) + text[at:]

    def path(self, path: str) -> str:
        """Return a path with pseudonyms in it; what a name ends with stays if it is well known."""
        parts = []
        for part in path.split("/"):
            stem, _, suffix = part.rpartition(".")
            parts.append(f"{self.text(stem)}.{suffix}" if suffix in _SUFFIXES else self.text(part))
        return "/".join(parts)

    def _phrase(self, text: str, found: re.Match[str]) -> tuple[str, int] | None:
        """Return the pseudonym of the longest name that begins with a word, and where it ends."""
        for name, kind in self._phrases.get((found["word"] or "").casefold(), ()):
            end = found.start() + len(name)
            if text[found.start() : end].casefold() == name and not text[end : end + 1].isalnum():
                return self.pseudonyms.name(kind, name), end
        return None

    def _token(self, found: re.Match[str]) -> str:
        if found["word"]:
            return self._word(found["word"])
        if found["address"]:
            return self._address(found["address"], found["size"] or "")
        kind = found.lastgroup or ""
        return self.pseudonyms.name(kind, found[0])

    def _word(self, word: str) -> str:
        if word.casefold() in vocabulary() or _NUMBER.fullmatch(word):
            return word
        if "." in word:
            return ".".join(self._word(label) for label in word.split("."))
        return self.pseudonyms.name("name", word)

    def _address(self, text: str, size: str) -> str:
        bare = text if text.endswith("::") else text.rstrip(":")
        try:
            address = ip_address(bare)
        except ValueError:
            return re.sub(WORD, lambda word: self._word(word[0]), text + size)
        care = _care(address, size)
        said = int(self.pseudonyms.address(address))
        if not int(address) & ~care:
            said &= care
        return f"{type(address)(said)}{text[len(bare) :]}{size}"


def _care(address: IPv4Address | IPv6Address, size: str) -> int:
    """Return the bits of a network that its prefix length, mask or wildcard leaves to it."""
    every = (1 << address.max_prefixlen) - 1
    if not size:
        return every
    if "." not in size:
        return every ^ (every >> int(size[1:]))
    mask = int(IPv4Address(size[1:]))
    return mask if mask >> 31 else every ^ mask


def _without_traces(finding: Finding) -> Finding:
    """Return `finding` without what is no text, but made of the site's own all the same."""
    return replace(finding, fix_before=None, claim="", fingerprint="")


def redacted(report: Report, style: Style, redaction: Redaction) -> tuple[Report, Style]:
    """Return `report` with pseudonyms in every text, and `style` with sources that show them."""
    paths = {redaction.path(file.path): file.path for file in report.files}
    report = with_texts(report, redaction.text, rename=redaction.path)
    files = tuple(
        replace(file, findings=tuple(map(_without_traces, file.findings))) for file in report.files
    )
    read = style.sources.read
    sources = replace(
        style.sources,
        read=lambda path: read(paths.get(path, path)),
        told=redaction.text,
        is_traceable=False,
    )
    return replace(report, files=files), replace(style, sources=sources)
