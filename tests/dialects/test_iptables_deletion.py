"""`-D` takes away the first line that says the same, however many there are."""

from __future__ import annotations

from random import Random
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from fwlint.dialects.iptables import DIALECT
from fwlint.dialects.iptables.rule import Meaning
from fwlint.dialects.source import read_source
from fwlint.model.rule import Rule
from fwlint.model.source import Span
from tests.dialects.test_iptables_noise import words

RULES = ("-s 10.0.0.1/32 -j DROP", "-s 10.0.0.1 -j DROP", "-j ACCEPT", "-p tcp -j LOG")
"""The first two are one to iptables."""

rules = st.sampled_from(RULES)
numbers = st.integers(1, 9)
commands = st.one_of(
    st.tuples(st.just("-A"), rules),
    st.tuples(st.just("-D"), rules),
    st.tuples(st.just("-I"), rules),
    st.tuples(st.just("-I"), numbers, rules),
    st.tuples(st.just("-R"), numbers, rules),
    st.tuples(st.just("-D"), numbers),
    st.just(("-F",)),
)


def read(lines: list[str]) -> tuple[Rule, ...]:
    """Return the rules of INPUT that these lines leave."""
    text = "\n".join(["*filter", ":INPUT ACCEPT [0:0]", *lines, "COMMIT"])
    return DIALECT.parse(read_source("rules.v4", text.encode())).policies["filter/INPUT"].rules


def obeyed(chain: list[tuple[int, str]], line: int, command: tuple[object, ...]) -> bool:
    """Do a command to a chain of lines with their rules as simply as can be, if it can be done."""
    verb, *words = command
    rule = str(words[-1]).replace("/32", "") if words else ""
    number = words[0] if words and isinstance(words[0], int) else None
    place = (number or 1) - 1
    same = [index for index, (_, other) in enumerate(chain) if other == rule]
    if verb == "-F":
        chain.clear()
    elif verb == "-A":
        chain.append((line, rule))
    elif verb == "-I" and place <= len(chain):
        chain.insert(place, (line, rule))
    elif verb == "-R" and place < len(chain):
        chain[place] = (line, rule)
    elif verb == "-D" and number and place < len(chain):
        del chain[place]
    elif verb == "-D" and not number and same:
        del chain[same[0]]
    else:
        return False
    return True


@given(st.lists(commands, max_size=40))
def test_what_is_left_is_what_a_list_of_rules_would_have(script: list[tuple[object, ...]]) -> None:
    chain: list[tuple[int, str]] = []
    said: list[str] = []
    for verb, *given_words in script:
        if obeyed(chain, len(said) + 3, (verb, *given_words)):
            said.append(" ".join(map(str, [verb, "INPUT", *given_words])))
    assert [rule.span.line for rule in read(said)] == [line for line, _ in chain]


def test_the_first_of_several_goes() -> None:
    rules = [f"-A INPUT {rule}" for rule in (RULES[2], RULES[0], RULES[3], RULES[1], RULES[0])]
    left = read([*rules, f"-D INPUT {RULES[1]}", f"-D INPUT {RULES[0]}"])
    assert [rule.span for rule in left] == [Span("rules.v4", line) for line in (3, 5, 7)]


def test_a_rule_of_any_extension_is_deleted_in_its_own_words() -> None:
    random, deleted = Random(5), 0
    for _ in range(300):
        rule = " ".join(["INPUT", *words(random)])
        if not refused(f"-A {rule}"):
            assert read([f"-A {rule}", f"-D {rule}"]) == ()
            deleted += 1
    assert deleted > 50


def refused(line: str) -> bool:
    text = f"*filter\n{line}\nCOMMIT"
    return bool(DIALECT.parse(read_source("rules.v4", text.encode())).diagnostics)


def test_thousands_are_deleted_with_one_look_at_each() -> None:
    rules = [f"INPUT -s 10.1.{n // 250}.{n % 250}/32 -j DROP" for n in range(2000)]
    script = [*(f"-A {rule}" for rule in rules), *(f"-D {rule}" for rule in reversed(rules))]
    identity = vars(Meaning)["identity"].fget
    asked: list[Meaning] = []

    def counted(meaning: Meaning) -> object:
        asked.append(meaning)
        return identity(meaning)

    with patch.object(Meaning, "identity", property(counted)):
        assert read(script) == ()
    assert len(asked) == len(script)
