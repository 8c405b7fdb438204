"""Code pages: found by trying under which one labels read, and mended where one was mistaken."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from fwlint.dialects.source import Source, read_source
from fwlint.dialects.windows.netsh import DIALECT
from fwlint.dialects.windows.netsh.languages import all_languages
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.export import Export

LISTINGS = Path(__file__).parents[1] / "fixtures" / "windows" / "netsh_languages"
RUSSIAN = "Имя правила:              Узел\n" + "-" * 70 + "\nВключено:             Да\n"
RUSSIAN += "Направление:             Входящее\nДействие:             Разрешить\n"


def listing(code: str, name: str = "ping") -> str:
    return (LISTINGS / f"{code}.txt").read_text(encoding="utf-8").replace(" ping\n", f" {name}\n")


def read(data: bytes) -> Export:
    source = source_of(data)
    assert DIALECT.recognises(source)
    return DIALECT.parse(source)


def source_of(data: bytes) -> Source:
    return read_source("netsh.txt", data)


def names(export: Export) -> list[str]:
    return [rule.name for rule in export.policies["Inbound"].rules]


def said(export: Export) -> list[Diagnostic]:
    about = ("the file is not UTF-8", "text was read as")
    return [one for one in export.diagnostics if any(words in one.message for words in about)]


def complaints(export: Export) -> list[Diagnostic]:
    return [one for one in export.diagnostics if one.trouble is not Trouble.ASSUMED]


@pytest.mark.parametrize(
    ("code", "name", "page"),
    [
        ("de", "Büro für Ärzte", "cp850"),
        ("de", "Büro für Ärzte", "cp1252"),
        ("es", "Acceso de señal", "cp850"),
        ("es", "Acceso de señal", "cp1252"),
        ("fr", "Contrôle d'accès", "cp850"),
        ("fr", "Contrôle d'accès", "cp1252"),
        ("ja", "リモート デスクトップ", "cp932"),
        ("pt_br", "Área de trabalho", "cp850"),
        ("pt_br", "Área de trabalho", "cp1252"),
        ("pt_br", "Área de trabalho", "cp860"),
    ],
)
def test_the_code_page_is_the_one_in_which_the_labels_read(code: str, name: str, page: str) -> None:
    export = read(listing(code, name).replace("\n", "\r\n").encode(page))
    assert complaints(export) == []
    assert names(export)[0] == name
    (note,) = said(export)
    assert note.trouble is Trouble.ASSUMED
    assert note.message == (
        f"the file is not UTF-8; it is taken to be in code page {page.removeprefix('cp')}"
    )


@pytest.mark.parametrize(
    ("code", "encoding"),
    [
        *product(("en", "fr", "ja"), ("utf-8", "utf-8-sig", "utf-16")),
        *product(("en", "fr"), ("utf-16-le", "utf-16-be")),
    ],
)
def test_unicode_needs_no_word(code: str, encoding: str) -> None:
    export = read(listing(code, "Café 7").encode(encoding))
    assert complaints(export) == said(export) == []
    assert names(export)[0] == "Café 7"


def test_a_name_in_an_english_listing_is_read_in_the_consoles_usual_page() -> None:
    export = read(listing("en", "Café").encode("cp437"))
    assert names(export)[0] == "Café"
    assert "code page 437" in said(export)[0].message


def test_utf_8_with_a_broken_byte_stays_utf_8() -> None:
    data = listing("fr", "Contrôle").encode() + b"\nlast words: \xe9\n"
    export = read(data)
    assert names(export)[0] == "Contrôle"
    (diagnostic,) = complaints(export)
    assert (diagnostic.trouble, diagnostic.message) == (
        Trouble.UNREADABLE,
        "byte 0xE9 is not UTF-8 text",
    )


@pytest.mark.parametrize(
    ("code", "right", "wrong"),
    [
        ("fr", "cp1252", "cp850"),
        ("fr", "cp850", "cp1252"),
        ("fr", "utf-8", "cp1252"),
        ("fr", "utf-8", "cp850"),
        ("de", "cp1252", "cp437"),
        ("es", "cp1252", "cp850"),
        ("es", "utf-8", "cp850"),
        ("pt_br", "cp850", "cp1252"),
        ("ja", "cp932", "cp437"),
    ],
)
def test_a_mistaken_code_page_is_undone_where_the_labels_prove_it(
    code: str, right: str, wrong: str
) -> None:
    name = "リモート" if code == "ja" else "Café"
    garbled = listing(code, name).encode(right).decode(wrong)
    export = read(garbled.encode())
    assert complaints(export) == []
    assert names(export)[0] == name
    (note,) = said(export)
    assert note.trouble is Trouble.ASSUMED
    assert note.message.endswith("before it was saved; fwlint undid that")


def test_lost_characters_are_not_made_up() -> None:
    lost = listing("fr").encode("cp1252").decode("utf-8", errors="replace")
    export = read(lost.encode())
    assert export.policies == {}
    (diagnostic,) = export.diagnostics
    assert diagnostic.trouble is Trouble.UNREADABLE
    assert "has lost characters" in diagnostic.message
    assert "Get-NetFirewallRule" in diagnostic.hint


def test_lost_characters_in_a_word_leave_the_rule_conditional() -> None:
    lost = listing("de").encode("cp1252").decode("utf-8", errors="replace")
    export = read(lost.encode())
    assert all("German word 'Dom\ufffdne'" in one.message for one in complaints(export))
    assert len(complaints(export)) == 4
    for rule in export.policies["Inbound"].rules:
        assert any("is not understood" in condition for condition in rule.conditions)


def test_another_alphabet_is_an_unknown_language_and_no_code_page() -> None:
    export = read(RUSSIAN.encode())
    assert "first label 'Имя правила'" in export.diagnostics[0].message
    export = read(RUSSIAN.encode("cp866"))
    assert export.policies == {}
    assert export.diagnostics[0].trouble is Trouble.UNREADABLE


def test_every_language_names_code_pages_that_python_has() -> None:
    for language in all_languages():
        for page in language.code_pages:
            assert "Regel".encode(page) == b"Regel"
