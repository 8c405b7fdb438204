"""One rule of the common model as `-A` lines."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address
from itertools import product

from fwlint.dialects.iptables.render.options import alternatives
from fwlint.dialects.iptables.translation import written
from fwlint.dialects.rendering import CannotRenderError
from fwlint.model.addresses import BITS, AddressSet
from fwlint.model.rule import Action, Rewrite, Rule

_TARGETS = {
    Action.ACCEPT: "-j ACCEPT",
    Action.DENY: "-j DROP",
    Action.RETURN: "-j RETURN",
    Action.CONTINUE: "",
}


def rule_lines(rule: Rule, policy: str, families: tuple[int, ...] = (4, 6)) -> tuple[str, ...]:
    """Return the lines that say `rule`, in the chain that `policy` names, for `families`.

    Raises CannotRenderError for what no option of iptables says.
    """
    if rule.action is Action.REWRITE:
        original = written(rule)
        if original is None:
            return ()
        rule = original
    chain = policy.rpartition("/")[2]
    lines = (
        " ".join(filter(None, (f"-A {chain}", *words, *_conditions(rule), _comment(rule), target)))
        for box in rule.packets
        if box.family in families
        for target in [_target(rule, box.family)]
        for words in product(*alternatives(box))
    )
    return tuple(dict.fromkeys(lines))


def _conditions(rule: Rule) -> Iterator[str]:
    for condition in rule.conditions:
        if not condition.startswith(("-", "! -")):
            raise CannotRenderError(f"iptables has no option for the condition {condition!r}")
        yield condition


def _comment(rule: Rule) -> str:
    if not rule.name:
        return ""
    text = rule.name.replace("\\", "\\\\").replace('"', '\\"')
    return f'-m comment --comment "{text}"'


def _target(rule: Rule, family: int) -> str:
    if rule.action is Action.JUMP:
        return f"-j {rule.target.rpartition('/')[2]}"
    if rule.action is Action.GOTO:
        return f"-g {rule.target.rpartition('/')[2]}"
    if rule.action is Action.REWRITE and rule.rewrite:
        return _translation(rule.rewrite, family)
    if rule.action not in _TARGETS:
        raise CannotRenderError(f"iptables has no target for the action {rule.action.value}")
    return _TARGETS[rule.action]


def _translation(rewrite: Rewrite, family: int) -> str:
    ports = ""
    if rewrite.destination_port:
        (start, end), *others = rewrite.destination_port.spans
        if others:
            raise CannotRenderError("a translation goes to one port or one range of ports")
        ports = str(start) if start + 1 == end else f"{start}-{end - 1}"
    if rewrite.to_this_host:
        return f"-j REDIRECT --to-ports {ports}" if ports else "-j REDIRECT"
    if rewrite.destination is None:
        return f"-j DNAT --to-destination :{ports}"
    first, last = _ends(rewrite.destination, family)
    kind = IPv4Address if family == 4 else IPv6Address
    addresses = str(kind(first)) if first == last else f"{kind(first)}-{kind(last)}"
    if ports and family == 6:
        addresses = f"[{addresses}]"
    return f"-j DNAT --to-destination {addresses}{':' if ports else ''}{ports}"


def _ends(addresses: AddressSet, family: int) -> tuple[int, int]:
    """Return the first and the last address of a set without gaps."""
    everything = (1 << BITS[family]) - 1
    first = min(value for value, _ in addresses.cubes)
    last = max(value | ~care & everything for value, care in addresses.cubes)
    if not addresses.covers(AddressSet.range(first, last, family)):
        raise CannotRenderError("a translation goes to one address or one range of addresses")
    return first, last
