"""TCP flags, as `--tcp-flags` lists them."""

from __future__ import annotations

from fwlint.model.box import ACK, FIN, PSH, RST, SYN, URG

HANDSHAKE = FIN | SYN | RST | ACK
"""The flags that `--syn` looks at: of them, SYN alone must be set."""

_FLAGS = {
    "FIN": FIN,
    "SYN": SYN,
    "RST": RST,
    "PSH": PSH,
    "ACK": ACK,
    "URG": URG,
    "ALL": FIN | SYN | RST | PSH | ACK | URG,
    "NONE": 0,
}


def flags(text: str) -> int:
    """Return the flags of a comma list, as bits. Raises ValueError for a name that is none."""
    bits = 0
    for name in text.upper().split(","):
        if name not in _FLAGS:
            raise ValueError(f"{name} is no TCP flag")
        bits |= _FLAGS[name]
    return bits
