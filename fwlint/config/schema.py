"""The shape of `fwlint.toml`: a dataclass for each of its tables, checked by pydantic on reading.

Keys are the names of the fields with a hyphen for each underscore, but for those in `_KEYS`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated, Any, ClassVar, Literal

from fwlint.config.constraints import Described, Limited, Read
from fwlint.requirements.port_words import parse_ports

_KEYS = {"with_files": "with", "address_sets": "address_sets", "port_sets": "port_sets"}


def _key(name: str) -> str:
    return _KEYS.get(name, name.replace("_", "-"))


_STRICT = {"extra": "forbid", "alias_generator": _key}


def _is_ports(text: Any) -> Any:
    try:
        parse_ports(text)
    except (TypeError, ValueError):
        raise ValueError(f"expected a port or a range such as 1000-2000, not {text!r}") from None
    return text


def _network(text: Any) -> IPv4Network | IPv6Network:
    return ip_network(str(text))


Networks = tuple[Annotated[IPv4Network | IPv6Network, Read(_network)], ...]
Ports = tuple[Annotated[str | int, Read(_is_ports)], ...]
Files = Annotated[tuple[str, ...], Limited(min_length=1)]
CheckPrefix = Annotated[str, Described(pattern=r"^FW\d{0,3}$")]
"""The id of a check, or the beginning of several."""
CheckId = Annotated[str, Described(pattern=r"^FW\d{3}$")]
LevelName = Literal["note", "warning", "error"]
LevelOrOff = Literal["off", "note", "warning", "error"]


@dataclass(frozen=True, slots=True)
class ShownTable:
    """What exports (names or globs) show, and what they do not say themselves.

    `address_sets` and `port_sets` bind names that the exports use (`LocalSubnet`, `RPC`), and
    `with` names the files that complete them.
    """

    __pydantic_config__: ClassVar = _STRICT

    files: Files
    name: str = ""
    address_sets: dict[str, Networks] = field(default_factory=dict)
    port_sets: dict[str, Ports] = field(default_factory=dict)
    with_files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HostTable(ShownTable):
    """A host with a firewall of its own."""

    __pydantic_config__: ClassVar = _STRICT

    roles: tuple[str, ...] = ()
    addresses: Networks = ()
    profile: Literal["domain", "private", "public"] = "domain"
    interface: str = ""


@dataclass(frozen=True, slots=True)
class DeviceTable(ShownTable):
    """A router or firewall between the networks."""

    __pydantic_config__: ClassVar = _STRICT


@dataclass(frozen=True, slots=True)
class PerPathTable:
    """Checks to leave out on some files (names or globs), and levels that they have there."""

    __pydantic_config__: ClassVar = _STRICT

    files: Files
    ignore: tuple[CheckPrefix, ...] = ()
    levels: dict[CheckPrefix, LevelOrOff] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SuppressTable:
    """Findings of a check that a person has accepted, in files (a name or a glob).

    Only those on the rule of that name, at that entry or line, or for that requirement, where these
    are given. `until` is the last day.
    """

    __pydantic_config__: ClassVar = _STRICT

    check: CheckId
    file: str
    rule: str = ""
    entry: str = ""
    line: Annotated[int, Limited(ge=1)] | None = None
    requirement: str = ""
    reason: str = ""
    owner: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class SuppressionsFile:
    """A file that `suppressions` of a `fwlint.toml` names; paths start from where that lies."""

    __pydantic_config__: ClassVar = _STRICT

    suppress: tuple[SuppressTable, ...] = ()


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """A `fwlint.toml`, or `[tool.fwlint]` of a pyproject.toml; paths start from its own folder."""

    __pydantic_config__: ClassVar = _STRICT

    select: tuple[CheckPrefix, ...] = ()
    ignore: tuple[CheckPrefix, ...] = ()
    levels: dict[CheckPrefix, LevelOrOff] = field(default_factory=dict)
    fail_on: LevelName | None = None
    per_path: tuple[PerPathTable, ...] = ()
    suppress: tuple[SuppressTable, ...] = ()
    suppressions: tuple[str, ...] = ()
    rulesets: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    networks: dict[str, Networks] = field(default_factory=dict)
    parameters: dict[str, dict[str, Ports]] = field(default_factory=dict)
    host: tuple[HostTable, ...] = ()
    device: tuple[DeviceTable, ...] = ()
