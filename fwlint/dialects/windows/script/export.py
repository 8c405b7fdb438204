"""The whole script as an export of the common model."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.source import Source
from fwlint.dialects.windows.script.batch.script import read_batch
from fwlint.dialects.windows.script.cmdlets.call import run_call
from fwlint.dialects.windows.script.command import Call, Command, Netsh, Place, Remark, Unclear
from fwlint.dialects.windows.script.machine import Machine
from fwlint.dialects.windows.script.netsh.command import run_netsh
from fwlint.dialects.windows.script.powershell.script import read_powershell
from fwlint.dialects.windows.script.programs import resolve
from fwlint.dialects.windows.script.recognition import Shell, shell_of
from fwlint.dialects.windows.script.security import security_rules
from fwlint.dialects.windows.store import Store, assemble, unreadable
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.export import Export

_LINT_THE_COMPUTER = 'lint the computer\'s own rules: "netsh advfirewall export rules.wfw"'
_SCOPE = (
    "a script adds to what the computer has: only its own rules are judged, as if it is run to its "
    "end and every command of it succeeds"
)


def read_export(source: Source, dialect: str) -> Export:
    """Return what a script leaves behind on a computer that has no rules of its own."""
    machine = Machine()
    for command in _commands(source):
        _run(machine, command)
    machine.finish()
    if not machine.changed:
        message = "this script does nothing to Windows Firewall"
        trouble = Diagnostic(source.span(0), Trouble.UNREADABLE, message, _LINT_THE_COMPUTER)
        return unreadable(source, dialect, trouble)
    scope = Diagnostic(source.span(1), Trouble.ASSUMED, _SCOPE, _LINT_THE_COMPUTER)
    return assemble(
        source,
        dialect,
        Store(
            rules=machine.rules(),
            settings=machine.profiles.settings(),
            connection_security=security_rules(machine.security, source.surroundings),
        ),
        diagnostics=[*source.diagnostics, scope, *machine.diagnostics],
        settings_hint=_LINT_THE_COMPUTER,
    )


def _commands(source: Source) -> Iterator[Command]:
    text = "\n".join(source.lines)
    place = Place.of_file(source.path, source.lines)
    read = read_batch if shell_of(source) is Shell.BATCH else read_powershell
    return resolve(read(text, place))


def _run(machine: Machine, command: Command) -> None:
    if isinstance(command, Netsh):
        run_netsh(machine, command)
    elif isinstance(command, Call):
        run_call(machine, command)
    elif isinstance(command, Unclear):
        machine.not_understood(command.run, command.reason, command.hint)
    elif isinstance(command, Remark):
        machine.assume(command.run, command.message)
