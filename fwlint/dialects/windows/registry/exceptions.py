"""The exceptions that Windows kept before it had firewall rules: open ports, programs, services.

Their keys are below those of the profiles. Group Policy has templates for them to this day, and
tools write them, but what a Windows since Vista makes of each is not documented: each is a rule
under the condition that it is heeded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from fwlint.dialects.windows import literals
from fwlint.dialects.windows.firewall_rule import FirewallRule
from fwlint.dialects.windows.match import ANYWHERE, Addresses, Protocol
from fwlint.dialects.windows.registry.profiles import text_of
from fwlint.dialects.windows.registry.syntax import OPEN_PORT, OPEN_PROGRAM, parse
from fwlint.dialects.windows.registry.value import RegistryValue
from fwlint.model import protocols
from fwlint.model.bitset import BitSet
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.export import Direction
from fwlint.model.rule import Action

if TYPE_CHECKING:
    from lark import Token, Tree

HEEDED = "Windows heeds this exception, which is of the kind it kept before Windows Vista"

_LISTS = {
    ("globallyopenports", "list"): OPEN_PORT,
    ("authorizedapplications", "list"): OPEN_PROGRAM,
}
_SWITCHES = ("services", "remoteadminsettings", "icmpsettings")
"""Keys in which a number other than 0 opens what Windows knows by itself."""
_MERGING = "allowuserprefmerge"
"""Whether local exceptions are heeded beside those of Group Policy."""


def is_known(value: RegistryValue, keys: tuple[str, ...]) -> bool:
    """Return whether a value below a profile, in `keys`, is an exception or speaks of them."""
    switch = bool(keys) and keys[0] in _SWITCHES
    merging = len(keys) == 1 and value.name.lower() == _MERGING
    return keys in _LISTS or switch or merging


def read_exception(
    value: RegistryValue,
    keys: tuple[str, ...],
    profiles: tuple[int, ...],
    diagnostics: list[Diagnostic],
) -> Iterator[FirewallRule]:
    """Yield the rule that a value below a profile, in `keys`, stands for, if it is one.

    What is not understood joins `diagnostics`, and is a rule that may open anything.
    """
    rule = FirewallRule(
        name=value.name,
        span=value.span,
        text=text_of(value),
        action=Action.ACCEPT,
        directions=(Direction.IN,),
        profiles=BitSet.of(profiles),
        others=(HEEDED,),
    )
    if keys in _LISTS:
        yield _listed(rule, value, _LISTS[keys], diagnostics)
    elif keys[0] in _SWITCHES and isinstance(value.data, int) and value.data:
        icmp = keys[0] == "icmpsettings"
        yield replace(rule, protocol=Protocol.number(protocols.ICMP)) if icmp else rule


def _listed(
    rule: FirewallRule, value: RegistryValue, start: str, diagnostics: list[Diagnostic]
) -> FirewallRule:
    from lark.exceptions import UnexpectedInput

    try:
        return _read(rule, parse(start, value.data if isinstance(value.data, str) else ""))
    except (UnexpectedInput, ValueError) as error:
        reason = f": {error}" if isinstance(error, ValueError) else ""
        message = f"this is no entry of the list of exceptions{reason}"
        expected = "port:TCP" if start == OPEN_PORT else "program"
        hint = f"expected {expected}:scope:Enabled:name"
        diagnostics.append(Diagnostic(value.span, Trouble.NOT_UNDERSTOOD, message, hint, rule.text))
        return replace(rule, others=("this exception is not understood", *rule.others))


def _read(rule: FirewallRule, tree: Tree[Token]) -> FirewallRule:
    words = {token.type: str(token) for token in tree.scan_values(lambda _: True)}
    rule = replace(
        rule,
        name=words.get("TEXT", rule.name),
        enabled=words["STATUS"].lower() == "enabled",
        remote=_scope(next(tree.find_data("scope"))),
        program=words.get("PROGRAM", ""),
    )
    if tree.data != OPEN_PORT:
        return rule
    port, transport = (str(token) for token in tree.children[:2])
    return replace(
        rule, protocol=literals.protocol(transport), local_ports=literals.port_list([(port,)])
    )


def _scope(tree: Tree[Token]) -> Addresses:
    if not tree.children:
        return ANYWHERE
    words = {
        form: [[str(token) for token in node.children] for node in tree.find_data(form)]
        for form in ("address4", "network4", "range4", "local_subnet")
    }
    keywords = ["LocalSubnet"] * bool(words["local_subnet"])
    networks = [*words["address4"], *words["network4"]]
    return literals.address_list(networks, words["range4"], keywords)
