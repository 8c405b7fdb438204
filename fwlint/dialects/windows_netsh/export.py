"""The whole listing as an export of the common model."""

from __future__ import annotations

from fwlint.dialects.source import Source
from fwlint.dialects.windows_netsh.blocks import Block, cut_into_blocks
from fwlint.dialects.windows_netsh.lines import read_lines
from fwlint.dialects.windows_netsh.profiles import Profiles
from fwlint.dialects.windows_netsh.recognition import foreign_label, is_english
from fwlint.dialects.windows_netsh.rules import NOT_VERBOSE, lower
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.export import Direction, Export, Path, Replies
from fwlint.model.policy import Policy, Resolution
from fwlint.model.rule import Rule
from fwlint.model.source import Span

NAMES = {Direction.IN: "Inbound", Direction.OUT: "Outbound"}

_SHOW_RULES = "netsh advfirewall firewall show rule name=all verbose"


def read_export(source: Source) -> Export:
    """Return what the listing says. One that fwlint cannot read has no policies."""
    label = "" if is_english(source) else foreign_label(source)
    if label:
        return _unreadable(
            source,
            f"this netsh listing is not in English (first label {label!r}); "
            "fwlint does not read that language",
            "list the rules on a Windows whose display language is English",
        )
    listing = cut_into_blocks(read_lines(source))
    if not listing.blocks:
        return _unreadable(
            source, "this shows no rules as netsh lists them", f'add the output of "{_SHOW_RULES}"'
        )
    profiles = Profiles(source)
    profiles.read(listing.settings)
    rules: dict[Direction, list[Rule]] = {direction: [] for direction in NAMES}
    diagnostics = [*profiles.diagnostics, *_hidden_parts(source, listing.blocks)]
    for block in listing.blocks:
        lowered = lower(source, block)
        diagnostics += lowered.diagnostics
        for direction, rule in lowered.rules:
            rules[direction].append(rule)
    first = source.span(listing.blocks[0].line)
    return _export(
        source,
        [_policy(direction, rules[direction], profiles, first) for direction in NAMES],
        diagnostics,
    )


def _policy(direction: Direction, rules: list[Rule], profiles: Profiles, span: Span) -> Policy:
    default, exceptions = profiles.default(direction)
    return Policy(
        NAMES[direction],
        (*profiles.rules[direction], *rules, *exceptions),
        default.action,
        default.text,
        span,
        Resolution.DENY_OVERRIDES,
        default.span,
    )


def _hidden_parts(source: Source, blocks: list[Block]) -> list[Diagnostic]:
    first = next((block for block in blocks if block.is_terse), None)
    if first is None:
        return []
    hint = f'export with "{_SHOW_RULES}"'
    return [Diagnostic(source.span(first.line), Trouble.ASSUMED, NOT_VERBOSE, hint)]


def _unreadable(source: Source, message: str, hint: str) -> Export:
    return _export(source, [], [Diagnostic(source.span(0), Trouble.UNREADABLE, message, hint)])


def _export(source: Source, policies: list[Policy], diagnostics: list[Diagnostic]) -> Export:
    return Export(
        path=source.path,
        dialect="windows-netsh",
        policies={policy.name: policy for policy in policies},
        paths=tuple(
            Path(name, direction, (name,)) for direction, name in NAMES.items() if policies
        ),
        replies=Replies.AUTOMATIC,
        diagnostics=tuple(sorted(diagnostics, key=lambda one: one.span.line)),
    )
