"""Random marks: rules that set them, and matches that ask for them."""

from __future__ import annotations

from random import Random

from tests.judges.kernel.chance import negation, weighted

_SETTING = (
    "MARK --set-mark 0x1",
    "MARK --set-mark 0x3",
    "MARK --set-xmark 0x2/0x2",
    "MARK --set-xmark 0x3/0x1",
    "MARK --set-mark 0x10000/0x30000",
    "MARK --set-mark 0x2/0x1",
    "MARK --and-mark 0x2",
    "MARK --or-mark 0x2",
    "MARK --xor-mark 0x3",
    "CONNMARK --set-mark 0x1",
    "CONNMARK --set-xmark 0x2/0x3",
    "CONNMARK --or-mark 0x10000",
    "CONNMARK --xor-mark 0x1",
    "CONNMARK --save-mark",
    "CONNMARK --save-mark --nfmask 0x1 --ctmask 0x3",
    "CONNMARK --save-mark --mask 0x2",
    "CONNMARK --restore-mark",
    "CONNMARK --restore-mark --nfmask 0x2 --ctmask 0x1",
    "CONNMARK --restore-mark --mask 0x30000",
    "CONNMARK --set-mark 0x1 --left-shift-mark 1",
)
_SOUGHT = ("0x0", "0x1", "0x3", "0x1/0x1", "0x2/0x3", "0x0/0x2", "0x4/0x3", "0x10000/0x10000", "3")


def setting(random: Random) -> str:
    """Return a target that sets marks."""
    return f"-j {random.choice(_SETTING)}"


def sought(random: Random) -> str:
    """Return a match that asks for a mark, of packets mostly."""
    name = weighted(random, {"mark": 80, "connmark": 20})
    return f"-m {name} {negation(random)}--mark {random.choice(_SOUGHT)}"
