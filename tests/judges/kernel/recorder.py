"""Who survived: an nftables table around the rules that are judged, which notes every probe."""

from __future__ import annotations

import json
import time
from typing import Any

from tests.judges.kernel.namespace import Namespace

_TABLE = """
table inet judge {
    counter entered { }
    set survivors4 { typeof ip id . ct state; flags dynamic; }
    set survivors6 { typeof ip6 flowlabel . ct state; flags dynamic; }

    # Before every chain of iptables. What the kernel says on its own goes no further.
    chain arrival { type filter hook prerouting priority -400; jump entrance; }
    chain departure { type filter hook output priority -400; jump entrance; }
    chain entrance {
        ip dscp != { cs1, cs2 } drop
        ip6 dscp != { cs1, cs2 } drop
        counter name entered
    }

    # Behind every chain of iptables. A probe ends here, before its flow would be remembered, so
    # that probes do not depend on each other.
    chain delivery { type filter hook input priority 300; goto exit; }
    chain dispatch { type filter hook postrouting priority 300; goto exit; }
    chain exit {
        # What opens a flow goes on; the kernel's answers to it are of its class, hence another.
        ip dscp cs2 ip dscp set cs0 accept
        ip6 dscp cs2 ip6 dscp set cs0 accept
        add @survivors4 { ip id . ct state }
        add @survivors6 { ip6 flowlabel . ct state }
        drop
    }
}
"""
_PATIENCE = 5.0


class LostError(Exception):
    """Not exactly the packets that were sent came to the firewall, so nothing can be said."""


class Recorder:
    """The table, in the firewall's namespace."""

    def __init__(self, firewall: Namespace) -> None:
        self._firewall = firewall
        self._sent = 0
        firewall.run("nft", "--file", "-", given=_TABLE)

    def clear(self) -> None:
        """Forget who survived."""
        self._firewall.run(
            "nft", "flush set inet judge survivors4; flush set inet judge survivors6"
        )

    def expect(self, count: int) -> None:
        """Take note that `count` more packets are on their way."""
        self._sent += count

    def survivors(self) -> dict[int, str]:
        """Return the identities of those that survived, each with its connection state.

        Raises LostError where more or less have come than were expected.
        """
        deadline = time.monotonic() + _PATIENCE
        while (entered := self._entered()) != self._sent:
            if time.monotonic() > deadline:
                raise LostError(f"{entered} packets came to the firewall, of {self._sent}")
        return {
            identity: state
            for name in ("survivors4", "survivors6")
            for listing in self._list("set", name)
            for identity, state in (one["concat"] for one in listing.get("elem", ()))
        }

    def _entered(self) -> int:
        [counter] = self._list("counter", "entered")
        return int(counter["packets"])

    def _list(self, kind: str, name: str) -> list[dict[str, Any]]:
        listing = json.loads(
            self._firewall.run("nft", "--json", "list", kind, "inet", "judge", name)
        )
        return [one[kind] for one in listing["nftables"] if kind in one]
