"""Rules of the common model as a Registry.pol, the file of a Group Policy: [MS-GPREG] 2.2.1."""

from __future__ import annotations

from struct import pack

from fwlint.dialects.rendering import Renderer
from fwlint.dialects.windows.registry.render.policy import GROUP_POLICY, flat, policy_key
from fwlint.dialects.windows.render.renderer import WindowsRenderer
from fwlint.dialects.windows.script.render.netsh import add_rule
from fwlint.dialects.windows.store import Store

_PATH = r"Software\Policies\Microsoft\WindowsFirewall"
_HEADER = b"PReg\x01\0\0\0"
_REG_SZ, _REG_DWORD = 1, 4


def write(store: Store) -> bytes:
    """Return the file for `store`."""
    instructions = [
        _instruction(path, name, value)
        for path, values in flat(_PATH, policy_key(store, GROUP_POLICY))
        for name, value in values.items()
    ]
    return _HEADER + b"".join(instructions)


def _instruction(key: str, name: str, value: str | int) -> bytes:
    if isinstance(value, int):
        kind, data = _REG_DWORD, pack("<I", value)
    else:
        kind, data = _REG_SZ, _utf_16(f"{value}\0")
    fields = (_utf_16(f"{key}\0"), _utf_16(f"{name}\0"), pack("<I", kind), pack("<I", len(data)))
    return _utf_16("[") + _utf_16(";").join((*fields, data)) + _utf_16("]")


def _utf_16(text: str) -> bytes:
    return text.encode("utf-16-le")


RENDERER: Renderer = WindowsRenderer(add_rule, write)
