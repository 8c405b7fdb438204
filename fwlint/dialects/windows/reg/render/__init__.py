"""Rules of the common model as a .reg file, as Registry Editor exports the computer's policy."""

from __future__ import annotations

from codecs import BOM_UTF16_LE
from collections.abc import Iterator

from fwlint.dialects.rendering import Renderer
from fwlint.dialects.windows.registry.render.policy import LOCAL, flat, policy_key
from fwlint.dialects.windows.render.renderer import WindowsRenderer
from fwlint.dialects.windows.script.render.netsh import add_rule
from fwlint.dialects.windows.store import Store

_PATH = (
    r"HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy"
)


def write(store: Store) -> bytes:
    """Return the file for `store`, in UTF-16 as Windows writes it."""
    text = "".join(f"{line}\r\n" for line in _lines(store))
    return BOM_UTF16_LE + text.encode("utf-16-le")


def _lines(store: Store) -> Iterator[str]:
    yield "Windows Registry Editor Version 5.00"
    for path, values in flat(_PATH, policy_key(store, LOCAL)):
        yield ""
        yield f"[{path}]"
        for name, value in values.items():
            data = f"dword:{value:08x}" if isinstance(value, int) else _quoted(value)
            yield f"{_quoted(name)}={data}"
    yield ""


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


RENDERER: Renderer = WindowsRenderer(add_rule, write)
