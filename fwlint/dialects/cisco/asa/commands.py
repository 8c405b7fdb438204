"""The commands that begin a section or stand alone; a first word says which one a line may be."""

from __future__ import annotations

import re
from collections.abc import Callable

from lark.exceptions import UnexpectedInput

from fwlint.dialects.cisco.addresses import FORMS
from fwlint.dialects.cisco.asa.behind import Route
from fwlint.dialects.cisco.asa.configuration import Binding, Configuration
from fwlint.dialects.cisco.asa.definitions import Definition
from fwlint.dialects.cisco.asa.interface import Interface
from fwlint.dialects.cisco.asa.lines import Part
from fwlint.dialects.cisco.asa.listing import access_list, removal, stray_entry
from fwlint.dialects.cisco.asa.sections import DefinitionSection, InterfaceSection, read_part
from fwlint.dialects.cisco.statements import Statement
from fwlint.dialects.cisco.words import MeaninglessError
from fwlint.dialects.grammar import refusal

Section = DefinitionSection | InterfaceSection
_PASSED_OVER = re.compile(r"\s*object(?:-group)?(?:-search|\s+(?:user|security)\s)")


def _definition(into: Configuration, statement: Statement) -> Section | None:
    if _PASSED_OVER.match(statement.text):
        return None
    try:
        rule, (name, *protocol) = read_part("section", statement.text)
    except UnexpectedInput as error:
        problem = refusal(into.source, statement.line, error, "header of a group")
        into.diagnostics.append(problem)
        return None
    new = Definition(rule, name, statement, "".join(protocol))
    return DefinitionSection(into, into.definitions.setdefault(name, new), statement.indent)


def _interface(into: Configuration, statement: Statement) -> Section:
    return InterfaceSection(into, statement.indent)


def _line(into: Configuration, statement: Statement) -> None:
    """Take in a line that the rule `command` of the grammar reads, whichever it is."""
    try:
        rule, words = read_part("command", statement.text)
    except UnexpectedInput as error:
        if statement.first == "access-group":
            problem = refusal(into.source, statement.line, error, "binding")
            into.diagnostics.append(problem)
        return
    match rule:
        case "binding":
            direction = "control-plane" if "control-plane" in words[3:] else words[1]
            into.bindings.append(Binding(words[0], words[2], direction, statement))
        case "global_binding":
            into.bindings.append(Binding(words[0], "", "in", statement))
        case "label":
            into.labels[words[1]] = words[0]
        case "route" | "route6":
            _route(into, rule, words)
        case _:
            _old_interface(into, rule, words, statement)


def _route(into: Configuration, rule: str, words: tuple[str, ...]) -> None:
    family, form, at = (4, "netmask", words[1:3]) if rule == "route" else (6, "prefix", words[1:2])
    at = tuple("0.0.0.0" if word == "0" else into.labels.get(word, word) for word in at)
    try:
        (network,) = FORMS[form](at).cubes
    except MeaninglessError:
        return
    into.routes.append(Route(family, words[0], network))


def _old_interface(
    into: Configuration, rule: str, words: tuple[str, ...], statement: Statement
) -> None:
    """Take in `nameif ethernet0 outside security0` or `ip address outside …`, as PIX 6 has them."""
    if rule == "old_interface":
        new = Interface(level=int(words[2].removeprefix("security")))
        new.named(words[1], into.span(statement))
        into.interfaces.append(new)
    for one in into.interfaces:
        if rule == "old_address" and one.name == words[0]:
            one.address(Part("ipv4_address", words[1:]))


def _ipv6(into: Configuration, statement: Statement) -> None:
    if statement.text.split()[1:2] == ["access-list"]:
        access_list(into, statement)
    else:
        _line(into, statement)


def _removal(into: Configuration, statement: Statement) -> None:
    said = statement.text.split()
    if said[1:] == ["sysopt", "connection", "permit-vpn"]:
        into.seen["no permit-vpn"] = statement
    elif "access-list" in said[1:4]:
        removal(into, statement)


def _hostname(into: Configuration, statement: Statement) -> None:
    into.hostname = " ".join(statement.text.split()[1:])


def _same_security(into: Configuration, statement: Statement) -> None:
    into.seen[" ".join(statement.text.split())] = statement


def _inspection(into: Configuration, statement: Statement) -> None:
    into.seen.setdefault(" ".join(statement.text.split()[:2]), statement)


def _crypto(into: Configuration, statement: Statement) -> None:
    if statement.text.split()[1:2] == ["map"]:
        into.seen.setdefault("vpn", statement)


def _notable(kind: str) -> Callable[[Configuration, Statement], None]:
    def note(into: Configuration, statement: Statement) -> None:
        into.seen.setdefault(kind, statement)

    return note


COMMANDS: dict[str, Callable[[Configuration, Statement], Section | None]] = {
    "access-group": _line,
    "access-list": access_list,
    "clear": _removal,
    "crypto": _crypto,
    "deny": stray_entry,
    "hostname": _hostname,
    "http": _notable("management"),
    "icmp": _notable("management"),
    "inspect": _inspection,
    "interface": _interface,
    "ip": _line,
    "ipv6": _ipv6,
    "name": _line,
    "nameif": _line,
    "nat": _notable("nat"),
    "no": _removal,
    "object": _definition,
    "object-group": _definition,
    "permit": stray_entry,
    "policy-map": _notable("policy-map"),
    "route": _line,
    "router": _notable("router"),
    "same-security-traffic": _same_security,
    "ssh": _notable("management"),
    "static": _notable("nat"),
    "telnet": _notable("management"),
    "tunnel-group": _notable("vpn"),
    **dict.fromkeys(("ASA", "PIX", "FWSM"), Configuration.read_version),
}
"""What takes in each command, by its first word, and returns the section it begins, if any."""
