"""Packet marks and connection marks: 32 bits each, asked for and set under a mask.

They are the two halves of a tag.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fwlint.dialects.netfilter.number import number_of_any_base
from fwlint.model.tag import CONNECTION, PACKET, Tagging, TagTest

_ALL = PACKET
_HALVES = {"mark": PACKET, "connmark": CONNECTION}
"""The bits that a match asks for, and a target of that name in capitals sets."""

MARKING = ("MARK", "CONNMARK")
_SAVE, _RESTORE = _COPIES = ("--save-mark", "--restore-mark")
_MASKS = ("--nfmask", "--ctmask")


def spelled(text: str) -> str:
    """Return `value` or `value/mask` as iptables-save prints it, or as it is where it is none."""
    try:
        value, mask = _masked(text)
    except ValueError:
        return text
    return f"{value:#x}" if mask == _ALL else f"{value:#x}/{mask:#x}"


def test_of(match: str, text: str, condition: str, *, negated: bool) -> TagTest | None:
    """Return what `condition`, a match of that name whose argument is `text`, asks of tags.

    That is None where the argument has more than 32 bits, and so is a condition only.
    """
    try:
        value, mask = _masked(text)
    except ValueError:
        return None
    half = _HALVES[match]
    return TagTest(condition, _within(half, mask), _within(half, value), negated)


def tagging_of(target: str, given: Mapping[str, str]) -> Tagging:
    """Return what MARK or CONNMARK with those options writes; see `change`."""
    half = _HALVES[target.lower()]
    if any(shift in given for shift in _SHIFTS):
        return Tagging(lose=PACKET if _RESTORE in given else half)
    for name, text in given.items():
        if name in _SETS:
            value, mask = _SETS[name](*_masked(text))
            return Tagging(_within(half, mask), _within(half, value))
    of_packet, of_connection = (int(_mask(given, name), 16) for name in _MASKS)
    if _SAVE in given:
        return Tagging(_within(CONNECTION, of_connection), copy=of_packet)
    if _RESTORE in given:
        return Tagging(of_packet, copy=_within(CONNECTION, of_connection))
    return Tagging()


def change(given: Mapping[str, str]) -> str:
    """Return what the options of MARK or CONNMARK do to a mark, as iptables-save prints it.

    `given` holds the value of each option by its name. All ways of setting bits are one:
    `--set-xmark V/M` clears the bits of M, and then flips those of V. Raises ValueError for a
    number of more than 32 bits.
    """
    for name in _COPIES:
        if name in given:
            masks = (f"{one} {_mask(given, one)}" for one in _MASKS)
            return " ".join([name, *masks])
    for name, text in given.items():
        if name in _SETS:
            value, mask = _SETS[name](*_masked(text))
            shifts = [f"{other} {given[other]}" for other in _SHIFTS if other in given]
            return " ".join([f"--set-xmark {value:#x}/{mask:#x}", *shifts])
    return ""


_SETS: dict[str, Callable[[int, int], tuple[int, int]]] = {
    "--set-xmark": lambda value, mask: (value, mask),
    "--set-mark": lambda value, mask: (value, value | mask),
    "--and-mark": lambda bits, _: (0, bits ^ _ALL),
    "--or-mark": lambda bits, _: (bits, bits),
    "--xor-mark": lambda bits, _: (bits, 0),
}
_SHIFTS = ("--left-shift-mark", "--right-shift-mark")


def _within(half: int, bits: int) -> int:
    """Return the bits of a mark as those of its half of a tag."""
    return half // PACKET * bits


def _mask(given: Mapping[str, str], name: str) -> str:
    return f"{_bits(given.get(name, given.get('--mask', hex(_ALL)))):#x}"


def _masked(text: str) -> tuple[int, int]:
    value, slash, mask = text.partition("/")
    return _bits(value), _bits(mask) if slash else _ALL


def _bits(text: str) -> int:
    return number_of_any_base(text, _ALL, "mark")
