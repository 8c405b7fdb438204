"""How a script is told from a document that speaks of one, and batch from PowerShell."""

from __future__ import annotations

import re
from enum import Enum, auto
from itertools import islice
from pathlib import PurePath

from fwlint.dialects.source import Source


class Shell(Enum):
    """What runs a script."""

    BATCH = auto()
    POWERSHELL = auto()


_NETSH = re.compile(
    r"""
    (?:^|[;{(|&=])\s*                                       # where a command can begin
    (?:@|[&.]\s*|call\s+|start\s+(?:"[^"]*"\s+)?(?:/\w+\s+){0,5}|cmd(?:\.exe)?\s+/c\s+"?){0,4}+
    (?:"[^"]*\\|[\w%$:~\\]+\\)?netsh(?:\.exe)?"?\s+
    (?:advfirewall\s+(?:(?:firewall|consec)\s+(?:add|set|delete)|set|reset|import)
      |firewall\s+(?:add|set|delete|reset))\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CMDLET = re.compile(
    r"""
    (?:^|[;{(|&=])\s*
    (?:New|Set|Remove|Enable|Disable)-Net(?:Firewall(?:Rule|Profile|\w+Filter)|IPsecRule)
    (?:\s+[-–@`$"'*]|\s*(?:[|;})]|$))                       # and no prose behind it
    """,
    re.VERBOSE | re.IGNORECASE,
)
_IN_BATCH = re.compile(
    r"\s*(?:[@(]\s*|call\s+)*(?:powershell|pwsh)(?:\.exe)?\s.*?-Net(?:Firewall|IPsec)\w+\s",
    re.IGNORECASE,
)
_FENCES = ("```", "~~~")
_MOST_LINES = 1000
_LONGEST = 1000
"""Of how many lines that speak of the firewall, and how much of each, is looked at."""

_ONLY_BATCH = re.compile(
    r"\s*(?:@?echo\s+off|rem\s|::|@?setlocal|goto\s|if\s+(?:not\s+)?exist\s)", re.IGNORECASE
)
_ONLY_POWERSHELL = re.compile(
    r"\s*(?:\$\w+\s*=|param\s*\(|function\s|Write-Host\s|#requires|<#)", re.IGNORECASE
)
_SUFFIXES = {
    ".bat": Shell.BATCH,
    ".cmd": Shell.BATCH,
    ".ps1": Shell.POWERSHELL,
    ".psm1": Shell.POWERSHELL,
}


def is_script(source: Source) -> bool:
    """Return whether a line is a command that changes Windows Firewall, outside of a document.

    Text with fenced code in it, and markup, only speaks of commands.
    """
    spoken = (line[:_LONGEST] for line in source.lines if _speaks(line))
    if not any(map(_is_command, islice(spoken, _MOST_LINES))):
        return False
    first = next(line.strip() for line in source.lines if line.strip())
    is_markup = first.startswith("<") and not first.startswith("<#")
    return not is_markup and not any(line.startswith(_FENCES) for line in source.lines)


def shell_of(source: Source) -> Shell:
    """Return what runs a script: by its name, or else by what only one of the shells knows."""
    by_name = _SUFFIXES.get(PurePath(source.path).suffix.lower())
    if by_name:
        return by_name
    if any(map(_ONLY_BATCH.match, source.lines)):
        return Shell.BATCH
    tells = (_ONLY_POWERSHELL.match, _CMDLET.search)
    is_powershell = any(tell(line) for tell in tells for line in source.lines)
    return Shell.POWERSHELL if is_powershell else Shell.BATCH


def _speaks(line: str) -> bool:
    folded = line.lower()
    return "netsh" in folded or "-net" in folded


def _is_command(line: str) -> bool:
    return bool(_NETSH.search(line) or _CMDLET.search(line) or _IN_BATCH.match(line))
