"""Remedies: the rule that would open what is closed, in the export's own words, where it works."""

from __future__ import annotations

from tests.checks.linting import chain, found

SQL = "configmgr/site-database-server"
OPENS_SQL = (
    "-A INPUT -p tcp -m tcp --dport 1433"
    ' -m comment --comment "Configuration Manager, sql" -j ACCEPT'
)


def test_the_rule_goes_behind_the_others_where_the_policy_decides() -> None:
    finding = found("FW201", "iptables", chain("-p tcp --dport 22 -j ACCEPT"), SQL)[0]
    assert finding.fix == (OPENS_SQL,)


def test_the_rule_goes_before_the_one_that_drops() -> None:
    finding = found("FW201", "iptables", chain("-p tcp -j DROP", policy="ACCEPT"), SQL)[0]
    assert finding.fix == ("insert before line 5:", OPENS_SQL)


def test_what_mends_the_finding_mends_it() -> None:
    rules = ["-p tcp -j DROP"]
    finding = found("FW201", "iptables", chain(*rules), SQL)[0]
    mended = [finding.fix[1].removeprefix("-A INPUT "), *rules]
    assert not found("FW201", "iptables", chain(*mended), SQL)


def test_a_rule_before_a_chain_that_drops_goes_before_the_jump() -> None:
    text = chain("-p tcp -j locked").replace(
        "-A INPUT", ":locked - [0:0]\n-A locked -j DROP\n-A INPUT", 1
    )
    (finding,) = found("FW201", "iptables", text, SQL)
    assert finding.fix == ("insert before line 7:", OPENS_SQL)


def test_replies_are_let_pass_as_what_they_are() -> None:
    text = chain("-p tcp --dport 1433 -j ACCEPT").replace(":OUTPUT ACCEPT", ":OUTPUT DROP")
    replies = next(
        one
        for one in found("FW201", "iptables", text, SQL)
        if one.message.startswith("the replies")
    )

    assert " are closed" in replies.message
    assert replies.fix == (
        "-A OUTPUT -p tcp -m tcp --sport 1433 --dport 49152:65535 -m conntrack"
        ' --ctstate ESTABLISHED -m comment --comment "Configuration Manager, sql" -j ACCEPT',
    )
