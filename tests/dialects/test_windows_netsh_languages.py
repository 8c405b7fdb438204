"""Listings of Windows in other languages: the same rules, or a word on what is not understood."""

from __future__ import annotations

from pathlib import Path

import pytest

from fwlint.analysis.verdict import Kind, decide
from fwlint.dialects.source import Source, read_source
from fwlint.dialects.windows.netsh import DIALECT
from fwlint.dialects.windows.netsh.languages import (
    UNTRANSLATED,
    VOCABULARIES,
    Language,
    UnknownWordError,
    all_languages,
    english,
    plain,
)
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.export import Export
from fwlint.model.packet_syntax import parse_packet
from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Action, Rule

FIXTURES = Path(__file__).parents[1] / "fixtures" / "windows"
LISTINGS = FIXTURES / "netsh_languages"
FOREIGN = ["de", "es", "fr", "ja", "pt_br"]
GERMAN = FIXTURES / "german_file_server"
RULER = "-" * 70


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def source(listing: str) -> Source:
    return read_source("netsh.txt", listing.encode())


def parse(listing: str) -> Export:
    return DIALECT.parse(source(listing))


def inbound(export: Export) -> tuple[Rule, ...]:
    return export.policies["Inbound"].rules


def complaints(export: Export) -> list[Diagnostic]:
    return [one for one in export.diagnostics if one.trouble is not Trouble.ASSUMED]


def kind(export: Export, packet: str, policy: str = "Inbound") -> Kind:
    query = PacketSet.of([parse_packet(packet)])
    return decide(export.policies, (policy,), query).kind


def meanings(export: Export) -> list[tuple[object, ...]]:
    return [
        (rule.name, rule.packets, rule.action, rule.conditions, rule.enabled)
        for rule in inbound(export)
    ]


@pytest.mark.parametrize("code", FOREIGN)
def test_the_same_rules_mean_the_same_in_every_language(code: str) -> None:
    listing = text(LISTINGS / f"{code}.txt")
    assert DIALECT.recognises(source(listing))
    export = parse(listing)
    assert complaints(export) == []
    english_rules = meanings(parse(text(LISTINGS / "en.txt")))
    assert meanings(export) == english_rules[: len(meanings(export))]
    assert len(meanings(export)) == (4 if code == "pt_br" else len(english_rules))


def test_a_rule_is_shown_in_the_words_of_its_listing() -> None:
    first = inbound(parse(text(LISTINGS / "de.txt")))[0]
    assert first.text == (
        "Regelname: ping; Richtung: Eingehend; Profile: Domäne,Privat; Remote-IP: 10.0.0.0/8; "
        "Protokoll: ICMPv4; Type 8, Code Beliebig; Type 3, Code 4; Aktion: Zulassen"
    )


def test_a_verbose_listing_with_profiles_is_understood_in_german() -> None:
    export = parse(text(GERMAN / "rules.txt") + text(GERMAN / "profiles.txt"))
    assert export.diagnostics == ()
    share = "tcp 10.1.2.3:50000 > 10.20.0.5:445"
    assert kind(export, f"{share} profile private") is Kind.CONDITIONAL
    assert inbound(export)[1].conditions == ("program System",)
    telnet = "tcp 10.20.0.5:50000 > 10.1.2.3:23"
    assert kind(export, f"{telnet} profile domain", "Outbound") is Kind.CLOSED


def test_a_word_means_what_its_label_makes_it_mean() -> None:
    export = parse(text(GERMAN / "rules.txt") + text(GERMAN / "profiles.txt"))
    (blocked,) = [rule for rule in export.policies["Outbound"].rules if rule.name]
    assert blocked.name == "Kein Telnet"
    anything = "tcp 203.0.113.9:50000 > 10.20.0.5:23 profile public"
    assert kind(export, anything) is Kind.OPEN
    french = f"Paramètres Profil public :\n{RULER}\nÉtat                Actif\n"
    french += "Stratégie de pare-feu               BlockInbound,AllowOutbound\n\nOk.\n"
    export = parse(text(LISTINGS / "fr.txt") + french)
    assert complaints(export) == []
    assert kind(export, anything) is Kind.CLOSED


