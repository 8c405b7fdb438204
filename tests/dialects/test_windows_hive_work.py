"""How the work of reading grows with a hive: in proportion, whatever its records claim."""

from __future__ import annotations

from struct import unpack_from

import pytest

from fwlint.config.site import Config
from fwlint.dialects.windows.hive import walk
from fwlint.dialects.windows.hive.error import HiveError
from fwlint.dialects.windows.hive.key import read_root
from fwlint.dialects.windows.hive.place import find_policy
from fwlint.dialects.windows.hive.render.writer import PAGE, write_hive
from fwlint.inputs import Input
from fwlint.lint import lint
from tests.work import calls


def rules(count: int) -> bytes:
    names = (f"{{6F9A1C52-0B7E-4C58-9A4D-{n:012}}}" for n in range(count))
    rule = "v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort={}|RA4=10.0.{}.{}|Name=Web {}|"
    texts = (rule.format(n + 1, n >> 8, n & 255, n) for n in range(count))
    return write_hive({"FirewallRules": dict(zip(names, texts, strict=True))})


def read(hive: bytes) -> int:
    return len(list(walk.values_of(find_policy(read_root(hive)), "policy.wfw")))


def bomb(count: int) -> bytes:
    """Return a hive whose list of values names the first one `count` times."""
    hive = bytearray(rules(count))
    key = hive.index(b"FirewallRules") - 76
    values = PAGE + unpack_from("<I", hive, key + 40)[0] + 4
    for entry in range(values, values + 4 * count, 4):
        hive[entry : entry + 4] = hive[values : values + 4]
    return bytes(hive)


def refuse(hive: bytes) -> None:
    with pytest.raises(HiveError):
        read(hive)


def test_ten_times_the_rules_are_ten_times_the_work() -> None:
    few, many = rules(500), rules(5000)
    assert read(many) == 5000
    assert calls(lambda: read(many)) < 10.5 * calls(lambda: read(few))


def test_ten_times_the_rules_are_linted_with_ten_times_the_work() -> None:
    def linting(hive: bytes) -> int:
        return calls(lambda: lint([Input("policy.wfw", hive)], Config()))

    linting(rules(10))  # loads grammars and checks
    assert linting(rules(5000)) < 15 * linting(rules(500))


def test_a_value_that_is_listed_ten_thousand_times_is_read_once() -> None:
    hive = bomb(10_000)
    assert calls(lambda: refuse(hive)) < calls(lambda: read(rules(1000)))


def test_a_policy_of_more_values_than_any_computer_has_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(walk, "MAX_VALUES", 500)
    assert read(rules(500)) == 500
    with pytest.raises(HiveError, match="has more than 500 values"):
        read(rules(501))
