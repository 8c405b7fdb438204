"""A finding stays the same when rules move, and is another one when they mean something else."""

from __future__ import annotations

from collections import Counter

import pytest

from fwlint.config.load import load_config
from fwlint.inputs import Input
from fwlint.lint import lint

LIST = """\
ip access-list extended EDGE-IN
 10 permit tcp 10.20.0.0 0.0.255.255 any eq 22
 20 deny tcp host 10.20.3.7 any eq 22
 30 permit tcp any host 192.0.2.10 eq 80
 40 permit tcp host 10.9.9.9 host 192.0.2.10 eq 80
"""

DUMP = """\
*filter
:INPUT ACCEPT [12:3456]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
[7:420] -A INPUT -p tcp --dport 3389 -j ACCEPT
[0:0] -A INPUT -p tcp --dport 22 -j ACCEPT
[0:0] -A INPUT -s 10.0.0.0/8 -p tcp --dport 22 -j ACCEPT
COMMIT
"""


def fingerprints(text: str, *, name: str = "export") -> Counter[str]:
    (file,) = lint([Input(name, text.encode())], load_config(None)[0]).files
    assert file.findings
    return Counter(one.fingerprint for one in file.findings)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (" 20 deny", " 25 deny"),
        ("ip access-list", "hostname edge\n!\n!\nip access-list"),
        (" 30 permit", " remark the shop\n 30 permit"),
        (" 10 permit", " 5 permit tcp any host 192.0.2.99 eq 80\n 10 permit"),
        ("tcp host 10.20.3.7", "tcp 10.20.3.7 0.0.0.0"),
        ("eq 80", "eq www"),
        ("eq 22", "eq 22 log"),
    ],
)
def test_renumbering_moving_and_rewording_change_nothing(old: str, new: str) -> None:
    assert old in LIST
    assert fingerprints(LIST.replace(old, new)) == fingerprints(LIST)


def test_reordering_what_is_apart_changes_nothing() -> None:
    head, one, two, three, four = LIST.splitlines()
    assert fingerprints("\n".join([head, three, four, one, two])) == fingerprints(LIST)


def test_reordering_rules_of_windows_changes_nothing() -> None:
    rule = (
        "Rule Name: {}\n"
        + "-" * 70
        + "\nEnabled: Yes\nDirection: In\nProfiles: Domain,Private,Public\n"
        "LocalIP: Any\nRemoteIP: Any\nProtocol: TCP\nLocalPort: {}\nRemotePort: Any\n"
        "Edge traversal: No\nAction: {}\n\n"
    )
    rules = [
        rule.format("Remote Desktop", 3389, "Allow"),
        rule.format("MySQL", 3306, "Allow"),
        rule.format("No MySQL from here", 3306, "Block"),
    ]
    assert fingerprints("".join(rules)) == fingerprints("".join(rules[::-1]))


def test_another_rule_that_covers_as_well_changes_nothing() -> None:
    wider = LIST.replace(" 10 permit", " 5 permit tcp 10.0.0.0 0.127.255.255 any eq 22\n 10 permit")
    findings = fingerprints(LIST) - fingerprints(wider)
    assert not findings


def test_counters_and_moved_lines_of_a_dump_change_nothing() -> None:
    moved = DUMP.replace("[7:420]", "[8:480]").replace("[12:3456]", "[13:99]")
    assert fingerprints("# Generated\n\n" + moved) == fingerprints(DUMP)


def test_the_name_of_the_file_is_no_part_of_it() -> None:
    assert fingerprints(DUMP, name="other") == fingerprints(DUMP)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("host 10.20.3.7", "host 10.20.3.8"),
        ("EDGE-IN", "EDGE-OUT"),
        ("20 deny tcp", "20 deny udp"),
    ],
)
def test_a_rule_of_another_meaning_is_another_finding(old: str, new: str) -> None:
    assert old in LIST
    assert fingerprints(LIST.replace(old, new)) != fingerprints(LIST)


def test_two_rules_of_the_same_meaning_are_counted() -> None:
    twice = LIST + " 50 permit tcp host 10.9.9.9 host 192.0.2.10 eq 80\n"
    more = fingerprints(twice) - fingerprints(LIST)
    assert more
    assert set(more) & set(fingerprints(LIST))


def test_a_requirement_stays_unmet_whichever_rule_decides() -> None:
    config, _ = load_config(None, roles=("configmgr/site-database-server",))
    dump = "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n{}COMMIT\n"
    drops = ["-A INPUT -p tcp -j DROP\n", "-A INPUT -p tcp --dport 1433 -j DROP\n"]

    def unmet(rules: list[str]) -> set[str]:
        (file,) = lint([Input("a", dump.format("".join(rules)).encode())], config).files
        return {one.fingerprint for one in file.findings if one.check == "FW201"}

    assert unmet(drops) == unmet(drops[::-1]) == unmet([])
