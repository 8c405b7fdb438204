"""netsh's words in the languages of Windows: for each a table of data, beside this file.

netsh prints in the display language of Windows, and nothing in a listing names that language. Its
labels tell it, and what a word means depends on the label before it.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import NoReturn

VOCABULARIES = {
    "Enabled": ("Yes", "No"),
    "Direction": ("In", "Out"),
    "Profiles": ("Domain", "Private", "Public"),
    "Edge traversal": ("No", "Yes", "Defer to application", "Defer to user"),
    "Rule source": ("Local Setting", "Group Policy Setting"),
    "Action": ("Allow", "Block", "Bypass"),
    "State": ("ON", "OFF"),
    "LocalFirewallRules": ("Enable", "Disable"),
    "LocalConSecRules": ("Enable", "Disable"),
}
"""The labels whose every word is translated. Behind the others only `Any` is: names of protocols,
keywords such as LocalSubnet, and BlockInbound and its like are the same in every language."""

UNTRANSLATED = ("LocalFirewallRules", "LocalConSecRules")
"""Settings of profiles whose names are the same in every language."""

NOT_APPLICABLE = "N/A"
"""The beginning of what stands behind a setting that only Group Policy can make."""

NAME = "Rule Name"
TABLE = "Type Code"
"""The heading of the table of ICMP types; it stands for the label that its rows do not have."""

_REMEMBERED = 4096


class UnknownWordError(ValueError):
    """A word that a language's table does not have; `hint` says what else it lacks there."""

    def __init__(self, language: str, word: str, label: str, unseen: list[str]) -> None:
        super().__init__(f"fwlint does not know the {language} word {word!r} behind {label}")
        self.hint = f"{language} words not known: {', '.join(unseen)}" if unseen else ""


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """The words of one language. Tables lead from its words, made `plain`, to the English ones.

    `labels` are those of rules, `headings` those over the settings of a profile, each leading to
    the profile, and `settings` the settings below. `words` has a table for each label of
    VOCABULARIES; English has none, because the grammar reads it as it is. `any`, `ok` and
    `no_match` are what netsh says for Any, at the end, and where there is nothing to list.
    `unseen` names, in English, the labels and words that no listing has shown so far. `code_pages`
    are those in which Windows writes the language, the usual one first.
    """

    name: str
    code_pages: tuple[str, ...]
    any: str
    ok: str
    no_match: str
    unseen: tuple[str, ...]
    labels: Mapping[str, str]
    headings: Mapping[str, str]
    settings: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]]

    def label(self, written: str) -> str:
        """Return the English label for one as it stands in a listing, or "" if it is none."""
        return self.labels.get(plain(written), "")

    def setting(self, written: str) -> str:
        """Return the English name of a profile's setting, or "" if it is none."""
        return written if written in UNTRANSLATED else self.settings.get(plain(written), "")

    def english(self, label: str, value: str) -> str:
        """Return `value`, which stands behind the English `label`, in netsh's English words.

        Raises UnknownWordError for what netsh translates and this table does not have.
        """
        if not self.words or value.startswith(NOT_APPLICABLE):
            return value
        if label in VOCABULARIES:
            return _listed(self, label, value)
        if label == TABLE:
            return " ".join(self._or_any(label, cell) for cell in value.split())
        return self._or_any(label, value)

    def english_if_known(self, label: str, value: str) -> str:
        """Return the same, but `value` as it is where a word is not known."""
        try:
            return self.english(label, value)
        except UnknownWordError:
            return value

    def _or_any(self, label: str, value: str) -> str:
        if plain(value) == self.any:
            return "Any"
        if value == "Any":
            self._unknown(label, value)
        return value

    def word(self, label: str, item: str) -> str:
        """Return one item of a list behind a label of VOCABULARIES; see `english`."""
        return self.words.get(label, {}).get(plain(item)) or self._unknown(label, item)

    def _unknown(self, label: str, item: str) -> NoReturn:
        unseen = [one for one in self.unseen if one.startswith(label)]
        raise UnknownWordError(self.name, item, label, unseen)


@lru_cache(maxsize=_REMEMBERED)
def _listed(language: Language, label: str, value: str) -> str:
    return ",".join(language.word(label, item.strip()) for item in value.split(","))


@lru_cache(maxsize=_REMEMBERED)
def plain(text: str) -> str:
    """Return `text` as it is looked up: whatever its case, its apostrophes and its encoding."""
    return unicodedata.normalize("NFC", text).replace("’", "'").casefold()


@cache
def all_languages() -> tuple[Language, ...]:
    """Return every language that has a table here, English first."""
    tables = [one for one in files(__package__).iterdir() if one.name.endswith(".toml")]
    tables.sort(key=lambda one: (one.name != "en.toml", one.name))
    return tuple(_language(one.read_text(encoding="utf-8")) for one in tables)


def english() -> Language:
    """Return the language that the grammar reads."""
    return all_languages()[0]


@cache
def _names() -> Mapping[str, Language]:
    return {
        written: language
        for language in all_languages()
        for written, label in language.labels.items()
        if label == NAME
    }


@cache
def _headings() -> Mapping[str, tuple[Language, str]]:
    return {
        written: (language, profile)
        for language in all_languages()
        for written, profile in language.headings.items()
    }


def named_in(label: str) -> Language | None:
    """Return the language in which `label` is the one of a rule's name, the first of its lines."""
    return _names().get(plain(label))


def profile_heading(label: str) -> tuple[Language, str] | None:
    """Return the language and the profile of a heading such as `Public Profile Settings`."""
    return _headings().get(plain(label))


def belongs_to_another(label: str, language: Language) -> bool:
    """Return whether `label` is another language's for what `language` has a label of its own."""
    known = set(language.labels.values())
    return any(one.label(label) in known for one in all_languages())


def _language(text: str) -> Language:
    table = tomllib.loads(text)
    return Language(
        name=table["name"],
        code_pages=tuple(table["code_pages"]),
        any=plain(table["any"]),
        ok=plain(table["ok"]),
        no_match=plain(table["no_match"]),
        unseen=tuple(table["unseen"]),
        labels=_plain_keys(table["labels"]),
        headings=_plain_keys(table.get("headings", {})),
        settings=_plain_keys(table.get("settings", {})),
        words={label: _plain_keys(words) for label, words in table.get("words", {}).items()},
    )


def _plain_keys(table: Mapping[str, str]) -> Mapping[str, str]:
    return {plain(key): value for key, value in table.items()}
