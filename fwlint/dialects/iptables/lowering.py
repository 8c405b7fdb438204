"""The dumps of a file, lowered to the common model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fwlint.dialects.grammar import not_understood
from fwlint.dialects.iptables.dump import BUILT_IN, Chain, Dump, Table
from fwlint.dialects.iptables.paths import paths
from fwlint.dialects.iptables.reading import read
from fwlint.dialects.iptables.unrouted import unrouted
from fwlint.dialects.source import Source
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.export import Export, Replies
from fwlint.model.policy import Policy
from fwlint.model.rule import Action
from fwlint.model.uncollected import uncollected


@uncollected()
def lower(source: Source) -> Export:
    """Return the export of `source` and of the files that belong to it, which it is named after.

    Its diagnostics are in the order of the lines.
    """
    reading = read(source)
    dumps = reading.dumps
    policies = unrouted({policy.name: policy for dump in dumps for policy in _policies(dump)})
    diagnostics = [
        *reading.diagnostics,
        *(diagnostic for dump in dumps for diagnostic in _undeclared(dump)),
        *_undefined(reading.sources, policies),
    ]
    return Export(
        source.path,
        "iptables",
        policies,
        tuple(path for dump in dumps for path in paths(dump, policies)),
        Replies.BY_STATE,
        tuple(sorted(diagnostics, key=lambda one: _line(one, source))),
    )


def _line(diagnostic: Diagnostic, source: Source) -> tuple[bool, str, int]:
    span = diagnostic.span
    return span.path != source.path, span.path, span.line


def _policies(dump: Dump) -> Iterator[Policy]:
    for table in dump.tables.values():
        if table.name == "filter":
            for name in BUILT_IN["filter"]:
                table.chain(name, table.span, declared=False)
        for name, chain in table.chains.items():
            key = dump.key(table.name, name)
            if name in BUILT_IN.get(table.name, ()):
                yield _built_in(key, table, chain)
            else:
                yield Policy(key, chain.rules, Action.RETURN, f"end of chain {name}", chain.span)


def _built_in(key: str, table: Table, chain: Chain) -> Policy:
    default, conditions = _default(key, table, chain)
    return Policy(
        key,
        chain.rules,
        default,
        chain.policy_text or "no line says the policy",
        chain.span,
        default_span=chain.policy_span,
        default_conditions=conditions,
    )


def _default(key: str, table: Table, chain: Chain) -> tuple[Action, tuple[str, ...]]:
    if chain.policy is None:
        return Action.UNKNOWN, (f"policy of {key} is not in the export",)
    if table.name == "nat" and chain.policy is Action.DENY:
        return Action.UNKNOWN, ("nat chains see only the first packet of a connection",)
    return chain.policy, ()


def _undeclared(dump: Dump) -> Iterator[Diagnostic]:
    for table in dump.tables.values():
        for name, chain in table.chains.items():
            if not chain.declared and name not in BUILT_IN.get(table.name, ()):
                yield Diagnostic(
                    chain.span,
                    Trouble.ASSUMED,
                    f"chain {name} is not declared; these are taken to be all of its rules",
                )


def _undefined(
    sources: Mapping[str, Source], policies: Mapping[str, Policy]
) -> Iterator[Diagnostic]:
    for policy in policies.values():
        for rule in policy.rules:
            if rule.target and rule.target not in policies:
                table, _, name = rule.target.partition("/")
                yield not_understood(
                    sources[rule.span.path],
                    rule.span.line,
                    f"{name} is neither a target that fwlint knows nor a chain of table {table}",
                )
