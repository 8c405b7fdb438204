"""From requirements and a site to packets."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import ip_network

from fwlint.model.describe import destinations, sources
from fwlint.model.export import Direction
from fwlint.model.requirement import Demand, Need
from fwlint.requirements.demands import device_demands, host_demands
from fwlint.requirements.load import load_ruleset
from fwlint.requirements.site import Host, Site

CONFIGMGR = load_ruleset("configmgr")
CLIENTS = ip_network("10.20.0.0/16")
POINT = ip_network("10.0.0.21/32")
PXE = "configmgr/pxe-distribution-point"
SQL = "configmgr/site-database-server"


def of(demands: tuple[Demand, ...], service: str) -> list[Demand]:
    return [one for one in demands if one.requirement.endswith(f"/{service}")]


def test_a_flow_to_a_role_is_demanded_inbound_from_the_peers_networks() -> None:
    site = Site((CONFIGMGR,), {"configmgr/client": (CLIENTS,)})
    (binl,) = of(host_demands(site, Host((PXE,), (POINT,))), "binl")
    assert binl.direction is Direction.IN
    assert sources(binl.packets) == "10.20.0.0/16"
    assert destinations(binl.packets) == "10.0.0.21"
    assert binl.existential == ("in_interface",)
    assert binl.summary == "PXE-enabled distribution point: inbound UDP 4011 (BINL)"


def test_a_flow_from_a_role_is_demanded_outbound() -> None:
    (offer,) = of(host_demands(Site((CONFIGMGR,)), Host((PXE,))), "dhcp-offer")
    assert offer.direction is Direction.OUT
    assert offer.existential == ("source", "destination", "out_interface")


def test_a_feature_that_is_off_demands_nothing() -> None:
    off = host_demands(Site((CONFIGMGR,)), Host((SQL,)))
    feature = frozenset({"configmgr/remote-sql-installation"})
    on = host_demands(Site((CONFIGMGR,), features=feature), Host((SQL,)))
    assert not of(off, "smb")
    assert [one.need for one in of(on, "smb")] == [Need.CONDITIONAL]


def test_a_parameter_replaces_the_default_everywhere() -> None:
    site = Site((CONFIGMGR,), parameters={"configmgr/sql-port": ((51433, 51433),)})
    ports = {
        span
        for demand in of(host_demands(site, Host((SQL,))), "sql")
        for box in demand.packets
        for span in box.destination_port.spans
    }
    assert ports == {(51433, 51434)}


def test_a_service_that_is_not_needed_is_looked_for_in_both_families() -> None:
    (browser,) = of(host_demands(Site((CONFIGMGR,)), Host((SQL,))), "sql-browser")
    assert browser.need is Need.NOT_NEEDED
    assert [box.family for box in browser.packets] == [4, 6]


def test_what_another_requirement_needs_is_not_demanded_closed() -> None:
    needs_udp_1434 = replace(
        next(one for one in CONFIGMGR.requirements if one.need is Need.NOT_NEEDED),
        id="configmgr/other/browser",
        need=Need.REQUIRED,
    )
    ruleset = replace(CONFIGMGR, requirements=(*CONFIGMGR.requirements, needs_udp_1434))
    assert of(host_demands(Site((CONFIGMGR,)), Host((SQL,))), "sql-browser")
    demands = host_demands(Site((ruleset,)), Host((SQL,)))
    (browser,) = of(demands, "sql-browser")
    assert [box.family for box in browser.packets] == [6]


def test_a_device_is_asked_for_flows_whose_two_ends_are_known() -> None:
    site = Site((CONFIGMGR,), {"configmgr/client": (CLIENTS,), PXE: (POINT,)})
    demands = device_demands(site)
    assert {one.direction for one in demands} == {Direction.FORWARD}
    assert {one.requirement.rpartition("/")[2] for one in demands} >= {
        "dhcp",
        "tftp",
        "binl",
        "dhcp-offer",
        "tftp-data",
    }


def test_networks_of_both_families_are_demanded_each_for_itself() -> None:
    networks = {"configmgr/client": (CLIENTS, ip_network("2001:db8:20::/64"))}
    binl = of(host_demands(Site((CONFIGMGR,), networks), Host((PXE,))), "binl")
    assert [[box.family for box in one.packets] for one in binl] == [[4], [6]]


def test_a_host_is_no_peer_of_its_own() -> None:
    here, there = ip_network("10.0.0.31/32"), ip_network("10.0.0.32/32")
    site = Site(
        (CONFIGMGR,),
        {SQL: (here, there)},
        features=frozenset({"configmgr/database-replication"}),
    )
    inbound, _ = of(host_demands(site, Host((SQL,), (here,))), "service-broker")
    assert sources(inbound.packets) == "10.0.0.32"
