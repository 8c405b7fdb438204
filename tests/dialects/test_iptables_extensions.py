"""Every match and target that the table of extensions has, with every option."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fwlint.dialects.iptables import DIALECT
from fwlint.dialects.iptables.extensions import extensions
from fwlint.dialects.iptables.line import read_statement
from fwlint.dialects.iptables.option import Option
from fwlint.dialects.source import read_source
from fwlint.model.diagnostic import Trouble
from fwlint.model.rule import Action

FIXTURES = Path(__file__).parent.parent / "fixtures" / "iptables" / "extensions"
FILES = sorted(FIXTURES.glob("*.rules"))

EXACT = {"iprange", "multiport", "icmp", "icmp6", "state", "udp"}
"""The matches that the packet space tells wholly, whatever is asked of them."""


def options(path: Path) -> Iterator[Option]:
    for line in path.read_text().splitlines():
        if line.startswith("-A"):
            yield from read_statement(line, 6 if "ipv6" in path.name else 4).options


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_rule_with_any_known_option_is_understood(path: Path) -> None:
    export = DIALECT.parse(read_source(path.name, path.read_bytes()))
    told = [one for one in export.diagnostics if one.trouble is Trouble.NOT_UNDERSTOOD]
    assert told == []
    assert sum(len(policy.rules) for policy in export.policies.values()) >= 2


def test_the_examples_have_every_extension_and_every_option_of_it() -> None:
    found = [option for path in FILES for option in options(path)]
    named = {("match", str(one.value)) for one in found if one.kind == "match"}
    named |= {("target", str(one.value)) for one in found if one.kind == "jump"}
    assert set(extensions()) - named == set()
    used = {(one.known.owner, one.known.name) for one in found if one.known}
    missing = [
        (owner, word.name)
        for owner, extension in extensions().items()
        for word in extension.words
        if (owner, word.name) not in used
    ]
    assert missing == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_match_that_packets_do_not_tell_is_a_condition_of_its_rule(path: Path) -> None:
    export = DIALECT.parse(read_source(path.name, path.read_bytes()))
    for rule in (rule for policy in export.policies.values() for rule in policy.rules):
        matches = {
            str(option.value)
            for option in read_statement(rule.text, 6 if "ipv6" in path.name else 4).options
            if option.kind == "match"
        }
        if rule.action is Action.ACCEPT and matches and matches <= EXACT:
            assert rule.conditions == (), rule.text
        stand = {name for name in matches if extensions()["match", name].treatment == "condition"}
        assert len(rule.conditions) >= len(stand), rule.text


def test_every_row_of_the_table_is_of_a_kind_that_the_grammar_has() -> None:
    grammar = Path(__file__).parents[2] / "grammars" / "iptables_save.lark"
    rules = {line.partition(":")[0] for line in grammar.read_text().splitlines()}
    kinds = {word.kind for extension in extensions().values() for word in extension.words}
    assert kinds - rules == set()
