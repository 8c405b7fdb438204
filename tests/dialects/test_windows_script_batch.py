"""How batch files are read: words, variables, blocks and jumps, and what is not certain in them."""

from __future__ import annotations

import pytest

from fwlint.analysis.verdict import Kind
from tests.dialects.test_windows_script_netsh import (
    ADD,
    TO_WEB,
    WEB,
    complaints,
    conditions,
    inbound,
    kind,
)


@pytest.mark.parametrize(
    "text",
    [
        f"@{WEB}",
        f"call {WEB}",
        f'start "" /wait {WEB}',
        f"start /b {WEB} >nul 2>&1",
        f"cmd /c {WEB}",
        f'cmd.exe /C "{WEB}"',
        f'cmd /c "echo first && {WEB}"',
        f"echo one & {WEB} && echo two",
        f"({WEB})",
        f"{WEB} || echo failed",
        WEB.replace(" dir=in ", " ^\n   dir=in "),
        f"set LOCAL=1\r\n{WEB}\r\n".replace("\n", "\r\n"),
        f"echo y| {WEB}",
        f"goto next\n:next\n{WEB}",
        f":: a comment\n{WEB}",
    ],
)
def test_a_command_is_found_wherever_batch_runs_one(text: str) -> None:
    assert complaints(text) == []
    assert kind(text) is Kind.OPEN


@pytest.mark.parametrize(
    "text",
    [
        f"rem {WEB}",
        f"REM first & {WEB}",
        f":: {WEB}",
        f"echo {WEB} > later.bat",
        f"title {WEB}",
    ],
)
def test_what_batch_does_not_run_makes_no_rule(text: str) -> None:
    assert [rule.name for rule in inbound(f"{ADD}name=other dir=in action=allow\n{text}")] == [
        "other"
    ]


def test_a_variable_that_is_set_once_is_its_value() -> None:
    text = f'set PORT=443\nset "NAME=Web Server"\n{WEB} localport=%Port%'.replace(
        "localport=443 ", ""
    ).replace("name=web", 'name="%NAME%"')
    assert complaints(text) == []
    assert kind(text) is Kind.OPEN
    assert inbound(text)[0].name == "Web Server"


@pytest.mark.parametrize(
    "before",
    [
        "",
        "set PORT=443\nset PORT=80",
        "set /p PORT=Which port? ",
        "set /a PORT=400+43",
        "if exist web.txt set PORT=443",
        "set PORT=%1",
        "if %1==x goto over\nset PORT=443\n:over",
    ],
)
def test_a_variable_that_may_be_anything_leaves_the_port_open(before: str) -> None:
    text = f"{before}\n{WEB.replace('443', '%PORT%')}"
    (complaint,) = complaints(text)
    assert complaint.message == "localport is only known when the script is run: %PORT%"
    assert conditions(text) == ("localport %PORT%",)
    assert kind(text, "udp 198.51.100.7:5 > 192.0.2.20:443") is Kind.CLOSED


def test_a_program_may_be_where_the_environment_says() -> None:
    text = f'{WEB} program="%ProgramFiles(x86)%\\Web\\web.exe"'
    assert complaints(text) == []
    assert conditions(text) == (r"program %ProgramFiles(x86)%\Web\web.exe",)


def test_a_program_that_the_script_computes_is_said() -> None:
    (complaint,) = complaints(f'set /p EXE=\n{WEB} program="%EXE%"')
    assert complaint.message == "program is only known when the script is run: %EXE%"


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        (f"if exist web.txt {WEB}", "inside if exist web.txt"),
        (f"if not defined X (\n  {WEB}\n)", "inside if not defined X"),
        (f"if exist x (\n  echo\n) else (\n  {WEB}\n)", "inside else"),
        (f"if exist x echo one & {WEB}", ""),
        (f"if exist x call one & {WEB}", "inside if exist x"),
        (f"for %%p in (a b) do {WEB}", "inside for %%p in (a b) do"),
        (f"net session || {WEB}", "what stands before || in line 1 fails"),
        (f"if %1==x goto over\n{WEB}\n:over", "line 1 does not jump to over"),
        (f"call :sub\nexit /b\n:sub\n{WEB}", "something jumps behind line 2"),
        (f"goto :eof\n{WEB}", "something jumps behind line 1"),
    ],
)
def test_what_is_not_run_for_certain_is_conditional(text: str, condition: str) -> None:
    if condition:
        assert conditions(text) == (condition,)
    assert complaints(text) == []


def test_behind_its_label_everything_that_goes_on_has_come_together() -> None:
    text = (
        f"if '%errorlevel%' NEQ '0' ( goto uac ) else ( goto admin )\n:uac\nexit /b\n:admin\n{WEB}"
    )
    assert kind(text) is Kind.OPEN


def test_a_comment_with_two_colons_is_no_label() -> None:
    text = f"if %1==x goto admin\n:: admin rights are needed\n{WEB}\n:admin"
    assert conditions(text) == ("line 1 does not jump to admin",)


def test_a_loop_leaves_its_variable_open() -> None:
    text = f"for %%p in (80 443) do {WEB.replace('443', '%%p')}"
    assert conditions(text) == ("inside for %%p in (80 443) do", "localport %%p")
    assert [one.message for one in complaints(text)] == [
        "localport is only known when the script is run: %%p"
    ]


def test_a_cmdlet_in_a_batch_file_is_read_as_powershell_reads_it() -> None:
    call = "New-NetFirewallRule -DisplayName 'Web Server' -Protocol TCP -LocalPort 443"
    for text in (
        f'powershell -Command "{call} | Out-Null"',
        f'@powershell.exe -NoProfile -ExecutionPolicy Bypass -Command "& {{ {call} }}" >nul',
        f'powershell "{call}; exit"',
        f"powershell -Command \"Start-Process netsh -ArgumentList '{WEB.removeprefix('netsh ')}'\"",
    ):
        assert complaints(text) == [], text
        assert kind(text) is Kind.OPEN, text


def test_another_program_may_run_what_it_is_given() -> None:
    text = f"psexec \\\\fs01 {WEB}"
    (complaint,) = complaints(text)
    assert complaint.message.startswith("psexec may run a command that changes the firewall")
    assert kind(text) is Kind.CONDITIONAL


def test_a_command_that_cmd_cannot_read_is_not_read() -> None:
    text = f"{WEB} remoteip={','.join(['198.51.100.7'] * 700)}"
    (complaint,) = complaints(text)
    assert complaint.message == "this is longer than the 8191 characters that cmd reads"
    assert kind(text) is Kind.CONDITIONAL


def test_a_broken_quote_costs_its_own_command_only() -> None:
    text = f'{ADD}name="broken dir=in action=allow\n{WEB}'
    (complaint,) = complaints(text)
    assert complaint.span.line == 1
    assert len(inbound(text)) == 2
    assert inbound(text)[1].conditions == ()


def test_a_rule_stands_where_its_command_begins_and_says_it_on_one_line() -> None:
    text = "@echo off\r\n  " + WEB.replace(" dir=in", " ^\r\n dir=in")
    (rule,) = inbound(text)
    assert (rule.span.line, rule.span.column) == (2, 3)
    assert rule.text == WEB


def test_the_same_packets_are_opened_by_rules_with_a_label_before_them() -> None:
    assert kind(f": Windows_advfirewall in Policy\n: $Id:$\n{WEB}", TO_WEB) is Kind.OPEN
