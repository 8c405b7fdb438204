"""Packet marks and connection marks: 32 bits, asked for and set under a mask."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fwlint.dialects.netfilter.number import number_of_any_base

_ALL = 0xFFFFFFFF

_COPIES = ("--save-mark", "--restore-mark")
_MASKS = ("--nfmask", "--ctmask")


def spelled(text: str) -> str:
    """Return `value` or `value/mask` as iptables-save prints it, or as it is where it is none."""
    try:
        value, mask = _masked(text)
    except ValueError:
        return text
    return f"{value:#x}" if mask == _ALL else f"{value:#x}/{mask:#x}"


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


def _mask(given: Mapping[str, str], name: str) -> str:
    return f"{_bits(given.get(name, given.get('--mask', hex(_ALL)))):#x}"


def _masked(text: str) -> tuple[int, int]:
    value, slash, mask = text.partition("/")
    return _bits(value), _bits(mask) if slash else _ALL


def _bits(text: str) -> int:
    return number_of_any_base(text, _ALL, "mark")
