"""Rules and settings as commands of netsh, for the command prompt and for batch files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from fwlint.dialects.rendering import CannotRenderError
from fwlint.dialects.windows.firewall_rule import FirewallRule
from fwlint.dialects.windows.limits import ANY_SERVICE
from fwlint.dialects.windows.match import ANY_PORTS, ANY_PROTOCOLS, ANYWHERE, Addresses, Ports
from fwlint.dialects.windows.render import spelling
from fwlint.dialects.windows.script.vocabulary import TERMS
from fwlint.dialects.windows.settings import About
from fwlint.dialects.windows.store import Store
from fwlint.model.box import ANY_ICMP, ANY_PROFILE, PROFILES
from fwlint.model.export import Direction
from fwlint.model.rule import Action

_ADD = "netsh advfirewall firewall add rule"
_DIRECTIONS = {Direction.IN: "in", Direction.OUT: "out"}
_ACTIONS = {Action.ACCEPT: "allow", Action.DENY: "block", Action.BYPASS: "bypass"}
_PORT_KEYWORDS = {word: word for word in ("RPC", "IPHTTPS", "Teredo")}
_ADDRESS_KEYWORDS = {
    word: word for word in ("LocalSubnet", "DNS", "DHCP", "WINS", "DefaultGateway")
}
_ONLY_NAMES = ("group",)
"""Fields without an argument that have no say in what a rule does."""

_PLAIN = re.compile(r"[\w.,:/*-]+")
_SPECIAL = re.compile(r"[&|<>^()]")
_VARIABLE = re.compile(r"%\w+(\(x86\))?%")
_BETWEEN_MARKS = re.compile(r"!\w+!")
"""What cmd takes for a variable where a batch file has that enabled."""
_SEEN_AS_QUOTE = re.compile(r"\\(?=\"|$)")


def add_rule(rule: FirewallRule) -> Iterator[str]:
    """Yield the commands that add `rule`, one for each ICMP type; its group is not said.

    Raises CannotRenderError for what netsh has no argument for, and for texts in which cmd would
    see something else.
    """
    if rule.others:
        raise CannotRenderError(f"netsh has no argument for {rule.others[0]}")
    for protocol in _protocols(rule):
        words = [_ADD]
        for term in TERMS:
            value = protocol if term.field == "protocol" else _VALUES[term.field](rule)
            if value and term.netsh:
                words.append(f"{term.netsh}={value}")
            elif value and term.field not in _ONLY_NAMES:
                raise CannotRenderError(f"netsh has no argument for {term.field}")
        yield " ".join(words)


def script(store: Store) -> bytes:
    """Return a batch file that sets the profiles and adds the rules of `store`."""
    lines = ["@echo off", "chcp 65001 >nul", *_settings(store)]
    lines += [line for rule in store.rules for line in add_rule(rule)]
    return "".join(f"{line}\r\n" for line in lines).encode()


def _settings(store: Store) -> Iterator[str]:
    said = {(one.profile, one.about): one.value for one in store.settings}
    for profile, name in enumerate(PROFILES):
        state = "on" if said[profile, About.FIREWALL_ON] else "off"
        inbound = "allowinbound" if said[profile, About.INBOUND_ALLOWED] else "blockinbound"
        if not said[profile, About.EXCEPTIONS_ALLOWED]:
            inbound = "blockinboundalways"
        outbound = "allowoutbound" if said[profile, About.OUTBOUND_ALLOWED] else "blockoutbound"
        yield f"netsh advfirewall set {name}profile state {state}"
        yield f"netsh advfirewall set {name}profile firewallpolicy {inbound},{outbound}"


def _protocols(rule: FirewallRule) -> Iterator[str]:
    """Yield the protocol, once for each of its ICMP types, or "" for any."""
    word = "" if rule.protocol == ANY_PROTOCOLS else spelling.protocol(rule.protocol).lower()
    if rule.icmp == ANY_ICMP:
        yield word
        return
    for type_, code in spelling.icmp_types(rule.icmp):
        yield f"{word}:{type_},{code or 'any'}"


def _addresses(addresses: Addresses) -> str:
    if addresses == ANYWHERE:
        return ""
    return ",".join(spelling.address_list(addresses, _ADDRESS_KEYWORDS))


def _ports(ports: Ports) -> str:
    return "" if ports == ANY_PORTS else ",".join(spelling.port_list(ports, _PORT_KEYWORDS))


def _profiles(rule: FirewallRule) -> str:
    if rule.profiles == ANY_PROFILE:
        return ""
    return ",".join(PROFILES[profile] for profile in rule.profiles)


def _service(rule: FirewallRule) -> str:
    return "any" if rule.service == ANY_SERVICE else _quoted(rule.service)


_VALUES: dict[str, Callable[[FirewallRule], str]] = {
    "name": lambda rule: f'"{_escaped(rule.name)}"',
    "group": lambda rule: rule.group,
    "directions": lambda rule: _DIRECTIONS[rule.directions[0]],
    "action": lambda rule: _ACTIONS[rule.action],
    "enabled": lambda rule: "" if rule.enabled else "no",
    "profiles": _profiles,
    "icmp": lambda _: "",
    "local": lambda rule: _addresses(rule.local),
    "remote": lambda rule: _addresses(rule.remote),
    "local_ports": lambda rule: _ports(rule.local_ports),
    "remote_ports": lambda rule: _ports(rule.remote_ports),
    "program": lambda rule: _quoted(rule.program, variables=True),
    "service": _service,
    "package": lambda rule: rule.package,
    "owner": lambda rule: rule.owner,
    "interface_types": lambda rule: ",".join(rule.interface_types),
    "interfaces": lambda rule: ",".join(rule.interfaces),
    "local_users": lambda rule: rule.local_users,
    "remote_users": lambda rule: _quoted(rule.remote_users),
    "remote_computers": lambda rule: _quoted(rule.remote_computers),
    "security": lambda rule: rule.security,
    "edge": lambda rule: rule.edge,
}
"""The value of each field as netsh has it, or "" where the field says nothing."""


def _quoted(text: str, *, variables: bool = False) -> str:
    return text if _PLAIN.fullmatch(text) or not text else f'"{_escaped(text, variables)}"'


def _escaped(text: str, variables: bool = False) -> str:
    """Return a text as it stands between quotes.

    Quotes within it end those of cmd, but not those of the program it runs, and a percent sign is
    written otherwise in a batch file than at the prompt.
    """
    outside = "".join(text.split('"')[1::2])
    percent = "%" in (_VARIABLE.sub("", text) if variables else text)
    if percent or _BETWEEN_MARKS.search(text) or _SPECIAL.search(outside):
        raise CannotRenderError(f"no command of cmd can be trusted to say {text!r}")
    if _SEEN_AS_QUOTE.search(text):
        raise CannotRenderError(f"a backslash before a quote is misread in {text!r}")
    return text.replace('"', '\\"')
