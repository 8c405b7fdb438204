"""How PowerShell scripts are read: quotes, lists, variables, blocks and pipelines."""

from __future__ import annotations

import pytest

from fwlint.analysis.verdict import Kind, Verdict
from fwlint.model.diagnostic import Trouble
from tests.dialects import test_windows_script_netsh as netsh
from tests.dialects.test_windows_script_netsh import WEB, export

NEW = "New-NetFirewallRule -DisplayName web -Protocol TCP -LocalPort 443"


def kind(text: str, packet: str = netsh.TO_WEB) -> Kind:
    return judge(text, packet).kind


def judge(text: str, packet: str = netsh.TO_WEB) -> Verdict:
    return netsh.judge(text, packet, name="rules.ps1")


def conditions(text: str) -> tuple[str, ...]:
    return netsh.conditions(text, name="rules.ps1")


def complaints(text: str) -> list[str]:
    return [one.message for one in netsh.complaints(text, "rules.ps1")]


def names(text: str) -> list[str]:
    return [rule.name for rule in netsh.inbound(text, "rules.ps1")]


@pytest.mark.parametrize(
    "text",
    [
        NEW.upper(),
        f"NetSecurity\\{NEW}",
        f"& {NEW}",
        f"&{{ {NEW} }}",
        f"$rule = {NEW} | Out-Null",
        f"[void]({NEW})",
        f"$null=({NEW})",
        f"Write-Host 'one'; {NEW}; Write-Host 'two'",
        f"try {{ {NEW} }} catch {{ }}",
        f"try\n{{\n  {NEW}\n}}\nfinally\n{{\n}}",
        f"do {{ }}\nwhile ($x)\n{NEW}",
        f"{NEW} -EA SilentlyContinue 2>$null >> log.txt",
        f"Get-Item x && {NEW}",
        NEW.replace(" -Protocol", " `\n   -Protocol").replace(" -Local", "  `\r\n-Local"),
        NEW.replace("-LocalPort 443", "-LocalPort:443"),
        NEW.replace("-LocalPort", "-LocalP").replace("-Protocol", "-Proto"),
        NEW.replace(" -", " –"),
        NEW.replace("443", "'443'").replace("web", "“web”"),
        NEW.replace("443", "80,\n  443"),
        NEW.replace("443", "80 , 443"),
        NEW.replace("443", '@("80", 443)'),
        NEW.replace("443", "@(\n  '80'\n  '400-500'\n)"),
        NEW.replace("443", "(443)"),
        NEW.replace("443", "$Port") + "\n$x = 1",
        f"<# help #>\n#Requires -RunAsAdministrator\n{NEW} # a comment",
        f"cmd /c '{WEB}'",
        f"cmd.exe /c {WEB}",
        f"netsh.exe {WEB.removeprefix('netsh')}",
        WEB.replace("name=web", "'name=Web Server'"),
        WEB.replace("name=web", 'name="Web Server"'),
        f"Invoke-Expression '{WEB}'",
        'iex "' + NEW.replace("web", '`"web`"') + '"',
        f"Start-Process netsh -ArgumentList '{WEB.removeprefix('netsh ')}' -Wait",
        f"Start-Process -FilePath netsh.exe -Args {','.join(WEB.split()[1:])}",
        f'& "$env:SystemRoot\\System32\\netsh.exe" {WEB.removeprefix("netsh ")}',
        f"$netsh = 'C:\\Windows\\System32\\netsh.exe'\n& $netsh {WEB.removeprefix('netsh ')}",
    ],
)
def test_a_command_is_found_wherever_powershell_runs_one(text: str) -> None:
    before = "$port = 443\n" if "$Port" in text else ""
    assert complaints(before + text) == []
    assert kind(before + text) is Kind.OPEN


@pytest.mark.parametrize(
    "text",
    [
        f"# {NEW}",
        f"<#\n{NEW}\n#>",
        f"Write-Host '{NEW}'",
        f'Write-Host "first\n{NEW}\n"',
        f"$help = @'\n{NEW}\n'@",
        "Get-Help New-NetFirewallRule",
        f"Write-Host {NEW}",
    ],
)
def test_what_powershell_does_not_run_makes_no_rule(text: str) -> None:
    assert names(f"New-NetFirewallRule -DisplayName other\n{text}") == ["other"]


def test_a_table_of_parameters_is_read_where_it_was_filled_right_before() -> None:
    table = "$p = @{\n  DisplayName = 'web'; Protocol='TCP'\n  LocalPort = 80, 443 # both\n}\n"
    assert kind(f"{table}New-NetFirewallRule @p") is Kind.OPEN
    again = f"{table}New-NetFirewallRule @p\n{table.replace('443', '22')}New-NetFirewallRule @p"
    assert kind(again, "tcp 198.51.100.7:5 > 192.0.2.20:22") is Kind.OPEN
    assert complaints(again) == []


