"""How scripts are told from other files, and what is said where there is nothing to read."""

from __future__ import annotations

import subprocess
import sys

import pytest

from fwlint.dialects.source import Source, read_source
from fwlint.dialects.windows.script import DIALECT
from fwlint.dialects.windows.script.recognition import Shell, shell_of
from fwlint.model.diagnostic import Trouble
from tests.dialects.test_windows_script_netsh import WEB, export

NEW = "New-NetFirewallRule -DisplayName web -Protocol TCP -LocalPort 443"


def source(text: str, name: str = "rules.txt", encoding: str = "utf-8") -> Source:
    return read_source(name, text.encode(encoding))


@pytest.mark.parametrize(
    "text",
    [
        WEB,
        f"@echo off\n  @{WEB.upper()}",
        f'cmd /c "{WEB}"',
        f'start "" /wait {WEB}',
        r'"C:\Windows\System32\netsh.exe" advfirewall reset',
        "if (1) { netsh advfirewall set allprofiles state off }",
        "netsh firewall add portopening TCP 80 Web",
        NEW,
        f"$rule = {NEW}",
        f"  try {{ {NEW} }} catch {{}}",
        "Get-NetFirewallRule -DisplayName x | Remove-NetFirewallRule",
        "New-NetFirewallRule @parameters",
        "New-NetFirewallRule `\n  -DisplayName web",
        "Set-NetFirewallProfile -All -Enabled False",
        f'powershell -Command "{NEW}"',
        "<#\n.SYNOPSIS\n#>\n" + NEW,
    ],
)
def test_a_command_that_changes_the_firewall_makes_a_script(text: str) -> None:
    assert DIALECT.recognises(source(text))
    assert DIALECT.recognises(source(text, encoding="utf-16"))


@pytest.mark.parametrize(
    "text",
    [
        f"Run {WEB} as an administrator.",
        f"Then run `{WEB}`",
        f"```\n{WEB}\n```",
        f"# Open the port\n\n```powershell\n{NEW}\n```\n",
        "New-NetFirewallRule creates a rule.",
        "netsh advfirewall firewall show rule name=all",
        f"<unattend><CommandLine>\n{WEB}\n</CommandLine></unattend>",
        f"os.system('{WEB}')",
        f"RUN {WEB}",
        f"- {WEB}",
        f"C:\\>{WEB.replace('add', 'show')}",
        "iptables -A INPUT -p tcp --dport 443 -j ACCEPT",
        "access-list 101 permit tcp any any eq 443",
        "Rule Name:      web\n" + "-" * 70 + "\nEnabled:        Yes\n",
        "DisplayName : web\nDirection : Inbound\nAction : Allow\n",
    ],
)
def test_what_only_speaks_of_commands_is_no_script(text: str) -> None:
    assert not DIALECT.recognises(source(text))


@pytest.mark.parametrize(
    ("name", "text", "shell"),
    [
        ("a.bat", NEW, Shell.BATCH),
        ("a.CMD", NEW, Shell.BATCH),
        ("a.ps1", WEB, Shell.POWERSHELL),
        ("a.txt", WEB, Shell.BATCH),
        ("a.txt", f"@echo off\npowershell -Command {NEW}", Shell.BATCH),
        ("a.txt", f"{NEW}\n{WEB}", Shell.POWERSHELL),
        ("a.txt", f"$port = 443\n{WEB}", Shell.POWERSHELL),
    ],
)
def test_the_shell_goes_by_the_name_or_by_what_only_one_knows(
    name: str, text: str, shell: Shell
) -> None:
    assert shell_of(source(text, name)) is shell


def test_a_script_that_does_nothing_to_the_firewall_is_unreadable() -> None:
    read = export("@echo off\necho hello\n")
    assert read.policies == {}
    (diagnostic,) = read.diagnostics
    assert diagnostic.trouble is Trouble.UNREADABLE


def test_bytes_that_are_no_text_are_said() -> None:
    read = DIALECT.parse(read_source("a.bat", f"rem caf\xe9\n{WEB}".encode("latin-1")))
    assert any("is not UTF-8 text" in one.message for one in read.diagnostics)
    assert len(read.policies["Inbound"].rules) == 1


def test_the_dialect_is_imported_without_lark() -> None:
    code = "import sys, fwlint.dialects.windows.script; sys.exit('lark' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
