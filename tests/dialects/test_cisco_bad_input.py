"""Whatever is fed to the Cisco dialects, they answer soon, and name what they do not understand."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fwlint.analysis.verdict import Kind
from fwlint.dialects.cisco.ios import DIALECT as IOS
from fwlint.dialects.cisco.iosxr import DIALECT as IOSXR
from fwlint.dialects.cisco.nxos import DIALECT as NXOS
from fwlint.dialects.dialect import Dialect
from fwlint.dialects.source import read_source
from fwlint.model.diagnostic import Trouble
from fwlint.model.rule import Action
from tests.dialects.cisco import parsed, verdict

DIALECTS = pytest.mark.parametrize("dialect", [IOS, NXOS, IOSXR], ids=lambda one: str(one.name))

words = st.sampled_from(
    [
        *(
            "permit",
            "deny",
            "ip",
            "ipv4",
            "ipv6",
            "tcp",
            "any",
            "host",
            "10.0.0.1",
            "0.0.0.255",
            "eq",
        ),
        *("80", "www", "access-list", "extended", "standard", "interface", "Vlan1", "access-group"),
        *(
            "in",
            "ingress",
            "object-group",
            "network",
            "service",
            "group-object",
            "G",
            "remark",
            "10",
        ),
        *("banner", "motd", "^C", "!", "--More--", "\b", "vlan", "access-map", "filter", "match"),
        *(
            "address",
            "action",
            "drop",
            "line",
            "vty",
            "access-class",
            "no",
            "\t",
            "é",
            "(3 matches)",
        ),
    ]
)
text = st.lists(
    st.tuples(st.sampled_from(["", " ", "   "]), st.lists(words, max_size=7)), max_size=12
).map(lambda lines: "\r\n".join(indent + " ".join(said) for indent, said in lines))


@DIALECTS
@given(text=text | st.text(max_size=200))
def test_nothing_makes_a_dialect_fail_and_no_entry_is_lost(dialect: Dialect, text: str) -> None:
    source = read_source("r1.cfg", text.encode())
    export = dialect.parse(source)
    for policy in export.policies.values():
        for rule in policy.rules:
            assert rule.action is not Action.UNKNOWN or rule.conditions
    for problem in export.diagnostics:
        assert 1 <= problem.span.line <= len(source.lines)


@DIALECTS
def test_lines_of_a_megabyte_take_linear_time(dialect: Dialect) -> None:
    head = {"cisco-ios": "ip access-list extended A", "cisco-nxos": "ip access-list A"}
    start = time.perf_counter()
    for long in (
        "x" * 10**6,
        "permit tcp any any eq" + " 80" * 10**5,
        " " * 10**6 + "x",
        "1" * 10**6,
    ):
        lines = (head.get(dialect.name, "ipv4 access-list A"), f" {long}", " permit tcp any any")
        dialect.parse(read_source("r1.cfg", "\n".join(lines).encode()))
    assert time.perf_counter() - start < 20


def test_line_ends_may_be_mixed() -> None:
    data = b"ip access-list extended EDGE\r\n permit tcp any any eq 80\n deny ip any any\r\n"
    export = IOS.parse(read_source("r1.cfg", data))
    assert [rule.text for rule in export.policies["EDGE"].rules] == [
        "permit tcp any any eq 80",
        "deny ip any any",
    ]
    assert not export.diagnostics


def test_a_configuration_cut_off_in_an_entry_says_so() -> None:
    export = parsed(
        "cisco-ios", "ip access-list extended EDGE", " permit tcp any any", " permit tcp an"
    )
    (problem,) = export.diagnostics
    assert (problem.span.line, problem.trouble) == (3, Trouble.NOT_UNDERSTOOD)
    assert verdict(export, "udp 192.0.2.1:1 > 10.0.0.1:2", "EDGE") is Kind.CONDITIONAL


def test_a_banner_may_hold_whole_access_lists() -> None:
    banner = ("banner motd ^C", "ip access-list BANNER", "  10 permit ip any any", "^C")
    export = parsed("cisco-nxos", *banner, "ip access-list EDGE", "  10 deny ip any any")
    assert list(export.policies) == ["EDGE"]
    assert not export.diagnostics
