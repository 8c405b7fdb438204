"""Hostile and broken scripts: nothing is raised, nothing hangs, no rule is lost in silence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fwlint.dialects.source import read_source
from fwlint.dialects.windows.script import DIALECT
from fwlint.dialects.windows.script.recognition import is_script
from fwlint.model.diagnostic import Trouble
from fwlint.model.export import Export
from fwlint.model.rule import Action
from tests.work import calls

ADD = "netsh advfirewall firewall add rule name=web dir=in action=allow"
NEW = "New-NetFirewallRule -DisplayName web"
SHELLS = ("script.bat", "script.ps1")
WORDS = (
    *(ADD, NEW, "netsh advfirewall firewall", "set rule", "delete rule name=all", "new enable=no"),
    *("Set-NetFirewallRule", "Get-NetFirewallRule", "Remove-NetFirewallRule", "New-NetIPsecRule"),
    *("Set-NetFirewallProfile", "-DisplayName", "-LocalPort", "-Protocol TCP", "-Enabled", "True"),
    *(
        "cmd /c",
        "powershell -Command",
        "iex",
        "Start-Process",
        "if",
        "else",
        "try",
        "return",
        "foreach",
    ),
    *(
        "goto",
        ":label",
        "exit /b",
        "rem",
        "set x=1",
        "%x%",
        "!x!",
        "%%i",
        "$x",
        "$x=",
        "@x",
        "$p.y",
    ),
    *(
        "'",
        '"',
        "“",
        "`",
        "^",
        "\\",
        "(",
        ")",
        "{",
        "}",
        "@(",
        "@{",
        "$(",
        "${",
        "[",
        "]",
        "<#",
        "#>",
    ),
    *("#", "@'\n", "\n'@", ",", ";", "|", "||", "&", "&&", "=", ">", "2>&1", "<", "*", "-", "--%"),
    *("\n", "\n", "`\n", "^\n", " ", "  ", "\0", "\ufffd", "localport=80", "protocol=icmpv4:8,0"),
    *("profile=any", "80,443", "reset", "import x", "consec", "portopening TCP 80 x", "opmode"),
)


def parse(name: str, text: str) -> Export:
    return DIALECT.parse(read_source(name, text.encode("utf-8", "replace")))


def is_told(read: Export, line: int) -> bool:
    """Return whether a rule or a complaint stands in a line."""
    spans = [rule.span for policy in read.policies.values() for rule in policy.rules]
    spans += [one.span for one in read.diagnostics if one.trouble is not Trouble.ASSUMED]
    return any(span.line == line for span in spans)


@settings(max_examples=100)
@given(st.sampled_from(SHELLS), st.lists(st.sampled_from(WORDS), max_size=40), st.booleans())
def test_any_mixture_of_a_scripts_words_is_read(name: str, words: list[str], spaced: bool) -> None:
    text = (" " if spaced else "").join(words)
    source = read_source(name, text.encode())
    is_script(source)
    read = DIALECT.parse(source)
    for policy in read.policies.values():
        for rule in policy.rules:
            assert rule.conditions or rule.action is not Action.UNKNOWN


@settings(max_examples=100)
@given(st.sampled_from(SHELLS), st.text(st.characters(exclude_characters="\0"), max_size=200))
def test_any_text_is_read(name: str, text: str) -> None:
    parse(name, text)
    assert is_told(parse(name, f"{ADD}\n{text}"), 1)


@settings(max_examples=100)
@given(
    st.sampled_from([("script.bat", ADD), ("script.ps1", ADD), ("script.ps1", NEW)]),
    st.text(st.characters(codec="utf-8", exclude_characters="\n\r#&|;`^@\0"), max_size=60),
)
def test_a_rule_that_is_added_is_a_rule_or_a_complaint_whatever_follows(
    command: tuple[str, str], more: str
) -> None:
    name, start = command
    assert is_told(parse(name, f"{start} {more}\n"), 1)


@pytest.mark.parametrize("name", SHELLS)
@pytest.mark.parametrize(
    "piece",
    [
        *("(", "{", "'", '"', "$(", "${", "`", '`"', '@"\n', "<#", "%a", "!a", "^\n", '\\"', "a|"),
        *("2>", "$x=", "a = ", "if ", ":a\n", "goto a\n", "[", "@{a=1;", f"{NEW} ("),
    ],
)
def test_what_is_repeated_without_end_takes_linear_time(name: str, piece: str) -> None:
    def work(times: int) -> int:
        return calls(lambda: parse(name, f"{ADD}\n{piece * times}"))

    work(100)
    assert work(6000) < 5 * work(1500)
