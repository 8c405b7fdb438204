"""Commands of hand-written restore files, which act on what stands before them."""

from __future__ import annotations

import pytest

from fwlint.dialects.iptables import DIALECT
from fwlint.dialects.source import read_source
from fwlint.model.diagnostic import Trouble
from fwlint.model.export import Export
from fwlint.model.rule import Action

HEAD = "*filter\n:INPUT DROP [0:0]\n"
THREE = "-A INPUT -p tcp -j ACCEPT\n-A INPUT -p udp\n-A INPUT -p sctp\n"
TWO_CHAINS = ":web -\n-A INPUT -j web\n-A web -p tcp -j ACCEPT\n"


def parse(text: str) -> Export:
    return DIALECT.parse(read_source("rules.v4", f"{HEAD}{text}COMMIT\n".encode()))


def lines(export: Export, chain: str = "INPUT") -> list[int]:
    return [rule.span.line for rule in export.policies[f"filter/{chain}"].rules]


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("-D INPUT 2", [3, 5]),
        ("--delete INPUT 1", [4, 5]),
        ("-D INPUT -p udp", [3, 5]),
        ("-D INPUT -p 17", [3, 5]),
        ("-D INPUT -j ACCEPT -p tcp", [4, 5]),
        ("-R INPUT 2 -p gre", [3, 6, 5]),
        ("-I INPUT 2 -p gre", [3, 6, 4, 5]),
        ("-I INPUT -p gre", [6, 3, 4, 5]),
        ("-I INPUT 4 -p gre", [3, 4, 5, 6]),
        ("[7:420] -A INPUT -p gre", [3, 4, 5, 6]),
        ("-c 7 420 -A INPUT -p gre", [3, 4, 5, 6]),
        ("-p gre --append INPUT", [3, 4, 5, 6]),
        ("-C INPUT -p udp", [3, 4, 5]),
        ("-Z", [3, 4, 5]),
        ("-Z INPUT 1", [3, 4, 5]),
        ("-L INPUT", [3, 4, 5]),
        ("-S", [3, 4, 5]),
        ("-F INPUT", []),
        ("-F FORWARD", [3, 4, 5]),
        (":INPUT ACCEPT [0:0]", [3, 4, 5]),
    ],
)
def test_a_command_does_to_a_chain_what_iptables_does(command: str, expected: list[int]) -> None:
    export = parse(f"{THREE}{command}\n")
    assert export.diagnostics == ()
    assert lines(export) == expected


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("-D INPUT 4", "the chain has no rule 4"),
        ("-D INPUT -p gre", "chain INPUT has no rule like this"),
        ("-D INPUT -p tcp", "chain INPUT has no rule like this"),
        ("-D INPUT -p udp -m comment --comment x", "chain INPUT has no rule like this"),
        ("-R INPUT 1 -s 10.0.0.1,10.0.0.2", "one rule cannot be replaced by several"),
        ("-F web", "there is no chain web before this line"),
        ("-D web 1", "there is no chain web before this line"),
        ("-X INPUT", "chain INPUT is not empty, or the kernel's own"),
        ("-P INPUT DROP -p tcp", "-p has no meaning with this command"),
    ],
)
def test_a_command_that_iptables_refuses_makes_its_chain_opaque(command: str, message: str) -> None:
    export = parse(f"{THREE}{command}\n")
    [trouble] = export.diagnostics
    assert (trouble.trouble, trouble.message) == (Trouble.NOT_UNDERSTOOD, message)
    first, *rest = export.policies["filter/INPUT"].rules
    assert (first.action, first.conditions) == (Action.UNKNOWN, ("line 6 is not understood",))
    assert [rule.span.line for rule in rest] == [3, 4, 5]


def test_a_rule_is_deleted_by_what_it_means_and_its_comment_and_target_too() -> None:
    export = parse(
        "-A INPUT -p tcp --dport 22 -j LOG --log-prefix a\n"
        "-A INPUT -s 10.0.0.1 -p tcp --dport ssh -m comment --comment x -j ACCEPT\n"
        "-D INPUT -p tcp -m tcp --dport 22 -m comment --comment x -s 10.0.0.1/32 -j ACCEPT\n"
        "-D INPUT -p tcp --dport 22 -j LOG --log-prefix b\n"
    )
    assert [one.span.line for one in export.diagnostics] == [6]
    assert lines(export) == [6, 3]


def test_one_rule_of_a_line_that_makes_several_is_not_deleted() -> None:
    export = parse("-A INPUT -s 10.0.0.1,10.0.0.2 -j ACCEPT\n-D INPUT 1\n")
    assert [one.message for one in export.diagnostics] == ["line 3 makes several rules"]
    assert lines(export) == [4, 3]


def test_a_chain_is_renamed_where_it_is_jumped_to() -> None:
    export = parse(f"{TWO_CHAINS}-E web www\n-A www -p udp\n")
    assert export.diagnostics == ()
    assert export.policies["filter/INPUT"].rules[0].target == "filter/www"
    assert lines(export, "www") == [5, 7]
    assert "filter/web" not in export.policies


@pytest.mark.parametrize(
    ("commands", "deleted"),
    [
        ("-X web", False),
        ("-F web\n-X web", False),
        ("-F web\n-F INPUT\n-X web", True),
        ("-F web\n-D INPUT 1\n-X", True),
        ("-X", False),
    ],
)
def test_a_chain_is_deleted_only_where_nothing_is_lost(commands: str, deleted: bool) -> None:
    export = parse(f"{TWO_CHAINS}{commands}\n")
    assert bool(export.diagnostics) is not deleted
    assert ("filter/web" not in export.policies) is deleted


def test_a_chain_that_is_declared_again_is_emptied() -> None:
    export = parse(f"{TWO_CHAINS}:web - [0:0]\n-A web -p udp\n")
    assert lines(export, "web") == [7]
    assert lines(export) == [4]


def test_emptying_every_chain_is_no_question_where_all_are_empty() -> None:
    export = parse(f"-F\n-X\n{THREE}")
    assert (export.diagnostics, lines(export)) == ((), [5, 6, 7])
    later = parse(f"{THREE}-F\n")
    assert [one.span.line for one in later.diagnostics] == [6]
    assert lines(later) == [6, 3, 4, 5]


def test_a_policy_is_set_by_a_command_too() -> None:
    policy = parse("-P INPUT ACCEPT\n").policies["filter/INPUT"]
    assert (policy.default, policy.default_text) == (Action.ACCEPT, "-P INPUT ACCEPT")
