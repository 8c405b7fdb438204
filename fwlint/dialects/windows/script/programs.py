"""Programs that a script runs, down to the calls of netsh and of cmdlets that they make.

Shells and starters run what they are given: `cmd /c`, `powershell -Command`, `Start-Process`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import reduce
from itertools import dropwhile
from operator import or_

from fwlint.dialects.windows.script.batch.script import read_batch
from fwlint.dialects.windows.script.command import (
    Call,
    Command,
    Netsh,
    Place,
    Program,
    Run,
    Unclear,
    Value,
    Word,
)
from fwlint.dialects.windows.script.powershell.script import read_powershell

_NAME = re.compile(r"(?:.*[\\/])?(?P<name>[^\\/]*?)(?:\.exe)?", re.IGNORECASE | re.DOTALL)
_CONCERNS = re.compile(r"advfirewall|netsh\s+firewall|-net(?:firewall|ipsec)", re.IGNORECASE)
_SWITCH = re.compile(r"[/-].*", re.DOTALL)
_POWERSHELL = ("powershell", "pwsh")
_STARTERS = dict.fromkeys(("start-process", "saps", "start"), ("f", "a"))
_EVALUATORS = dict.fromkeys(("invoke-expression", "iex"), ("c",))
"""Cmdlets that run other commands, and how the parameters begin that say which: FilePath,
ArgumentList and Args, or Command."""
_DEEPEST = 3
"""How many shells one in the other are followed."""


def resolve(commands: Iterable[Command], depth: int = 0) -> Iterator[Command]:
    """Yield the commands that `commands` come down to; a program that does not matter, to none."""
    for command in commands:
        if isinstance(command, Program):
            yield from _program(command, depth)
        elif isinstance(command, Call) and command.name in _STARTERS.keys() | _EVALUATORS.keys():
            yield from _program(Program(command.run, _words(command)), depth)
        else:
            yield command


def _program(program: Program, depth: int) -> Iterator[Command]:
    run, words = program.run, tuple(dropwhile(_is_call, program.words))
    if not words or not any(
        _CONCERNS.search(text) for text in (run.text, *(word.text for word in words))
    ):
        return
    name = _name(words[0])
    if name == "netsh":
        yield Netsh(run, words[1:])
    elif words[0].unknown and len(words) > 1 and words[1].text.lower() == "advfirewall":
        yield Netsh(_if_named(run, words[0]), words[1:])
    elif name == "start" and (first := _first_program(words)):
        yield from _program(Program(run, words[first:]), depth)
    elif name == "cmd" or name in _POWERSHELL:
        yield from _shell(run, name, words[1:], depth)
    elif name in _EVALUATORS:
        yield from _quoted(run, "powershell", words[1:], depth)
    elif not words[0].unknown:
        yield from _unclear(run, words)


def _first_program(words: tuple[Word, ...]) -> int:
    """Return which word is the program that `start` starts, behind a title and switches; or 0."""
    known = ("netsh", "cmd", *_POWERSHELL)
    return next((n for n, word in enumerate(words) if n and _name(word) in known), 0)


def _shell(run: Run, name: str, words: tuple[Word, ...], depth: int) -> Iterator[Command]:
    """Yield what a shell is told to run: what stands behind its switches."""
    concerned = next((n for n, word in enumerate(words) if _CONCERNS.search(word.text)), 0)
    switches = [n for n, word in enumerate(words[: concerned + 1]) if _SWITCH.fullmatch(word.text)]
    told = words[switches[-1] + 1 :] if switches else words
    if told and _name(told[0]) == "netsh":
        yield Netsh(run, told[1:])
    else:
        yield from _quoted(run, name, told, depth)


def _quoted(run: Run, shell: str, words: tuple[Word, ...], depth: int) -> Iterator[Command]:
    """Yield the commands of a text that is run by a shell."""
    unknown = next((word.unknown.computed for word in words if word.unknown.computed), "")
    text = " ".join(word.text for word in words)
    if unknown or not words or depth >= _DEEPEST:
        yield Unclear(run, f"what it runs is only known when it is run: {unknown or text}")
        return
    place = Place(run.span.path, quoted_at=words[0].span)
    read = read_powershell if shell in _POWERSHELL else read_batch
    commands = read(text, place, run.conditions)
    yield from resolve(commands, depth + 1)


def _words(call: Call) -> tuple[Word, ...]:
    """Return the words of the program that a cmdlet starts, or of the text it evaluates."""
    name = Word(call.name, call.run.span)
    told = [word for value in _told(call) for word in _items(value)]
    if call.name in _EVALUATORS or not told:
        return (name, *told)
    text = " ".join(word.text for word in told)
    unknown = reduce(or_, (word.unknown for word in told))
    shell = (Word("cmd", call.run.span), Word("/c", call.run.span))
    return (*shell, Word(text, told[0].span, unknown))


def _told(call: Call) -> Iterator[Value]:
    """Yield the values that say what to run, the program first."""
    named = {one.name[:1].lower(): one.value for one in call.parameters}
    first, *others = _STARTERS.get(call.name) or _EVALUATORS[call.name]
    values = (named.get(first), *call.positional, *map(named.get, others))
    return (value for value in values if value)


def _items(value: Value) -> Iterator[Word]:
    return (Word(item, value.span, value.unknown) for item in value.items)


def _if_named(run: Run, word: Word) -> Run:
    return replace(run, conditions=(*run.conditions, f"{word.text} is netsh"))


def _is_call(word: Word) -> bool:
    return _name(word) == "call"


def _name(word: Word) -> str:
    match = _NAME.fullmatch(word.text.strip("@'\"`"))
    return match["name"].lower() if match else ""


def _unclear(run: Run, words: tuple[Word, ...]) -> Iterator[Command]:
    yield Unclear(
        run,
        f"{words[0].text} may run a command that changes the firewall",
        "fwlint reads netsh and the cmdlets where they are commands of the script itself",
    )
