"""Every flow across a router before each role: all hold, and each is missed without its opening."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from fwlint.dialects.cisco.ios import DIALECT
from fwlint.dialects.source import read_source
from fwlint.model.check import Subject
from fwlint.model.packetset import PacketSet
from fwlint.model.requirement import Demand
from fwlint.registry import all_checks
from tests.reference.device import ReferenceDevice, export, reference_devices
from tests.reference.expected import Found, expected

CHECKS = [check() for check in all_checks() if check.id in ("FW201", "FW202", "FW203", "FW206")]
DEVICES = pytest.mark.parametrize("device", reference_devices(), ids=str)


def found(device: ReferenceDevice, openings: Mapping[Demand, PacketSet]) -> Found:
    subject = Subject(DIALECT.parse(read_source("router.cfg", export(openings))), device.demands)
    return frozenset(
        (finding.check, requirement)
        for check in CHECKS
        for finding in check.run(subject)
        for requirement in (finding.requirement, *finding.also)
    )


@DEVICES
def test_all_flows_pass_the_reference_device(device: ReferenceDevice) -> None:
    assert not found(device, device.openings())


@DEVICES
def test_each_flow_that_is_not_opened_is_missed(device: ReferenceDevice) -> None:
    openings = device.openings()
    for demand in device.own & openings.keys():
        left = {one: both for one, both in openings.items() if one.packets != demand.packets}
        assert found(device, left) == expected(device.needs(), left), demand.requirement
