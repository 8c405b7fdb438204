"""Rules of the common model as a hive, as `netsh advfirewall export` saves the policy (.wfw)."""

from __future__ import annotations

from fwlint.dialects.rendering import Renderer
from fwlint.dialects.windows.hive.render.writer import write_hive
from fwlint.dialects.windows.registry.render.policy import LOCAL, policy_key
from fwlint.dialects.windows.render.renderer import WindowsRenderer
from fwlint.dialects.windows.script.render.netsh import add_rule
from fwlint.dialects.windows.store import Store

_ROOT = "{5D0B7E5C-6D52-4D5B-9C1C-2A8F3F2E7A11}"
"""The name of the root key means nothing; Windows makes up another one each time."""


def write(store: Store) -> bytes:
    """Return the hive for `store`."""
    return write_hive(policy_key(store, LOCAL), _ROOT)


RENDERER: Renderer = WindowsRenderer(add_rule, write)