@pytest.mark.parametrize(
    "value",
    [
        "N/A (magasin d'objets de stratégie de groupe uniquement)",
        "N/A (magasin d’objets de stratégie de groupe uniquement)",
        "Activer",
    ],
)
def test_settings_below_a_heading_are_read_in_its_language(value: str) -> None:
    profile = f"paramètres Profil public :\n{RULER}\nLocalFirewallRules        {value}\n"
    assert complaints(parse(text(LISTINGS / "fr.txt") + profile)) == []


def test_a_direction_that_no_table_knows_puts_the_rule_on_both_sides() -> None:
    listing = text(LISTINGS / "fr.txt").replace("Actif", "Sortie", 1)
    export = parse(listing)
    (diagnostic,) = complaints(export)
    number = listing.split("\n").index("Direction :                           Sortie") + 1
    assert (diagnostic.span.line, diagnostic.span.column) == (number, 39)
    assert diagnostic.message == "fwlint does not know the French word 'Sortie' behind Direction"
    assert diagnostic.hint == "French words not known: Direction Out"
    for policy in ("Inbound", "Outbound"):
        (rule,) = [one for one in export.policies[policy].rules if one.name == "ping"]
        assert f"line {number} is not understood" in rule.conditions


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("Action :                              Autoriser", "Action :        Allow"), 15),
        (("LocalIP :                             Tout", "LocalIP :         Any"), 8),
        (("8       Tout", "8       Any"), 12),
        (("Activé :                              Oui", "Activé :         Yes"), 4),
    ],
)
def test_an_english_word_in_a_french_rule_is_not_understood(
    words: tuple[str, str], line: int
) -> None:
    export = parse(text(LISTINGS / "fr.txt").replace(*words, 1))
    (diagnostic,) = complaints(export)
    assert diagnostic.trouble is Trouble.NOT_UNDERSTOOD
    assert diagnostic.span.line == line
    assert f"line {line} is not understood" in inbound(export)[0].conditions


def test_an_edge_word_that_no_table_knows_limits_nothing() -> None:
    listing = text(LISTINGS / "fr.txt").replace(":                  Non", ":        Oui", 1)
    export = parse(listing)
    assert [one.message[-14:] for one in complaints(export)] == ["Edge traversal"]
    assert "not understood" not in " ".join(inbound(export)[0].conditions)


def test_several_listings_in_one_file_keep_their_languages() -> None:
    export = parse("".join(text(LISTINGS / f"{code}.txt") for code in ("ja", "de", "en", "fr")))
    assert complaints(export) == []
    assert len(inbound(export)) == 4 * 6


def test_a_rule_that_mixes_languages_is_refused() -> None:
    listing = text(LISTINGS / "de.txt").replace("Richtung:", "Direction:", 1)
    export = parse(listing)
    (diagnostic,) = complaints(export)
    assert diagnostic.message == "this rule mixes languages: 'Direction' is not German"
    rule = inbound(export)[0]
    assert (rule.name, rule.action) == ("ping", Action.UNKNOWN)
    assert rule.conditions == ("line 2 is not understood",)
    assert kind(export, "tcp 203.0.113.9:5 > 10.0.0.1:22") is Kind.CONDITIONAL


def test_a_label_that_only_another_table_knows_is_a_condition_and_no_mixture() -> None:
    listing = text(LISTINGS / "es.txt").replace("Acción:", "Programa:     C:\\x.exe\nAcción:", 1)
    export = parse(listing)
    assert [one.message for one in complaints(export)] == [
        "fwlint does not know the label 'Programa'"
    ]
    assert inbound(export)[0].conditions == ("Programa: C:\\x.exe",)


CHINESE = f"""
规则名称:                             远程桌面
{RULER}
已启用:                               是
方向:                                 入
配置文件:                             域,专用,公用
操作:                                 允许
确定。
"""
SPANISH_PROFILE = f"""
Configuración de Perfil público:
{RULER}
Estado                                ACTIVAR
Directiva de firewall                 BlockInbound,AllowOutbound
LocalFirewallRules                    N/A (solo almacén de GPO)
"""


