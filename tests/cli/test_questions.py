"""`fwlint parse`, `trace`, `explain` and `rulesets`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run

BINL = "udp 10.20.0.9:68 > 10.0.0.21:4011"
TELNET = "tcp 10.20.0.9:50000 > 10.0.0.21:23"


def test_parse_prints_the_common_model(run: Run) -> None:
    result = run("parse", "clean.rules")
    assert result.exit_code == 0
    model = json.loads(result.output)
    chain = next(one for one in model["policies"] if one["name"] == "filter/INPUT")
    assert chain["default"] == {"action": "deny", "text": ":INPUT DROP [0:0]", "line": 2} | {
        "conditions": []
    }
    rule = chain["rules"][1]
    assert rule["line"] == 6
    assert rule["packets"][0]["protocol"] == ["udp"]
    assert rule["packets"][0]["destination_port"] == ["67", "69", "4011"]


TRANSLATING = """\
*mangle
:PREROUTING ACCEPT [0:0]
-A PREROUTING -p tcp --dport 22 -j MARK --set-xmark 0x4000/0x4000
-A PREROUTING -p udp --dport 53 -j CONNMARK --save-mark
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
-A PREROUTING -p tcp --dport 8080 -j DNAT --to-destination 10.0.0.5:80
-A PREROUTING -d 198.51.100.0/24 -j NETMAP --to 10.1.2.0/24
COMMIT
"""


def test_parse_shows_what_rules_rewrite_and_write_on_packets(run: Run, tmp_path: Path) -> None:
    (tmp_path / "nat.rules").write_text(TRANSLATING)
    policies = json.loads(run("parse", "nat.rules").output)["policies"]
    rules = {rule["text"].split(" ")[-1]: rule for one in policies for rule in one["rules"]}

    assert rules["10.0.0.5:80"]["rewrite"] == {
        "to_this_host": False,
        "destination": ["10.0.0.5"],
        "destination_port": ["80"],
        "kept": "0x0",
    }
    assert rules["10.1.2.0/24"]["rewrite"]["kept"] == "0xff"
    assert rules["0x4000/0x4000"]["tagging"] == {
        "clear": "0x4000",
        "flip": "0x4000",
        "untrack": False,
        "claim": False,
    }
    assert rules["--save-mark"]["tagging"]["copy"] == "0xffffffff"
    assert rules["--save-mark"]["rewrite"] is None


def test_trace_answers_each_packet_with_one_json_object_a_line(run: Run) -> None:
    arguments = ("trace", "clean.rules", "--direction", "in", "--format", "json")
    result = run(*arguments, "--packet", f"{BINL} in eth0", "--packet", f"{TELNET} in eth0")
    assert result.exit_code == 0
    opened, closed = map(json.loads, result.output.splitlines())
    assert opened == {
        "verdict": "open",
        "action": "accept",
        "policy": "filter/INPUT",
        "line": 6,
        "entry": "",
        "rule": "-A INPUT -s 10.20.0.0/16 -p udp -m multiport --dports 67,69,4011 -j ACCEPT",
        "conditions": [],
    }
    assert (closed["verdict"], closed["line"], closed["rule"]) == ("closed", 2, ":INPUT DROP [0:0]")


def test_trace_reads_packets_from_a_file_and_from_standard_input(run: Run, tmp_path: Path) -> None:
    (tmp_path / "packets").write_text(f"# two\n{BINL}\n\n{TELNET}\n")
    arguments = ("trace", "clean.rules", "--direction", "in", "--format", "json", "--packets")
    assert len(run(*arguments, "packets").output.splitlines()) == 2
    assert len(run(*arguments, "-", stdin=BINL.encode()).output.splitlines()) == 1


@pytest.mark.parametrize(
    ("packet", "policy"),
    [
        (TELNET, "filter/INPUT"),
        (f"{TELNET} in eth0", "filter/INPUT"),
        (f"{TELNET} out eth0", "filter/OUTPUT"),
        (f"{TELNET} in eth0 out eth1", "filter/FORWARD"),
    ],
)
def test_the_interfaces_of_a_packet_say_its_direction(run: Run, packet: str, policy: str) -> None:
    assert f"{policy}, line" in run("trace", "clean.rules", "--packet", packet).output


def test_trace_says_which_directions_an_export_filters(run: Run, tmp_path: Path) -> None:
    (tmp_path / "edge.cfg").write_text("ip access-list standard A\n permit any\n")
    result = run("trace", "edge.cfg", "--direction", "in", "--packet", TELNET)
    assert result.exit_code == 2
    assert "edge.cfg does not filter 'in'; it filters: forward" in result.output


def test_trace_asks_one_policy_alone(run: Run) -> None:
    result = run("trace", "clean.rules", "--policy", "OUTPUT", "--packet", TELNET)
    assert "open: filter/OUTPUT, line 4" in result.output


def test_trace_names_the_condition_of_a_conditional_answer(run: Run, tmp_path: Path) -> None:
    (tmp_path / "limit.rules").write_text(
        "*filter\n:INPUT DROP\n-A INPUT -p tcp -m limit --limit 5/min -j ACCEPT\nCOMMIT\n"
    )
    result = run("trace", "limit.rules", "--packet", TELNET, "--format", "json")
    answer = json.loads(result.output)
    assert answer["verdict"] == "conditional"
    assert answer["conditions"] == ["-m limit --limit 5/min"]
    assert answer["line"] == 3


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (("--packet", "tcp here"), "a packet is written PROTO SRC"),
        (("--packet", TELNET, "--policy", "nat"), "there is no one policy 'nat'"),
        ((), "name a packet with --packet"),
    ],
)
def test_trace_says_what_a_question_lacks(
    run: Run, arguments: tuple[str, ...], answer: str
) -> None:
    result = run("trace", "clean.rules", *arguments)
    assert result.exit_code == 2
    assert answer in result.output


def test_explain_prints_a_checks_page(run: Run) -> None:
    result = run("explain", "fw101")
    assert result.exit_code == 0
    assert result.output.startswith("# FW101 any-to-any-permit (warning)")
    assert "## Instead" in result.output


def test_explain_prints_a_requirement_with_its_source(run: Run) -> None:
    result = run("explain", "configmgr/client-to-pxe-distribution-point/binl")
    assert "Client to PXE-enabled distribution point: UDP 4011 (BINL)" in result.output
    assert "Ports used in Configuration Manager" in result.output
    assert "line 178" in result.output
    assert "b074ee02ec5e50fb5e495923538535cf8765dcdb" in result.output


def test_explain_prints_the_lines_that_meet_a_requirement(run: Run) -> None:
    result = run("explain", "configmgr/client-to-pxe-distribution-point/binl")
    assert "iptables, on the PXE-enabled distribution point:" in result.output
    assert '-A INPUT -p udp -m udp --sport 68 --dport 4011 -m comment --comment "BINL"' in (
        result.output
    )
    assert "iptables, on the Client:" in result.output


def test_explain_answers_an_unknown_id_with_the_nearest(run: Run) -> None:
    result = run("explain", "FW1011")
    assert result.exit_code == 2
    assert re.search(r"did you mean .*FW101", result.output)


def test_rulesets_lists_roles_and_requirements(run: Run) -> None:
    result = run("rulesets")
    assert "configmgr/pxe-distribution-point  PXE-enabled distribution point" in result.output


def test_rulesets_prints_every_requirement_with_its_source_as_json(run: Run) -> None:
    requirements = json.loads(run("rulesets", "--format", "json").output)
    browser = next(one for one in requirements if one["id"].endswith("/sql-browser"))
    assert browser["ports"] == ["1434"]
    assert browser["level"] == "not-needed"
    assert browser["line"] == 675
    assert browser["document"]["title"] == "Ports used in Configuration Manager"
    sql = next(
        one for one in requirements if one["id"].endswith("site-server-to-site-database-server/sql")
    )
    assert sql["ports"] == ["1433"]
    assert sql["parameter"] == "configmgr/sql-port"


def test_explain_without_an_id_lists_all_checks(run: Run) -> None:
    lines = run("explain").output.splitlines()

    assert lines[0] == "FW101  warning  any-to-any-permit"
    assert lines[1].strip() == "A rule that accepts every new packet, from anywhere to anywhere."
    assert any(line.startswith("FW904") for line in lines)


def test_what_cannot_be_explained_is_answered_with_where_to_look(run: Run) -> None:
    assert "`fwlint explain` lists all checks" in run("explain", "nothing-like-it").stderr
