"""A policy store put together to an export: its rules and settings, and what they mean as one.

Windows reads the rules of Group Policy and those of the computer as one list, unless a profile's
policy says to ignore the local ones; see [MS-GPFAS] 2.2.3.13. Of each setting Group Policy's word
holds where it has one, by the merge laws of [MS-FASP] 2.2.38.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from fwlint.dialects.source import Source
from fwlint.dialects.windows.firewall_rule import FirewallRule
from fwlint.dialects.windows.lowering import lower
from fwlint.dialects.windows.settings import About, Setting, Settings
from fwlint.model.bitset import BitSet
from fwlint.model.box import PROFILES
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.export import Direction, Export, Path, Replies
from fwlint.model.policy import Policy, Resolution
from fwlint.model.rule import Action, Rule
from fwlint.model.source import Span

NAMES = {Direction.IN: "Inbound", Direction.OUT: "Outbound"}
CONNECTION_SECURITY = "Connection security"
"""The policy of connection security rules; no path reaches it, because IPsec is no filter."""


@dataclass(slots=True)
class Store:
    """One store as an export shows it. Each list is in the export's order.

    `connection_security` holds rules of the common model, because they are no firewall rules.
    """

    rules: list[FirewallRule] = field(default_factory=list)
    settings: list[Setting] = field(default_factory=list)
    connection_security: list[Rule] = field(default_factory=list)


def assemble(
    source: Source,
    dialect: str,
    local: Store,
    *,
    group_policy: Store | None = None,
    diagnostics: list[Diagnostic],
    settings_hint: str = "",
) -> Export:
    """Return the export of `source` that its stores make.

    `diagnostics` are those of reading them; what is contradictory or has to be assumed is added.
    `settings_hint` says how an export that shows no settings of the profiles can be completed.
    """
    policy = group_policy or Store()
    settings = Settings(source.path)
    settings.add(_effective(policy.settings, local.settings))
    rules = [*policy.rules, *_heeded(local.rules, settings)]
    lowered = [pair for rule in rules for pair in lower(rule, source.surroundings)]
    policies = [_policy(direction, lowered, settings, source.path) for direction in NAMES]
    security = [*policy.connection_security, *local.connection_security]
    if security:
        policies.append(_connection_security(security))
    said = [*diagnostics, *settings.diagnostics, *_assumed(source, rules, settings, settings_hint)]
    return Export(
        path=source.path,
        dialect=dialect,
        policies={policy.name: policy for policy in policies},
        paths=tuple(Path(name, direction, (name,)) for direction, name in NAMES.items()),
        replies=Replies.AUTOMATIC,
        connection_security=CONNECTION_SECURITY if security else "",
        diagnostics=tuple(sorted(said, key=lambda one: one.span)),
    )


def unreadable(source: Source, dialect: str, diagnostic: Diagnostic) -> Export:
    """Return an export without policies, for an input of which nothing can be judged."""
    return Export(source.path, dialect, {}, (), Replies.AUTOMATIC, (diagnostic,))


def _effective(policy: list[Setting], local: list[Setting]) -> Iterator[Setting]:
    """Yield the settings that hold; both stores can have all inbound traffic blocked."""
    shielded = {
        (one.profile, one.about)
        for one in local
        if one.about is About.EXCEPTIONS_ALLOWED and one.value is False
    }
    yield from (one for one in policy if (one.profile, one.about) not in shielded)
    overruled = {(one.profile, one.about) for one in policy} - shielded
    yield from (one for one in local if (one.profile, one.about) not in overruled)


def _heeded(rules: list[FirewallRule], settings: Settings) -> Iterator[FirewallRule]:
    """Yield the local rules, without the profiles in which Group Policy has them ignored."""
    merged = [settings.value(profile, About.LOCAL_RULES_MERGED) for profile in range(len(PROFILES))]
    ignored = BitSet.of(n for n, one in enumerate(merged) if one and one.value is False)
    doubtful = [one for one in merged if one and one.value is None]
    for rule in rules:
        heeded = rule.profiles - ignored
        others = tuple(
            f"{one.text} is not understood" for one in doubtful if one.profile in rule.profiles
        )
        yield replace(
            rule,
            profiles=heeded if ignored else rule.profiles,
            enabled=rule.enabled and bool(heeded),
            others=rule.others + others,
        )


def _policy(
    direction: Direction, lowered: list[tuple[Direction, Rule]], settings: Settings, path: str
) -> Policy:
    default, exceptions = settings.default(direction)
    rules = [rule for one, rule in lowered if one is direction]
    return Policy(
        NAMES[direction],
        (*settings.rules(direction), *rules, *exceptions),
        default.action,
        default.text,
        rules[0].span if rules else Span(path),
        Resolution.DENY_OVERRIDES,
        default.span,
    )


def _connection_security(rules: list[Rule]) -> Policy:
    return Policy(
        CONNECTION_SECURITY,
        tuple(rules),
        Action.RETURN,
        "no connection security rule: IPsec is not asked for",
        rules[0].span,
    )


def _assumed(
    source: Source, rules: list[FirewallRule], settings: Settings, hint: str
) -> Iterator[Diagnostic]:
    span = Span(source.path, 1 if source.lines else 0)
    silent = settings.silent()
    if silent:
        yield Diagnostic(
            span,
            Trouble.ASSUMED,
            f"the export does not show all settings of these profiles: {', '.join(silent)}; the "
            "rest is taken to be usual: firewall on, inbound traffic blocked, outbound allowed",
            hint,
        )
    lists = [ports for rule in rules for ports in (rule.local_ports, rule.remote_ports)]
    if "RPC" not in source.surroundings.ports and any("RPC" in ports.keywords for ports in lists):
        yield Diagnostic(
            span,
            Trouble.ASSUMED,
            "RPC is taken to stand for ports 49152-65535, the dynamic range of Windows",
            'if it is another, say so in fwlint.toml: port_sets = { RPC = ["5000-5100"] }',
        )