def test_a_listing_in_an_unknown_language_is_an_error_with_a_way_out() -> None:
    assert DIALECT.recognises(source(CHINESE))
    export = parse(CHINESE)
    assert export.policies == {}
    (diagnostic,) = export.diagnostics
    assert diagnostic.trouble is Trouble.UNREADABLE
    assert "first label '规则名称'" in diagnostic.message
    assert "netsh advfirewall export C:\\fw.wfw" in diagnostic.hint
    assert "Get-NetFirewallRule" in diagnostic.hint


@pytest.mark.parametrize(
    "answer",
    [
        "No rules match the specified criteria.",
        "Keine Regeln stimmen mit den angegebenen Kriterien überein.",
        "指定された条件に一致する規則はありません。",
    ],
)
def test_a_listing_of_nothing_is_no_empty_firewall(answer: str) -> None:
    text = f"C:\\>netsh advfirewall firewall show rule name=web\n\n{answer}\n\n"
    assert DIALECT.recognises(source(text))
    (diagnostic,) = parse(text).diagnostics
    assert diagnostic.trouble is Trouble.UNREADABLE
    assert diagnostic.message == "netsh found no rule to list"


def test_a_rule_in_an_unknown_language_among_others_may_be_anything() -> None:
    export = parse(text(LISTINGS / "en.txt") + CHINESE)
    (diagnostic,) = complaints(export)
    assert diagnostic.message == "this rule is in a language that fwlint does not know"
    assert inbound(export)[-1].name == "远程桌面"
    for policy in ("Inbound", "Outbound"):
        assert kind(export, "tcp 203.0.113.9:5 > 10.0.0.1:22", policy) is Kind.CONDITIONAL


def test_settings_of_a_profile_that_no_table_knows_may_be_any_profiles() -> None:
    spanish, telnet = text(LISTINGS / "es.txt"), "tcp 203.0.113.9:5 > 10.0.0.1:23 profile domain"
    assert kind(parse(spanish), telnet) is Kind.CLOSED
    export = parse(spanish + SPANISH_PROFILE)
    (diagnostic,) = complaints(export)
    assert diagnostic.message == "fwlint does not know which profile's settings these are"
    assert kind(export, telnet) is Kind.CONDITIONAL


def test_spanish_profiles_alone_are_refused_with_the_reason() -> None:
    assert DIALECT.recognises(source(SPANISH_PROFILE))
    (diagnostic,) = parse(SPANISH_PROFILE).diagnostics
    assert diagnostic.trouble is Trouble.UNREADABLE
    assert "first label 'Configuración de Perfil público'" in diagnostic.message


@pytest.mark.parametrize("language", all_languages()[1:], ids=lambda language: language.name)
def test_a_table_says_of_every_word_what_it_is_or_that_it_is_not_known(language: Language) -> None:
    firewall = list(english().labels.values())[:18]
    lacking = [label for label in firewall if label not in language.labels.values()]
    for label, words in VOCABULARIES.items():
        known = language.words.get(label, {}).values()
        lacking += [f"{label} {word}" for word in words if word not in known]
    settings = [*english().headings, *english().settings]
    known_settings = len(language.headings) + len(language.settings)
    assert known_settings in (0, len(settings))
    if not known_settings:
        lacking += [f"{name} Profile Settings" for name in ("Domain", "Private", "Public")]
        lacking.append("State")
    assert sorted(language.unseen) == sorted(lacking)


def test_no_word_leads_to_what_the_grammar_does_not_read() -> None:
    for language in all_languages():
        assert set(language.labels.values()) <= set(english().labels.values())
        for label, words in language.words.items():
            assert set(words.values()) <= set(VOCABULARIES[label])
    assert not set(UNTRANSLATED) & set(english().settings)


def test_an_unknown_word_names_language_and_label() -> None:
    (japanese,) = [one for one in all_languages() if one.name == "Japanese"]
    assert japanese.english("Direction", "入力") == "In"
    with pytest.raises(UnknownWordError, match="Japanese word '出力' behind Direction"):
        japanese.english("Direction", "出力")


def test_words_are_found_whatever_their_apostrophes_and_their_normal_form() -> None:
    assert plain("Magasin d’objets") == plain("magasin d'objets")
    assert plain("Active\u0301") == plain("Activé")
