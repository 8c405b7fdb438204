"""The hives among the fixtures, written anew from the texts beside them: `python -m tools.hive`.

One of them is made by Debian's hivexregedit (libwin-hivex-perl), which lays its records out in
another way than Windows and than our own writer do: long data in one cell.
"""

from __future__ import annotations

import subprocess
import tomllib
from pathlib import Path
from struct import pack_into, unpack_from

from fwlint.dialects.windows.hive.render.writer import PAGE, write_hive
from tools.hive.registry_text import as_reg

FIXTURES = Path(__file__).parents[2] / "tests" / "fixtures" / "windows"
ROOT = "{6F9A1C52-0B7E-4C58-9A4D-2F1B7C9E1234}"


def main() -> None:
    server = FIXTURES / "hive_server"
    policy = tomllib.loads((server / "policy.toml").read_text("utf-8"))
    whole = write_hive(policy, ROOT)
    (server / "policy.wfw").write_bytes(whole)
    (server / "policy_by_hivex.wfw").write_bytes(write_hive({}, ROOT))
    _merge(as_reg(policy), server / "policy_by_hivex.wfw")
    (FIXTURES / "hive_truncated" / "policy.wfw").write_bytes(whole[: 2 * PAGE + 1234])
    (FIXTURES / "hive_cyclic" / "policy.wfw").write_bytes(_cyclic())
    user = FIXTURES / "hive_user"
    tree = tomllib.loads((user / "ntuser.toml").read_text("utf-8"))
    (user / "ntuser.dat").write_bytes(write_hive(tree, "ROOT"))


def _merge(reg: str, hive: Path) -> None:
    command = ["hivexregedit", "--merge", str(hive)]
    subprocess.run(command, input=reg.encode(), check=True)


def _cyclic() -> bytes:
    """Return a policy whose profile has, as its only subkey, the root."""
    hive = bytearray(write_hive({"DomainProfile": {"EnableFirewall": 1, "Logging": {}}}, ROOT))
    (root,) = unpack_from("<I", hive, 36)
    logging = hive.index(b"Logging") - 76 - 4 - PAGE
    entry = hive.index(logging.to_bytes(4, "little"), hive.index(b"lh"))
    pack_into("<I", hive, entry, root)
    return bytes(hive)


if __name__ == "__main__":
    main()
