"""Others read the same hives: regipy, which is installed for the tests, and hivex, where it is."""

from __future__ import annotations

import shutil
import subprocess
from base64 import b64decode
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from fwlint.dialects.windows.hive.key import Key, read_root
from fwlint.dialects.windows.hive.render.writer import Tree, Typed, write_hive

FIXTURES = Path(__file__).parent.parent / "fixtures" / "windows"
WHOLE = sorted([*FIXTURES.glob("hive_server/*.wfw"), *FIXTURES.glob("hive_user/*.dat")])
MANY: Tree = {
    "FirewallRules": {f"{{{n:08}}}": f"v2.10|Action=Allow|Name={n}|" for n in range(2000)},
    "Keys": {f"Key {n}": {"n": n, "ключ": "значение"} for n in range(1200)},
    "Types": {
        "empty": "",
        "long": "규칙 " * 30_000,
        "path": Typed(2, "%windir%\0".encode("utf-16-le")),
        "bytes": bytes(range(256)),
        "number": 0xFFFFFFFE,
        "large": Typed(11, (2**63 + 5).to_bytes(8, "little")),
    },
}

Values = Counter[tuple[str, ...]]
"""Each value as its path and, last, what it holds."""


def ours(hive: Path) -> Values:
    found: Values = Counter()
    waiting: list[tuple[tuple[str, ...], Key]] = [((), read_root(hive.read_bytes()))]
    while waiting:
        path, key = waiting.pop()
        found.update((*path, one.name, repr(one.decoded())) for one in key.values())
        waiting += [((*path, one.name), one) for one in key.subkeys.values()]
    return found


def of_regipy(hive: Path) -> Values:
    registry = pytest.importorskip("regipy.registry")
    found: Values = Counter()
    waiting: list[tuple[tuple[str, ...], Any]] = [((), registry.RegistryHive(str(hive)).root)]
    while waiting:
        path, key = waiting.pop()
        for one in key.iter_values(trim_values=False):
            found[*path, one.name, repr(one.value)] += 1
        waiting += [((*path, one.name), one) for one in key.iter_subkeys()]
    return found


def of_hivex(hive: Path) -> Values:
    if not shutil.which("hivexml"):
        pytest.skip("hivexml is not installed (Debian: libhivex-bin)")
    printed = subprocess.run(["hivexml", str(hive)], capture_output=True, check=True).stdout
    (root,) = ElementTree.fromstring(printed).findall("node")
    found: Values = Counter()
    waiting: list[tuple[tuple[str, ...], ElementTree.Element]] = [((), root)]
    while waiting:
        path, node = waiting.pop()
        for one in node.findall("value"):
            found[*path, one.get("key", ""), repr(_of_xml(one))] += 1
        waiting += [((*path, one.get("name", "")), one) for one in node.findall("node")]
    return found


def _of_xml(value: ElementTree.Element) -> str | int | bytes:
    text, bits = value.get("value", ""), {"int32": 32, "int64": 64}.get(value.get("type", ""))
    if bits:
        return int(text) & ((1 << bits) - 1)
    return b64decode(text) if value.get("encoding") == "base64" else text


def as_regipy_names(values: Values) -> Values:
    """Return `values` with names as regipy reads those that are stored a byte a character."""

    def name(text: str) -> str:
        plain = all(ord(c) < 256 for c in text)
        return text.encode("latin-1").decode("ascii", "replace") if plain else text

    return Counter({(*map(name, path[:-1]), path[-1]): n for path, n in values.items()})


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    hive = tmp_path_factory.mktemp("hive") / "many.wfw"
    hive.write_bytes(write_hive(MANY))
    return hive


@pytest.mark.parametrize("hive", WHOLE, ids=lambda path: str(path.name))
def test_regipy_reads_the_same_from_the_fixtures(hive: Path) -> None:
    assert of_regipy(hive) == as_regipy_names(ours(hive))


@pytest.mark.parametrize("hive", WHOLE, ids=lambda path: str(path.name))
def test_hivex_reads_the_same_from_the_fixtures(hive: Path) -> None:
    assert of_hivex(hive) == ours(hive)


def test_regipy_reads_the_same_from_long_lists_and_of_every_type(many: Path) -> None:
    assert of_regipy(many) == as_regipy_names(ours(many))


def test_hivex_reads_the_same_from_long_lists_and_of_every_type(many: Path) -> None:
    assert of_hivex(many) == ours(many)
