"""One value of a firewall policy's registry keys, whatever file it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from fwlint.model.source import Span


class Origin(Enum):
    """Which store a value belongs to."""

    LOCAL = "local"
    """Below `SharedAccess\\Parameters\\FirewallPolicy`, or anywhere in an exported policy."""
    GROUP_POLICY = "Group Policy"
    """Below `SOFTWARE\\Policies\\Microsoft\\WindowsFirewall`."""


@dataclass(frozen=True, slots=True)
class RegistryValue:
    """A value. `keys` leads to it from the store's root, such as `("DomainProfile", "Logging")`.

    `data` is a REG_SZ, REG_EXPAND_SZ or a rule as text, a REG_DWORD or REG_QWORD as a number, and
    anything else as its bytes. `span` is its line, or its entry in a file without lines.
    """

    origin: Origin
    keys: tuple[str, ...]
    name: str
    data: str | int | bytes
    span: Span
