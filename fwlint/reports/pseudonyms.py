"""Stable stand-ins for addresses and names, that nobody finds the way back from without the salt.

Addresses keep their prefixes: two that share their first n bits have stand-ins that share theirs,
so that an address is still inside its network (Xu et al., "Prefix-Preserving IP Address
Anonymization", 2002). What an address is for stays, too: private ones remain private, and those
that mean the same in every network, such as loopback and multicast, remain as they are.
"""

from __future__ import annotations

from base64 import b32encode
from dataclasses import dataclass, field
from hashlib import blake2b
from ipaddress import IPv4Address, IPv6Address, ip_network

Address = IPv4Address | IPv6Address

_LENGTH = 6
"""Letters of a stand-in for a name: of a million names, hardly one in a thousand shares its own."""

_SAME_EVERYWHERE = (
    "0.0.0.0/8",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "224.0.0.0/4",
    "240.0.0.0/4",
    "::/127",
    "ff00::/8",
)
_OF_ONE_KIND = (
    "10.0.0.0/8",
    "100.64.0.0/10",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "::ffff:0:0/96",
    "64:ff9b::/96",
    "fc00::/7",
    "fe80::/64",
    "2000::/3",
)


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """The stand-ins that go with `salt`."""

    salt: bytes
    _turned: dict[tuple[int, int, int], int] = field(default_factory=dict)

    def name(self, kind: str, text: str) -> str:
        """Return a word such as `host-k3vq2a` for `text`, in whatever case it is written."""
        digest = self._digest(f"{kind} {text.casefold()}")
        return f"{kind}-{b32encode(digest)[:_LENGTH].decode().lower()}"

    def address(self, address: Address) -> Address:
        """Return the stand-in for `address`, of the same family and kind."""
        width, value, found = address.max_prefixlen, int(address), 0
        for depth in range(width):
            begin = (address.version, depth, value >> (width - depth))
            turned = self._turned.get(begin)
            if turned is None:
                turned = self._turned[begin] = self._turns(*begin)
            found = found << 1 | (value >> (width - depth - 1) & 1) ^ turned
        return type(address)(found)

    def _turns(self, family: int, depth: int, prefix: int) -> int:
        """Return 1 where addresses that begin with these bits have their next one turned round."""
        for block in _BLOCKS[family]:
            if block.keeps(depth, prefix):
                return 0
        return self._digest(f"{family} {depth} {prefix:x}")[0] & 1

    def _digest(self, text: str) -> bytes:
        data = text.encode("utf-8", "surrogatepass")
        return blake2b(data, key=blake2b(self.salt).digest(), digest_size=16).digest()


@dataclass(frozen=True, slots=True)
class _Block:
    length: int
    bits: int
    is_same_everywhere: bool

    def keeps(self, depth: int, prefix: int) -> bool:
        """Return whether the bit behind `prefix` has to stay for addresses to stay in the block.

        Or out of it: on the way to the block no bit is turned round for any address.
        """
        if depth < self.length:
            return prefix == self.bits >> (self.length - depth)
        return self.is_same_everywhere and prefix >> (depth - self.length) == self.bits


def _blocks(family: int) -> tuple[_Block, ...]:
    networks = [(text, True) for text in _SAME_EVERYWHERE] + [
        (text, False) for text in _OF_ONE_KIND
    ]
    return tuple(
        _Block(one.prefixlen, int(one.network_address) >> (one.max_prefixlen - one.prefixlen), same)
        for one, same in ((ip_network(text), same) for text, same in networks)
        if one.version == family
    )


_BLOCKS = {family: _blocks(family) for family in (4, 6)}
