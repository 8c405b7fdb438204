"""Running `fwlint` in a folder, as a user does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from fwlint.cli.main import main

Run = Callable[..., Result]

RULES = """\
*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT
-A INPUT -s 10.20.0.0/16 -p udp -m multiport --dports 67,69,4011 -j ACCEPT
-A INPUT -s 10.0.0.0/8 -p tcp -m multiport --dports 80,135,443,445,49152:65535 -j ACCEPT
-A INPUT -s 10.0.0.11 -p udp --dport 135 -j ACCEPT
COMMIT
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs fwlint in `tmp_path`, which holds a clean `clean.rules`."""
    (tmp_path / "clean.rules").write_text(RULES)
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str, stdin: bytes | None = None) -> Result:
        result = CliRunner().invoke(main, arguments, input=stdin)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return call
