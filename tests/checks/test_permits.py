"""Rules and defaults that accept everything: said only where packets really get through by them."""

from __future__ import annotations

from tests.checks.linting import access_list, chain, found


def test_a_permit_for_everything_is_found_on_its_line() -> None:
    (finding,) = found(
        "FW101", "cisco-ios", access_list("deny tcp any any eq 23", "permit ip any any")
    )
    assert finding.span.line == 3


def test_a_permit_that_nothing_is_left_for_is_no_hole() -> None:
    text = chain("-m conntrack --ctstate NEW -j DROP", "-m conntrack --ctstate NEW -j ACCEPT")
    assert not found("FW101", "iptables", text)


def test_a_default_that_accepts_is_no_hole_behind_a_rule_that_drops_the_rest() -> None:
    assert found("FW102", "iptables", chain("-p tcp --dport 23 -j DROP", policy="ACCEPT"))
    assert not found("FW102", "iptables", chain("-j DROP", policy="ACCEPT"))


def test_table_nat_is_no_filter_whose_default_would_matter() -> None:
    nat = "*nat\n:PREROUTING ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\nCOMMIT\n"
    assert not found("FW102", "iptables", nat)
