"""The shape of `fwlint.toml`, checked by pydantic."""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from fwlint.requirements.schema import parse_ports


def _is_ports(text: str | int) -> str | int:
    try:
        parse_ports(text)
    except ValueError:
        raise ValueError(f"expected a port or a range such as 1000-2000, not {text!r}") from None
    return text


def _network(text: object) -> IPv4Network | IPv6Network:
    return ip_network(str(text))


Networks = list[Annotated[IPv4Network | IPv6Network, BeforeValidator(_network)]]
Ports = Annotated[str | int, AfterValidator(_is_ports)]
Files = Annotated[list[str], Field(min_length=1)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ShownModel(_Model):
    """What exports (names or globs) show, and what they do not say themselves.

    `address_sets` and `port_sets` bind names that the exports use (`LocalSubnet`, `RPC`), and
    `with` names the files that complete them.
    """

    files: Files
    name: str = ""
    address_sets: dict[str, Networks] = {}
    port_sets: dict[str, list[Ports]] = {}
    with_files: list[str] = Field(default=[], alias="with")


class HostModel(ShownModel):
    """A host with a firewall of its own."""

    roles: list[str] = []
    addresses: Networks = []
    profile: Literal["domain", "private", "public"] = "domain"
    interface: str = ""


class DeviceModel(ShownModel):
    """A router or firewall between the networks."""


class ConfigModel(_Model):
    """A `fwlint.toml`; paths in it are relative to its own folder."""

    rulesets: list[str] = []
    features: list[str] = []
    networks: dict[str, Networks] = {}
    parameters: dict[str, dict[str, list[Ports]]] = {}
    host: list[HostModel] = []
    device: list[DeviceModel] = []
