"""One policy in every shape of export: the same rules, and the same verdicts.

`python -m tools.same_ruleset` writes the files anew from `policy.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from fwlint.analysis.verdict import Kind, decide
from fwlint.model.box import PROFILES
from fwlint.model.export import Export
from fwlint.model.packet import witness
from fwlint.model.packet_syntax import parse_packet
from fwlint.model.packetset import PacketSet
from fwlint.model.policy import Policy
from tests.dialects.windows_rules import Meaning, assert_same, meaning, parsed
from tools.same_ruleset import FOLDER, SHAPES, policies, usual, writable

HIDDEN_IN_LISTINGS = {"Scanner", "Weather", "mDNS", "Management network"}
"""Rules for the accounts of computers, for app packages and owners, for versions of Windows and
for single interfaces, none of which netsh shows."""
NO_ARGUMENT = {"Weather", "mDNS", "Management network"}
"""Netsh can say computers, but none of the rest."""
MISSING = {"listing.txt": HIDDEN_IN_LISTINGS, "rules.cmd": NO_ARGUMENT}
WITHOUT_GROUPS = ("rules.cmd",)
"""No argument of netsh puts a rule into a group."""
WITHOUT_SETTINGS = ("rules.csv",)
"""A table of rules does not show the settings of the profiles."""


def export(name: str) -> Export:
    return parsed(SHAPES[name][0], (FOLDER / name).read_bytes())


def shown_in(name: str) -> Mapping[str, Policy]:
    """Return the policy as far as a shape of export can say it."""
    whole = usual(policies()) if name in WITHOUT_SETTINGS else policies()
    return writable(whole, SHAPES[name][1])


def without_groups(found: Meaning) -> Meaning:
    return {(*key[:-2], "", key[-1]): packets for key, packets in found.items()}


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_has_the_same_rules_and_settings(name: str) -> None:
    expected, found = meaning(shown_in(name)), meaning(export(name).policies)
    assert_same(without_groups(expected) if name in WITHOUT_GROUPS else expected, found)


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_is_understood_in_full(name: str) -> None:
    assert {one.trouble.value for one in export(name).diagnostics} <= {"assumed"}


@pytest.mark.parametrize("name", SHAPES)
def test_what_a_shape_cannot_say_is_known(name: str) -> None:
    whole, shown = policies(), shown_in(name)
    names = [
        {one.name for policy in some.values() for one in policy.rules} for some in (whole, shown)
    ]
    assert names[0] - names[1] - {""} == MISSING.get(name, set())


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_gives_the_same_verdicts(name: str) -> None:
    shown, found = shown_in(name), export(name).policies
    for policy, probe in probes():
        verdicts = [decide(some, (policy,), probe) for some in (shown, found)]
        assert verdicts[0].kind is verdicts[1].kind
        assert set(verdicts[0].conditions(probe)) == set(verdicts[1].conditions(probe))


def probes() -> list[tuple[str, PacketSet]]:
    """Return a packet of each box of each rule, in each profile."""
    return [
        (name, PacketSet.of([parse_packet(f"{packet} profile {profile}")]))
        for name, policy in policies().items()
        for packet in dict.fromkeys(
            replace(witness(box), profile="") for rule in policy.rules for box in rule.packets
        )
        for profile in PROFILES
    ]


@pytest.mark.parametrize("name", SHAPES)
def test_the_files_are_those_that_the_renderers_write(name: str) -> None:
    write = SHAPES[name][1]
    assert (FOLDER / name).read_bytes() == write(writable(policies(), write))


def test_the_probes_meet_every_kind_of_verdict() -> None:
    kinds = {decide(policies(), (policy,), probe).kind for policy, probe in probes()}
    assert kinds == {Kind.OPEN, Kind.CLOSED, Kind.CONDITIONAL}
