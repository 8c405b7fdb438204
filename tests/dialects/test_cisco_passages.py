"""Only the lines that may matter are read, and the others would have changed nothing."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fwlint.dialects.cisco import passages, statements
from fwlint.dialects.cisco.ios import DIALECT as IOS
from fwlint.dialects.cisco.iosxr import DIALECT as IOSXR
from fwlint.dialects.cisco.nxos import DIALECT as NXOS
from fwlint.dialects.dialect import Dialect
from fwlint.dialects.source import Source, read_source
from fwlint.model.as_json import export_as_json

LINES = (
    *("interface Vlan10", "interface Vlan20", "interface range Gi0/1 - 4", "router ospf 1"),
    *(
        " ip address 10.1.0.1 255.255.255.0",
        "ip address 10.2.0.1/24",
        " no shutdown",
        "no shutdown",
    ),
    *(" ip access-group EDGE in", "ip access-group EDGE out", " ipv6 traffic-filter SIX in"),
    *("ip access-list extended EDGE", "ip access-list EDGE", "ipv4 access-list EDGE"),
    *(
        "ipv6 access-list SIX",
        " 10 permit tcp any any eq 80",
        " deny ip any any",
        "permit ip any any",
    ),
    *(" remark hello", "remark hello", " nonsense", "20 deny tcp any any", " no 10", "no 10"),
    *("object-group network G", " host 10.0.0.1", "host 10.0.0.2", " permit ip object-group G any"),
    *("line vty 0 4", " access-class 10 in", "access-class 10 in", "access-list 10 permit any"),
    *(
        "banner motd #",
        "banner exec #interface Vlan9",
        "ntp #",
        "banner motd ^C",
        "#",
        "^C",
        " --More-- ",
        "!",
        "",
        "hostname r1",
        "end",
    ),
    *("ip prefix-list P seq 5 permit 10.0.0.0/8", "class-map X", " match access-group name EDGE"),
    *(
        "vlan access-map M 10",
        " match ip address EDGE",
        " action drop",
        "vlan filter M vlan-list 1",
    ),
    *(
        " ipv4 access-group EDGE ingress",
        "\tip access-group EDGE in",
        "no ip access-list extended EDGE",
    ),
)


def everything(source: Source) -> range:
    return range(1, len(source.lines) + 1)


@pytest.mark.parametrize("dialect", [IOS, NXOS, IOSXR], ids=lambda one: str(one.name))
@given(lines=st.lists(st.sampled_from(LINES), max_size=14))
def test_a_line_that_is_not_read_would_have_changed_nothing(
    dialect: Dialect, lines: list[str]
) -> None:
    source = read_source("r1.cfg", "\n".join(lines).encode())
    read = export_as_json(dialect.parse(source))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(statements, "lines_that_matter", everything)
        assert export_as_json(dialect.parse(source)) == read


def test_behind_a_banner_goes_on_what_stood_before_it() -> None:
    lines = ("ip access-list extended EDGE", "banner motd #", "router bgp #", " no shutdown")
    export = IOS.parse(read_source("r1.cfg", "\n".join(lines).encode()))
    assert [one.span.line for one in export.diagnostics] == [4]


@pytest.mark.parametrize("header", ["interface Vlan10", "line vty 0 4"])
def test_an_entry_below_an_interface_or_a_terminal_is_not_dropped_in_silence(header: str) -> None:
    export = IOS.parse(read_source("r1.cfg", f"{header}\n permit ip any any\n".encode()))
    assert [(one.span.line, one.message) for one in export.diagnostics] == [
        (2, "this entry belongs to no access list")
    ]


def test_a_long_configuration_costs_little_more_than_looking_at_its_words() -> None:
    interface = ("interface Vlan1", " description uplink", " no shutdown", "!", "router bgp 1")
    long = read_source(
        "r1.cfg", "\n".join((*(interface * 10_000), "access-list 10 permit any")).encode()
    )
    IOS.parse(long)
    start = time.perf_counter()
    for line in long.lines:
        line.split()
    words = time.perf_counter() - start
    start = time.perf_counter()
    assert list(IOS.parse(long).policies) == ["10"]
    assert time.perf_counter() - start < 20 * words


def test_many_addresses_of_one_interface_are_passed_over_in_linear_time() -> None:
    bound = ("interface Vlan10", " ip access-group 10 in", "access-list 10 permit any")
    address = " ip address 10.1.0.1 255.255.255.0 secondary"
    lines = (*bound, "interface Vlan20", *(address for _ in range(20_000)))
    start = time.perf_counter()
    assert list(passages.lines_that_matter(read_source("r1.cfg", "\n".join(lines).encode()))) == [
        1,
        2,
        3,
    ]
    assert time.perf_counter() - start < 2
