"""A tree as the text that regedit and hivexregedit import."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fwlint.dialects.windows.hive.render.writer import Tree, typed


def as_reg(tree: Tree) -> str:
    """Return `tree` as the text of a .reg file; its root is the hive's."""
    return "\n".join(["Windows Registry Editor Version 5.00", *_key("", tree), ""])


def _key(path: str, tree: Tree) -> Iterator[str]:
    yield f"\n[{path or chr(92)}]"
    for name, value in tree.items():
        if not isinstance(value, Mapping):
            kind, data = typed(value)
            quoted = name.replace("\\", "\\\\").replace('"', '\\"')
            yield f'"{quoted}"=hex({kind:x}):{data.hex(",")}'
    for name, value in tree.items():
        if isinstance(value, Mapping):
            yield from _key(f"{path}\\{name}", value)
