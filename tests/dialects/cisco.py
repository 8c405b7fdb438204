"""Cisco configurations for tests: read from their lines, and asked what becomes of a packet."""

from __future__ import annotations

from fwlint.analysis.verdict import Kind, decide
from fwlint.dialects.dialect import all_dialects
from fwlint.dialects.source import read_source
from fwlint.dialects.surroundings import UNKNOWN, Surroundings
from fwlint.model.export import Export
from fwlint.model.packet_syntax import parse_packet
from fwlint.model.packetset import PacketSet


def parsed(dialect: str, *lines: str, surroundings: Surroundings = UNKNOWN) -> Export:
    """Return the export that `lines` are."""
    reader = next(one for one in all_dialects() if one.name == dialect)
    return reader.parse(read_source("device.cfg", "\n".join(lines).encode(), surroundings))


def verdict(export: Export, packet: str, stage: str) -> Kind:
    """Return what the policy `stage` does with a packet."""
    return decide(export.policies, (stage,), PacketSet.of([parse_packet(packet)])).kind


def accepted(export: Export, packet: str, stage: str) -> bool:
    """Return whether the policy `stage` lets a packet through, which must be certain."""
    found = verdict(export, packet, stage)
    assert found in (Kind.OPEN, Kind.CLOSED), found
    return found is Kind.OPEN
