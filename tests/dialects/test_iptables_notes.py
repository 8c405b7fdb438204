"""What a rule says besides, which has no part in what becomes of packets."""

from __future__ import annotations

import pytest

from fwlint.dialects.iptables import DIALECT
from fwlint.dialects.source import read_source
from fwlint.model.rule import Rule


def rule(options: str) -> Rule:
    dump = f"*mangle\n:PREROUTING ACCEPT\n-A PREROUTING {options}\nCOMMIT\n"
    export = DIALECT.parse(read_source("rules", dump.encode()))
    assert export.diagnostics == ()
    return export.policies["mangle/PREROUTING"].rules[0]


@pytest.mark.parametrize(
    ("options", "noted"),
    [
        ("-s ! 10.0.0.0/8 -p tcp --dpo ! 22", "-s, --dpo"),
        ("! -s 10.0.0.0/8 -p tcp ! --dport 22", ""),
        ("-m set --match-set ! bad src", "--match-set"),
    ],
)
def test_a_negation_behind_its_option_is_noted(options: str, noted: str) -> None:
    assert rule(f"{options} -j DROP").note("old-negation") == noted


def test_a_comment_is_noted_without_its_quotes() -> None:
    assert rule(r'-m comment --comment "a \"b\" c"').note("comment") == 'a "b" c'


def test_the_prefix_of_a_log_is_noted_whole_however_long() -> None:
    prefix = "from the border of dp01, dropped: "
    assert rule(f'-j LOG --log-prefix "{prefix}"').note("log-prefix") == prefix


@pytest.mark.parametrize(
    ("target", "change"),
    [
        ("MARK --set-mark 1", "--set-xmark 0x1/0xffffffff"),
        ("MARK --set-mark 0x10/0xf", "--set-xmark 0x10/0x1f"),
        ("MARK --set-xmark 0x10/0xf", "--set-xmark 0x10/0xf"),
        ("MARK --and-mark 0xf", "--set-xmark 0x0/0xfffffff0"),
        ("MARK --or-mark 5", "--set-xmark 0x5/0x5"),
        ("MARK --xor-mark 5", "--set-xmark 0x5/0x0"),
        ("CONNMARK --save-mark", "--save-mark --nfmask 0xffffffff --ctmask 0xffffffff"),
        ("CONNMARK --restore-mark --mask 255", "--restore-mark --nfmask 0xff --ctmask 0xff"),
        ("CONNMARK --set-mark 1/1 --left-shift-mark 4", "--set-xmark 0x1/0x1 --left-shift-mark 4"),
    ],
)
def test_what_becomes_of_a_mark_is_noted_in_one_spelling(target: str, change: str) -> None:
    assert rule(f"-j {target}").note(target.split()[0]) == change
