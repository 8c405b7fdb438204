"""Numbers as the fields of a rule hold them."""

from __future__ import annotations


def number(text: str, limit: int, what: str) -> int:
    """Return the decimal `text`; `what` names the field. Raises ValueError above `limit`.

    A leading zero is refused, because it makes the number octal to iptables but not to a reader.
    """
    if not text.isdecimal():
        raise ValueError(f"{text!r} is no {what}")
    if text.startswith("0") and text != "0":
        raise ValueError(f"{what} {text} is octal to iptables; write it in decimal")
    if int(text) > limit:
        raise ValueError(f"{what} {text} is above {limit}")
    return int(text)