@pytest.mark.parametrize(
    "between", ["$p.LocalPort = 80", "$p['LocalPort'] = 80", "$p += @{}", "if ($x) { $p = @{} }"]
)
def test_a_table_that_may_have_changed_leaves_the_rule_open(between: str) -> None:
    text = f"$p = @{{ DisplayName = 'web' }}\n{between}\nNew-NetFirewallRule @p"
    assert complaints(text) == ["what @p holds is only known when the script is run"]
    assert kind(text) is Kind.CONDITIONAL


@pytest.mark.parametrize(
    "before",
    [
        "",
        "param([int]$port = 443)",
        "param(\n  [Parameter()]\n  [int] $port\n)",
        "$port = 443\n$port = 80",
        "$port = Get-Port",
        "if ($x) { $port = 443 }",
        "foreach ($port in 80, 443) { }",
        "$port = 443\n$port++",
        "$port = 400 + 43",
        "$port = $other",
    ],
)
def test_a_variable_that_may_be_anything_leaves_the_port_open(before: str) -> None:
    text = f"{before}\n{NEW.replace('443', '$port')}"
    assert complaints(text) == ["LocalPort is only known when the script is run: $port"]
    assert conditions(text) == ("LocalPort $port",)
    assert kind(text, "udp 198.51.100.7:5 > 192.0.2.20:443") is Kind.CLOSED


def test_a_variable_assigned_later_does_not_count() -> None:
    assert conditions(f"{NEW.replace('443', '$port')}\n$port = 443") == ("LocalPort $port",)


def test_a_constant_is_put_into_strings_and_lists_of_constants_into_lists() -> None:
    text = f"$ports = 80, '443'\n$n = 'web'\n{NEW.replace('443', '$ports')}"
    assert kind(text) is Kind.OPEN
    assert names(text.replace("-DisplayName web", '-DisplayName "my ${n} ($n)"')) == [
        "my web (web)"
    ]


def test_whatever_else_computes_a_value_is_shown_as_the_script_spells_it() -> None:
    for value in ("(Get-Port -Name x)", "$($x.Port)", "$x.Port", '"4$x"', "[int]$x"):
        (complaint,) = complaints(NEW.replace("443", value))
        assert complaint.startswith("LocalPort is only known when the script is run: ")


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        (f"if ($x) {{ {NEW} }}", "inside if ($x)"),
        (f"if ($x)\n{{\n  {NEW}\n}}", "inside if ($x)"),
        (f"if ($x) {{ }} else {{ {NEW} }}", "inside else"),
        (f"foreach ($a in $b) {{ {NEW} }}", "inside foreach ($a in $b)"),
        (f"1..3 | ForEach-Object {{ {NEW} }}", "inside ForEach-Object"),
        (f"function Open-Web {{ {NEW} }}", "inside function Open-Web"),
        (f"try {{ }} catch {{ {NEW} }}", "inside catch"),
        (f"Get-Item x || {NEW}", "what stands before || in line 1 fails"),
        (f"Invoke-Command -ScriptBlock {{ {NEW} }}", "inside Invoke-Command -ScriptBlock"),
        (f"& $tool {WEB.removeprefix('netsh ')}", "$tool is netsh"),
    ],
)
def test_what_is_not_run_for_certain_is_conditional(text: str, condition: str) -> None:
    assert conditions(text) == (condition,)
    assert complaints(text) == []


def test_behind_its_end_a_script_runs_nothing() -> None:
    text = f"New-NetFirewallRule -DisplayName other\nreturn\n{NEW}"
    assert names(text) == ["other"]
    assumed = export(text, "rules.ps1").diagnostics[-1]
    assert assumed.trouble is Trouble.ASSUMED
    assert assumed.message == "this is not run, because the script has ended before it"


def test_an_ending_inside_a_block_is_no_end() -> None:
    assert kind(f"if ($x) {{ return }}\n{NEW}") is Kind.OPEN


def test_a_broken_quote_costs_its_own_command_only() -> None:
    text = f"New-NetFirewallRule -DisplayName 'broken -Protocol TCP\n{NEW}\nWrite-Host 'x'"
    assert complaints(text) == ["a quote in this command is never closed"]
    assert names(text) == ["", "web"]
    assert netsh.inbound(text, "rules.ps1")[1].conditions == ()


def test_a_comment_that_is_never_closed_hides_what_may_be_anything() -> None:
    assert kind(f"<# never closed\n{NEW}") is Kind.CONDITIONAL
    assert complaints(f"{NEW}\n<# never closed") == [
        "this is never closed, so that all that follows is a part of it"
    ]


def test_a_string_that_is_run_but_not_known_may_do_anything() -> None:
    text = 'Invoke-Expression "netsh advfirewall firewall add rule name=$x dir=in action=allow"'
    assert complaints(text) == ["what it runs is only known when it is run: $x"]
    assert kind(text) is Kind.CONDITIONAL


def test_a_complaint_points_at_the_value() -> None:
    (found,) = netsh.complaints(f"\n{NEW} `\n   -RemoteAddress web.corp.example", "rules.ps1")
    assert (found.span.line, found.span.column) == (3, 19)
