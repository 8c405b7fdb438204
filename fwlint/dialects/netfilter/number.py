"""Numbers as the fields of a rule hold them."""

from __future__ import annotations

import re

_NUMBER = re.compile(
    r"0[xX](?P<hexadecimal>[\da-fA-F]+)|0(?P<octal>\d+)|(?P<decimal>\d+)", re.ASCII
)
_BASES = {"hexadecimal": 16, "octal": 8, "decimal": 10}


def number(text: str, limit: int, what: str) -> int:
    """Return the decimal `text`; `what` names the field. Raises ValueError above `limit`.

    A leading zero is refused, because it makes the number octal to iptables but not to a reader.
    """
    if not text.isdecimal():
        raise ValueError(f"{text!r} is no {what}")
    if text.startswith("0") and text != "0":
        raise ValueError(f"{what} {text} is octal to iptables; write it in decimal")
    return _limited(int(text), text, limit, what)


def decimal_number(text: str, limit: int, what: str) -> int:
    """Return the decimal `text`, whatever zeros it begins with; raises ValueError as `number`."""
    if not text.isdecimal():
        raise ValueError(f"{text!r} is no {what}")
    return _limited(int(text), text, limit, what)


def number_of_any_base(text: str, limit: int, what: str) -> int:
    """Return the number `text` as C reads it: octal after 0, hexadecimal after 0x.

    `what` names the field. Raises ValueError for another text, and above `limit`.
    """
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no {what}")
    kind = str(found.lastgroup)
    try:
        value = int(found[kind], _BASES[kind])
    except ValueError:
        raise ValueError(f"{what} {text} begins like an octal number and is none") from None
    return _limited(value, text, limit, what)


def _limited(value: int, text: str, limit: int, what: str) -> int:
    if value > limit:
        raise ValueError(f"{what} {text} is above {limit}")
    return value
