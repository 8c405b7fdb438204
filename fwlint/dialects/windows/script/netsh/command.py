"""One call of netsh carried out: which command it is, and what it does to the computer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from lark.exceptions import UnexpectedInput

from fwlint.dialects.grammar import refusal
from fwlint.dialects.source import Source
from fwlint.dialects.windows.script.command import Netsh
from fwlint.dialects.windows.script.machine import Machine
from fwlint.dialects.windows.script.netsh.arguments import Arguments
from fwlint.dialects.windows.script.netsh.older import add_port, add_program, set_mode
from fwlint.dialects.windows.script.netsh.profiles import set_policy, set_state
from fwlint.dialects.windows.script.netsh.rules import add_rule, delete_rule, set_rule
from fwlint.dialects.windows.script.netsh.security import (
    add_security_rule,
    delete_security_rule,
    set_security_rule,
)
from fwlint.dialects.windows.script.syntax import parse, tokens
from fwlint.model.diagnostic import Diagnostic

_COMMANDS: dict[str, Callable[[Machine, Arguments], None]] = {
    "add_rule": add_rule,
    "set_rule": set_rule,
    "delete_rule": delete_rule,
    "add_security_rule": add_security_rule,
    "set_security_rule": set_security_rule,
    "delete_security_rule": delete_security_rule,
    "set_state": set_state,
    "set_policy": set_policy,
    "add_port": add_port,
    "add_program": add_program,
    "set_mode": set_mode,
}


def run_netsh(machine: Machine, command: Netsh) -> None:
    """Do to `machine` what a call of netsh does; what is not understood may do anything."""
    text = "\n".join(word.text.replace("\n", " ") for word in command.words)
    try:
        tree = parse("netsh", text)
    except UnexpectedInput as error:
        machine.refuse(command.run, _refusal(command, error))
        return
    if tree.data == "reset":
        machine.reset(command.run)
    elif tree.data == "import_":
        names = [str(token) for token in tokens(tree)]
        machine.replace_all(command.run, " ".join(names) or "the imported file")
    elif tree.data != "unheeded":
        _COMMANDS[tree.data](machine, Arguments(command, list(tree.children)))


def _refusal(command: Netsh, error: UnexpectedInput) -> Diagnostic:
    """Return the diagnostic for a call; the grammar has a line for each of its words."""
    number = min(max(getattr(error, "line", 1) or 1, 1), len(command.words))
    word = command.words[number - 1] if command.words else None
    span = word.span if word else command.run.span
    error.column = max(error.column if isinstance(error.column, int) else 1, 1)
    line = Source(span.path, b"", (word.text if word else "",))
    return replace(refusal(line, 1, error, "netsh command"), span=span)
