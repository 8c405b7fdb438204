"""Rules of a dump that match sets, and where the sets come from."""

from __future__ import annotations

import shutil
from ipaddress import ip_network
from pathlib import Path

import pytest

from fwlint.analysis.trace import trace
from fwlint.config.site import Config
from fwlint.dialects.reading import read_export
from fwlint.dialects.surroundings import UNKNOWN, Surroundings
from fwlint.inputs import Input
from fwlint.lint import lint
from fwlint.model.diagnostic import Trouble
from fwlint.model.export import Direction, Export
from fwlint.model.packet_syntax import parse_packet
from fwlint.model.rule import Rule

OFFICE = Path(__file__).parent.parent / "fixtures" / "iptables" / "ipset_office"
SSH = "tcp 10.0.99.5:40000 > 192.0.2.20:22 in eth0"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Export:
    """Return the export of `rules.v4` in a folder where `ipsets` lies beside it."""
    shutil.copytree(OFFICE, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return read_export("rules.v4", surroundings=Config().surroundings("rules.v4"))


def export(*rules: str, known: Surroundings = UNKNOWN) -> Export:
    lines = ("*filter", ":INPUT DROP [0:0]", *rules, "COMMIT")
    return read_export("rules", "\n".join(lines).encode(), surroundings=known)


def beside(*lines: str) -> Surroundings:
    return Surroundings(companions=(("ipsets", "\n".join(lines).encode()),))


def verdict(export: Export, packet: str, direction: Direction = Direction.IN) -> str:
    found = trace(export, parse_packet(packet), direction)
    return f"{found.verdict} at {found.line}"


def rules(export: Export, chain: str = "INPUT") -> tuple[Rule, ...]:
    return export.policies[f"filter/{chain}"].rules


@pytest.mark.parametrize(
    ("packet", "expected"),
    [
        (SSH, "open at 8"),
        (SSH.replace("99.5", "99.7"), "closed at 3"),
        ("tcp 203.0.113.9:40000 > 192.0.2.20:22 in eth0", "closed at 7"),
        ("tcp 203.0.113.200:40000 > 192.0.2.20:22 in eth0", "closed at 3"),
        ("tcp 10.0.0.1:40000 > 192.0.2.20:8022 in eth0", "conditional at 10"),
    ],
)
def test_rules_mean_what_their_sets_hold(office: Export, packet: str, expected: str) -> None:
    assert verdict(office, packet) == expected


@pytest.mark.parametrize(
    ("packet", "expected"),
    [
        ("udp 10.0.0.1:40000 > 192.0.2.20:443", "open at 11"),
        ("tcp 10.0.0.1:40000 > 192.0.2.21:25", "open at 11"),
        ("tcp 10.0.0.1:40000 > 192.0.2.20:25", "closed at 4"),
    ],
)
def test_forwarded_packets_meet_their_sets_too(office: Export, packet: str, expected: str) -> None:
    assert verdict(office, f"{packet} in eth0 out dmz0", Direction.FORWARD) == expected


def test_the_conditions_say_why(office: Export) -> None:
    by_line = {rule.span.line: rule.conditions for rule in rules(office)}
    assert by_line[7] == by_line[8] == ()
    assert by_line[10] == ("rules change set knocking: -m set --match-set knocking src",)
    [missing] = [rule for rule in rules(office, "FORWARD") if rule.span.line == 12]
    assert missing.conditions == (
        "set partners is not in the export: -m set ! --match-set partners dst",
    )


def test_where_the_sets_were_found_is_said(office: Export) -> None:
    [note] = office.diagnostics
    assert note.trouble is Trouble.ASSUMED
    assert (
        note.message == "ipsets lies beside this file, and is taken for the sets of the same host"
    )


@pytest.mark.usefixtures("office")
def test_linting_the_sets_as_well_only_adds_that_they_hold_no_rules() -> None:
    alone = lint([Input("rules.v4")], Config()).files
    dump, sets = lint([Input("rules.v4"), Input("ipsets")], Config()).files
    assert alone == (dump,)
    assert (sets.path, sets.dialect, sets.rules) == ("ipsets", "ipset", 0)
    assert [one.trouble for one in sets.diagnostics] == [Trouble.ASSUMED]


def test_a_rule_of_which_a_part_depends_is_two_rules_of_one_line() -> None:
    known = beside("create x hash:ip timeout 60", "add x 10.0.0.1 timeout 0", "add x 10.0.0.2")
    found = export("-A INPUT -m set --match-set x src -j ACCEPT", "-A INPUT -j DROP", known=known)
    surely, perhaps, rest = rules(found)
    assert surely.span == perhaps.span
    assert surely.conditions == ()
    assert perhaps.conditions == ("set x has elements that time out: -m set --match-set x src",)
    assert rest.text == "-A INPUT -j DROP"
    assert verdict(found, SSH.replace("10.0.99.5", "10.0.0.1")) == "open at 3"
    assert verdict(found, SSH.replace("10.0.99.5", "10.0.0.2")) == "conditional at 3"


def test_an_insertion_counts_such_a_rule_once() -> None:
    known = beside("create x hash:ip timeout 60", "add x 10.0.0.1 timeout 0", "add x 10.0.0.2")
    found = export(
        "-A INPUT -m set --match-set x src -j ACCEPT",
        "-A INPUT -j DROP",
        "-I INPUT 2 -p tcp --dport 22 -j ACCEPT",
        known=known,
    )
    assert not found.diagnostics
    assert [rule.span.line for rule in rules(found)] == [3, 3, 5, 4]


@pytest.mark.parametrize(
    "match",
    [
        "--match-set x src",
        "--set x src",
        "--match-s x src,dst",
        '--match-set "x" src',
        "! --match-set y src",
        "--match-set ! y src",
        "--match-set x src --return-nomatch",
        "--match-set x src ! --update-counters ! --update-subcounters",
        "--match-set x src --packets-gt 5",
        "--match-set x src -m set ! --match-set y src",
    ],
)
def test_the_options_of_the_match(match: str) -> None:
    known = beside("create x hash:ip", "add x 10.0.99.5", "create y hash:net")
    found = export(f"-A INPUT -m set {match} -p tcp -j ACCEPT", known=known)
    assert not [one for one in found.diagnostics if one.trouble is Trouble.NOT_UNDERSTOOD]
    assert verdict(found, SSH) == "open at 3"


def test_counters_are_a_condition_where_the_set_has_some() -> None:
    known = beside("create x hash:ip counters", "add x 10.0.99.5 packets 9 bytes 99")
    found = export("-A INPUT -m set --match-set x src ! --packets-eq 5 -j ACCEPT", known=known)
    [rule] = rules(found)
    assert rule.conditions == ("set x has counters: -m set --match-set x src ! --packets-eq 5",)
    assert verdict(found, SSH) == "conditional at 3"
    assert verdict(found, SSH.replace("99.5", "99.6")) == "closed at 2"


def test_counters_may_make_the_kernel_pass_an_exception_by() -> None:
    known = beside("create x hash:net counters", "add x 10.0.0.0/8", "add x 10.0.99.0/24 nomatch")
    found = export("-A INPUT -m set --match-set x src --bytes-lt 5 -j ACCEPT", known=known)
    assert verdict(found, SSH) == "conditional at 3"


@pytest.mark.parametrize(
    "match",
    [
        "",
        "--match-set x",
        "--match-set x up",
        "--match-set x src,dst,src,dst,src,dst,src",
        "--match-set x src --match-set x dst",
    ],
)
def test_a_match_that_means_nothing_is_refused(match: str) -> None:
    found = export(f"-A INPUT -m set {match} -j ACCEPT")
    [trouble] = found.diagnostics
    assert (trouble.trouble, trouble.span.line) == (Trouble.NOT_UNDERSTOOD, 3)
    assert verdict(found, SSH) == "conditional at 3"


@pytest.mark.parametrize(
    "option", ["--add-set x src", "--del-set x src", "--ad x src", "--del-s x src --exist"]
)
def test_a_set_that_rules_change_is_a_condition(option: str) -> None:
    known = beside("create x hash:ip", "add x 10.0.99.5")
    found = export(
        "-A INPUT -m set --match-set x src -j ACCEPT",
        f"-A INPUT -p tcp --dport 7000 -j SET {option}",
        known=known,
    )
    assert rules(found)[0].conditions == ("rules change set x: -m set --match-set x src",)


def test_a_map_of_marks_changes_no_set() -> None:
    known = beside("create x hash:ip skbinfo", "add x 10.0.99.5")
    found = export(
        "-A INPUT -m set --match-set x src -j ACCEPT",
        "-A INPUT -j SET --map-set x src --map-mark",
        known=known,
    )
    assert verdict(found, SSH) == "open at 3"


def test_a_list_that_rules_change_changes_its_sets() -> None:
    known = beside("create x hash:ip", "add x 10.0.99.5", "create all list:set", "add all x")
    found = export(
        "-A INPUT -m set --match-set x src -j ACCEPT",
        "-A INPUT -j SET --add-set all src",
        known=known,
    )
    assert verdict(found, SSH) == "conditional at 3"


def test_sets_may_stand_in_the_dump_itself() -> None:
    lines = (
        "# begin:ipset-rules",
        "create good hash:net family inet hashsize 4 maxelem 4",
        "add good 10.0.0.0/8",
        "-P INPUT DROP",
        "-A INPUT -p all -m set --match-set good src -j ACCEPT",
    )
    found = read_export("rules", "\n".join(lines).encode())
    assert [one.trouble for one in found.diagnostics] == [Trouble.ASSUMED]
    assert verdict(found, SSH) == "open at 5"


def test_the_site_may_say_what_a_set_holds() -> None:
    known = Surroundings(
        addresses={"partners": (ip_network("10.0.99.0/24"), ip_network("2001:db8::/32"))},
        ports={"services": ((20, 25),)},
    )
    found = export(
        "-A INPUT -m set --match-set partners src -m set --match-set services dst -j ACCEPT",
        known=known,
    )
    assert verdict(found, SSH) == "open at 3"
    assert verdict(found, SSH.replace(":22", ":26")) == "closed at 2"


def test_trouble_in_a_file_of_sets_is_said_of_that_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("rules.v4").write_text(
        "*filter\n:INPUT DROP\n-A INPUT -m set --match-set x src -j ACCEPT\nCOMMIT\n"
    )
    Path("rules.ipset").write_text("create x hash:ip\nadd x 10.0.0.999\n")
    dump, sets = lint([Input("rules.v4")], Config()).files
    [trouble] = sets.diagnostics
    assert (sets.path, sets.dialect, trouble.span.line) == ("rules.ipset", "", 2)
    assert [one.trouble for one in dump.diagnostics] == [Trouble.ASSUMED]
    assert lint([Input("rules.v4"), Input("rules.ipset")], Config()).files[1].diagnostics[:1] == (
        trouble,
    )


def test_the_sets_of_a_dump_that_asks_for_none_are_not_read() -> None:
    found = export("-A INPUT -j ACCEPT", known=beside("create x hash:ip", "add x nonsense,"))
    assert not found.diagnostics
