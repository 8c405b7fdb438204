"""What a packet meets between two interfaces: lists, and security levels where no list is bound.

After the access rules of Cisco's "ASA Series Firewall CLI Configuration Guide": the list of the
interface that it comes in by, then the global list, then the implicit deny; where neither is bound,
the security levels decide. Then comes the list of the interface that it goes out by.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from fwlint.dialects.cisco.asa.access_list import everything
from fwlint.dialects.cisco.asa.configuration import Binding, Configuration
from fwlint.dialects.cisco.asa.interface import Interface
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule
from fwlint.model.source import Span

_SAME_LEVEL = "same-security-traffic permit inter-interface"
_AFTER_GLOBAL = "the security levels still let {} reach {} where the global list has nothing to say"


@dataclass(slots=True)
class Stages:
    """Names the policies between interfaces, and makes those that are no list themselves.

    `policies` holds the lists; others are put in as they are needed. `bound` holds the bindings by
    interface and direction, but for those to lists that filter no IP packets. `going_on` names the
    lists whose end leads on to something else than the implicit deny.
    """

    configuration: Configuration
    policies: dict[str, Policy]
    bound: dict[tuple[str, str], list[Binding]] = field(default_factory=dict)
    going_on: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for one in self.configuration.bindings:
            if one.list_name not in self.configuration.unread:
                self.bound.setdefault((one.interface, one.direction), []).append(one)
        for (_, direction), bindings in self.bound.items():
            if direction == "control-plane" or (direction == "in" and ("", "in") in self.bound):
                self.going_on |= {one.list_name for one in bindings}

    def binding(self, interface: str, direction: str, family: int) -> Binding | None:
        """Return the last binding of an interface, or of all where it is "", for a family."""
        for one in reversed(self.bound.get((interface, direction), [])):
            written = self.configuration.lists.get(one.list_name)
            if written is None or family in self.configuration.families_of(written):
                return one
        return None

    def between(self, near: Interface, far: Interface, family: int) -> tuple[str, ...]:
        """Return the policies that packets of a family meet from one interface to another."""
        stages = [self.entering(near, far, family)]
        listed = any(self.binding(name, "in", family) for name in (near.name, ""))
        if listed and self._alike(near, far):
            stages.append(self._same_level(near, far))
        return (*stages, *self.leaving(far.name, family))

    def leaving(self, interface: str, family: int) -> tuple[str, ...]:
        """Return the list that packets meet on their way out of an interface, if there is one."""
        found = self.binding(interface, "out", family)
        return (self._to_the_end(found),) if found else ()

    def entering(self, near: Interface, far: Interface | None, family: int) -> str:
        """Return the policy that packets meet as they come in."""
        own = self.binding(near.name, "in", family)
        general = self.binding("", "in", family)
        if own and not general:
            return self._to_the_end(own)
        if general:
            return self._in_turn(near, far, [one for one in (own, general) if one])
        return self._by_level(near, far)

    def entered(self, binding: Binding) -> str:
        """Return the policy of a bound list, which may not be defined."""
        name = binding.list_name
        if name not in self.policies:
            text = f"list {name} is not defined"
            span = self.configuration.span(binding.statement)
            policy = Policy(name, (), Action.UNKNOWN, text, span, default_conditions=(text,))
            self.policies[name] = policy
            self.configuration.misses(binding.statement, text, "define it, or unbind it")
        return name

    def _to_the_end(self, binding: Binding) -> str:
        """Return a policy that goes through a list, and then to the implicit deny."""
        name = self.entered(binding)
        if name not in self.going_on:
            return name
        alone = f"{name} alone"
        span = self.configuration.span(binding.statement)
        rules = (self._jump(binding, span),)
        self.policies.setdefault(alone, Policy(alone, rules, Action.DENY, "implicit deny", span))
        return alone

    def _in_turn(self, near: Interface, far: Interface | None, bindings: list[Binding]) -> str:
        """Return the policy that goes through the interface's list, and then through the global."""
        *_, last = bindings
        doubtful = len(bindings) == 1 and far is not None and self._downhill(near, far)
        if len(bindings) == 1 and not doubtful:
            return self._to_the_end(last)
        way = f"{near.name} to {far.name}: " if far and doubtful else ""
        name = way + ", then ".join(one.list_name for one in bindings)
        if name not in self.policies:
            spans = [self.configuration.span(one.statement) for one in bindings]
            rules = tuple(map(self._jump, bindings, spans))
            doubt = (_AFTER_GLOBAL.format(near.name, far.name),) if far and doubtful else ()
            action = Action.UNKNOWN if doubt else Action.DENY
            text = "implicit deny behind the global list"
            self.policies[name] = Policy(
                name, rules, action, text, spans[0], default_conditions=doubt
            )
        return name

    def _jump(self, binding: Binding, span: Span) -> Rule:
        text = binding.statement.text.strip()
        return Rule(everything((4, 6)), Action.JUMP, span, text, target=self.entered(binding))

    def _by_level(self, near: Interface, far: Interface | None) -> str:
        """Return the policy of the security levels, which decide where no list is bound."""
        if far is None or near.level is None or far.level is None:
            conditions = (f"no list is bound to {near.name}, whose security level is not said",)
            return self._made(near, "security level", Action.UNKNOWN, conditions[0], conditions)
        if near.level > far.level:
            text = f"no list is bound: from security level {near.level} to lower ones all passes"
            return self._made(near, "to lower security levels", Action.ACCEPT, text)
        if near.level < far.level:
            text = f"no list is bound: from security level {near.level} to higher ones none passes"
            return self._made(near, "to higher security levels", Action.DENY, text)
        return self._equal(near)

    def _equal(self, near: Interface) -> str:
        allowed = _SAME_LEVEL in self.configuration.seen
        action, passes = (Action.ACCEPT, "all passes") if allowed else (Action.DENY, "none passes")
        text = f"no list is bound: between security levels {near.level} {passes}"
        return self._made(near, "to the same security level", action, text)

    def _downhill(self, near: Interface, far: Interface) -> bool:
        """Return whether security levels alone might let packets pass."""
        if near.level is None or far.level is None or near.level > far.level:
            return True
        return near.level == far.level and _SAME_LEVEL in self.configuration.seen

    def _alike(self, near: Interface, far: Interface) -> bool:
        same = near.level is not None and near.level == far.level
        return same and _SAME_LEVEL not in self.configuration.seen

    def _same_level(self, near: Interface, far: Interface) -> str:
        """Return a policy for interfaces of one level: whether a list suffices is not agreed on."""
        condition = f"{near.name} and {far.name} may talk without `{_SAME_LEVEL}`"
        name = f"{near.name} and {far.name}"
        return self._made(near, f"to {far.name}", Action.UNKNOWN, name, (condition,))

    def _made(
        self,
        near: Interface,
        what: str,
        action: Action,
        text: str,
        conditions: tuple[str, ...] = (),
    ) -> str:
        name = f"{near.name} {what}"
        span = near.span or Span(self.configuration.source.path)
        if name not in self.policies:
            self.policies[name] = Policy(
                name, (), action, text, span, default_span=near.span, default_conditions=conditions
            )
        return name
