"""A verdict that passes several chains shows each line that sends the packets on."""

from __future__ import annotations

from fwlint.model.finding import Finding
from tests.checks.linting import found

SQL = "configmgr/site-database-server"
FILTER = """\
*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
:clients - [0:0]
:deep - [0:0]
-A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT
"""


def way(text: str, check: str = "FW201") -> list[tuple[int, str]]:
    finding: Finding = found(check, "iptables", text, SQL)[0]
    return [(one.span.line, one.message) for one in finding.path]


def test_one_chain_is_no_way_worth_telling() -> None:
    assert way(FILTER + "COMMIT\n") == []


def test_jumps_lead_to_the_line_that_decides() -> None:
    rules = "-A INPUT -j clients\n-A clients -p tcp -g deep\n-A deep -j REJECT\nCOMMIT\n"

    assert way(FILTER + rules) == [
        (8, "filter/INPUT jumps to filter/clients"),
        (9, "filter/clients goes to filter/deep"),
        (10, "filter/deep denies"),
    ]


def test_a_chain_that_packets_came_back_from_is_not_on_their_way() -> None:
    rules = "-A INPUT -j clients\n-A INPUT -j deep\n-A deep -j DROP\nCOMMIT\n"

    assert way(FILTER + rules) == [
        (9, "filter/INPUT jumps to filter/deep"),
        (10, "filter/deep denies"),
    ]


def test_what_comes_back_to_the_default_has_no_way() -> None:
    assert way(FILTER + "-A INPUT -j clients\n-A clients -j RETURN\nCOMMIT\n") == []


def test_the_tables_before_are_on_the_way() -> None:
    mangle = "*mangle\n:PREROUTING ACCEPT [0:0]\nCOMMIT\n"

    assert way(mangle + FILTER + "COMMIT\n") == [
        (2, "mangle/PREROUTING accepts by default"),
        (5, "filter/INPUT denies by default"),
    ]


def test_a_condition_on_the_way_is_told_where_it_decides() -> None:
    rules = "-A INPUT -j clients\n-A clients -p tcp -m limit --limit 5/min -j ACCEPT\nCOMMIT\n"

    assert way(FILTER + rules, "FW203") == [
        (8, "filter/INPUT jumps to filter/clients"),
        (9, "filter/clients accepts"),
    ]
