"""The whole listing as an export of the common model."""

from __future__ import annotations

from fwlint.dialects.source import Source
from fwlint.dialects.windows.connection_security import lower
from fwlint.dialects.windows.netsh import hints
from fwlint.dialects.windows.netsh.consec import read_connection_security
from fwlint.dialects.windows.netsh.encoding import LOST, decipher
from fwlint.dialects.windows.netsh.languages import all_languages, english
from fwlint.dialects.windows.netsh.lines import read_lines
from fwlint.dialects.windows.netsh.listing import Listing, cut_into_blocks
from fwlint.dialects.windows.netsh.losses import play_to_groups, say_losses
from fwlint.dialects.windows.netsh.origin import say_unseen_rules, sort_by_origin
from fwlint.dialects.windows.netsh.profiles import ignored_local_security_rules, read_settings
from fwlint.dialects.windows.netsh.reading import Reading
from fwlint.dialects.windows.netsh.recognition import language_of, says_no_rules, unknown_headings
from fwlint.dialects.windows.netsh.rules import read_rule
from fwlint.dialects.windows.settings import Setting
from fwlint.dialects.windows.store import assemble, unreadable
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.export import Export

DIALECT_NAME = "windows-netsh"


def read_export(source: Source) -> Export:
    """Return what the listing says. One that fwlint cannot read has no policies."""
    source, said = decipher(source)
    language, unknown = language_of(source.lines), dict(unknown_headings(source.lines))
    if language is None and unknown:
        label = next(iter(unknown.values()))
        return _refused(source, _unknown_language(source, label), hints.WITHOUT_LANGUAGE)
    listing = cut_into_blocks(read_lines(source), language or english(), unknown)
    if not listing.firewall_rules:
        return _refused(source, _why_no_rules(source, listing), hints.ADD_RULES)
    return _read(source, listing, said)


def _read(source: Source, listing: Listing, said: tuple[Diagnostic, ...]) -> Export:
    read = list(read_settings(source, listing.sections))
    settings = [one for one in read if isinstance(one, Setting)]
    play_to = play_to_groups(listing.firewall_rules)
    readings = [Reading(source, block) for block in listing.firewall_rules]
    rules = [read_rule(reading, play_to) for reading in readings]
    local, group_policy = sort_by_origin(zip(readings, rules, strict=True), settings)
    ignored = ignored_local_security_rules(listing.sections)
    for block in listing.connection_security_rules:
        readings.append(Reading(source, block))
        rule = read_connection_security(readings[-1], ignored)
        local.connection_security += lower(rule, source.surroundings)
    diagnostics = [
        *said,
        *(one for one in read if isinstance(one, Diagnostic)),
        *(one for reading in readings for one in reading.diagnostics),
        *say_losses(source, listing.firewall_rules, rules, play_to),
        *say_unseen_rules(local, group_policy),
    ]
    return assemble(
        source,
        DIALECT_NAME,
        local,
        group_policy=group_policy,
        diagnostics=diagnostics,
        settings_hint=hints.ADD_PROFILES,
    )


def _unknown_language(source: Source, label: str) -> str:
    if LOST in label and not source.diagnostics:
        return (
            f"the first label, {label!r}, has lost characters: a program read the listing in a "
            "wrong encoding before it was saved, and which they were cannot be told"
        )
    known = ", ".join(one.name for one in all_languages())
    return (
        f"this netsh listing is in a language that fwlint does not read (first label {label!r}); "
        f"it reads {known}"
    )


def _why_no_rules(source: Source, listing: Listing) -> str:
    if listing.connection_security_rules:
        return "this shows connection security rules, but no rules of the firewall"
    if any(section.settings for section in listing.sections):
        return "this shows the settings of the profiles, but no rules"
    if says_no_rules(source.lines):
        return "netsh found no rule to list"
    return "this shows no rules as netsh lists them"


def _refused(source: Source, message: str, hint: str) -> Export:
    trouble = Diagnostic(source.span(0), Trouble.UNREADABLE, message, hint)
    return unreadable(source, DIALECT_NAME, trouble)
