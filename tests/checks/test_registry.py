"""Every check is found by itself, wherever its folder is."""

from __future__ import annotations

import subprocess
import sys

from fwlint.registry import all_checks


def test_checks_on_packets_and_a_dialects_own_are_found_in_the_order_of_their_ids() -> None:
    ids = [check.id for check in all_checks()]
    assert ids == sorted(ids)
    assert {"FW101", "FW151"} <= set(ids)


def test_finding_them_loads_no_parser() -> None:
    program = "import sys, fwlint.registry as r; r.all_checks(); sys.exit('lark' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
