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


def _says(text: str) -> Described:
    return Described(description=text)


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

    files: Annotated[Files, _says("The exports, by name or glob.")]
    name: Annotated[str, _says("What people call it.")] = ""
    address_sets: Annotated[
        dict[str, Networks], _says("What names of address sets stand for, such as LocalSubnet.")
    ] = field(default_factory=dict)
    port_sets: Annotated[
        dict[str, Ports], _says("What names of port sets stand for, such as RPC.")
    ] = field(default_factory=dict)
    with_files: Annotated[
        tuple[str, ...], _says("Files that complete the exports, such as those of ipset.")
    ] = ()


@dataclass(frozen=True, slots=True)
class HostTable(ShownTable):
    """A host with a firewall of its own."""

    __pydantic_config__: ClassVar = _STRICT

    roles: Annotated[tuple[str, ...], _says("What the host is, as ruleset/role.")] = ()
    addresses: Annotated[Networks, _says("Its own addresses.")] = ()
    profile: Annotated[
        Literal["domain", "private", "public"],
        _says("The profile of Windows Firewall that is judged."),
    ] = "domain"
    interface: Annotated[str, _says("The interface that its peers come in by.")] = ""


@dataclass(frozen=True, slots=True)
class DeviceTable(ShownTable):
    """A router or firewall between the networks."""

    __pydantic_config__: ClassVar = _STRICT


@dataclass(frozen=True, slots=True)
class PerPathTable:
    """Checks to leave out on some files (names or globs), and levels that they have there."""

    __pydantic_config__: ClassVar = _STRICT

    files: Annotated[Files, _says("The exports, by name or glob.")]
    ignore: Annotated[tuple[CheckPrefix, ...], _says("Checks to leave out on them.")] = ()
    levels: Annotated[dict[CheckPrefix, LevelOrOff], _says("Levels of checks on them.")] = field(
        default_factory=dict
    )


@dataclass(frozen=True, slots=True)
class SuppressTable:
    """Findings of a check that a person has accepted, in files (a name or a glob).

    Only those on the rule of that name, at that entry or line, or for that requirement, where these
    are given. `until` is the last day.
    """

    __pydantic_config__: ClassVar = _STRICT

    check: Annotated[CheckId, _says("The check whose findings are accepted.")]
    file: Annotated[str, _says("The export, by name or glob.")]
    rule: Annotated[str, _says("Only findings on the rule of this name.")] = ""
    entry: Annotated[str, _says("Only findings at this entry of a file without lines.")] = ""
    line: Annotated[Annotated[int, Limited(ge=1)] | None, _says("Only findings at this line.")] = (
        None
    )
    requirement: Annotated[str, _says("Only findings for this requirement.")] = ""
    reason: Annotated[str, _says("Why; without a reason, FW901 is found.")] = ""
    owner: Annotated[str, _says("Who answers for it.")] = ""
    until: Annotated[date | None, _says("The last day; FW902 is found afterwards.")] = None


@dataclass(frozen=True, slots=True)
class SuppressionsFile:
    """A file that `suppressions` of a `fwlint.toml` names; paths start from where that lies."""

    __pydantic_config__: ClassVar = _STRICT

    suppress: Annotated[tuple[SuppressTable, ...], _says("What is accepted.")] = ()


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """A `fwlint.toml`, or `[tool.fwlint]` of a pyproject.toml; paths start from its own folder."""

    __pydantic_config__: ClassVar = _STRICT

    select: Annotated[tuple[CheckPrefix, ...], _says("The checks to run; else all.")] = ()
    ignore: Annotated[
        tuple[CheckPrefix, ...], _says("Checks to leave out; the longer of two ids counts.")
    ] = ()
    levels: Annotated[dict[CheckPrefix, LevelOrOff], _says("Levels of checks.")] = field(
        default_factory=dict
    )
    fail_on: Annotated[
        LevelName | None, _says("The lowest level that makes the exit code 1; else warning.")
    ] = None
    per_path: Annotated[
        tuple[PerPathTable, ...], _says("Checks and levels on some of the exports.")
    ] = ()
    suppress: Annotated[tuple[SuppressTable, ...], _says("Findings that are accepted.")] = ()
    suppressions: Annotated[tuple[str, ...], _says("Files that hold more such tables.")] = ()
    rulesets: Annotated[
        tuple[str, ...], _says("Rulesets of your own, and built-in ones that no role names.")
    ] = ()
    features: Annotated[
        tuple[str, ...], _says("Features to turn on, as ruleset/feature, or off, after a !.")
    ] = ()
    networks: Annotated[
        dict[str, Networks], _says("Where the holders of a role live, by ruleset/role.")
    ] = field(default_factory=dict)
    parameters: Annotated[
        dict[str, dict[str, Ports]], _says("Ports that the site has changed, by ruleset.")
    ] = field(default_factory=dict)
    host: Annotated[tuple[HostTable, ...], _says("The hosts with a firewall of their own.")] = ()
    device: Annotated[
        tuple[DeviceTable, ...], _says("The routers and firewalls between the networks.")
    ] = ()
