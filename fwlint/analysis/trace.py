"""One packet through an export: the verdict, and the one line that decides it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fwlint.analysis.outcome import Outcome
from fwlint.analysis.verdict import Kind, Verdict, decide_on
from fwlint.model.box import ANY_INTERFACE, DIMENSIONS, WHOLE_SPACE, Box
from fwlint.model.export import Direction, Export, Path
from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Action


class TraceError(Exception):
    """A question that the export has no single answer to; the message says what to add."""


@dataclass(frozen=True, slots=True)
class Trace:
    """The answer: `verdict` is open, closed or conditional.

    `action`, `policy`, `line` and `rule` are those of the rule that decides, or, where it is a
    default, of that (`line` is then None where the export does not say it). In an export without
    lines `entry` names the place. Where nothing in the export filters the packet, `policy` is
    empty. `conditions` names what the answer depends on.
    """

    verdict: str
    action: str
    policy: str
    line: int | None
    rule: str
    conditions: tuple[str, ...] = ()
    entry: str = ""


_UNFILTERED = Trace("open", "accept", "", None, "no list or chain of this export is in the way")
_INTERFACES = ("in_interface", "out_interface")
_OTHERS = tuple(name for name in DIMENSIONS if name not in _INTERFACES)
_NO_ADDRESSES = tuple(name for name in DIMENSIONS if name not in ("source", "destination"))
_GRAVITY = {Kind.OPEN: 0, Kind.CONDITIONAL: 1, Kind.PARTLY: 1, Kind.CLOSED: 2}


def trace(
    export: Export, packet: Box, direction: Direction | None = None, policy: str | None = None
) -> Trace:
    """Return what becomes of `packet`, which takes the paths of `direction` that it can take.

    Without `direction`, a packet that names its out-interface alone goes out, one that names both
    is forwarded, and any other comes in. With `policy`, that policy alone is asked. Raises
    TraceError where the export has no such direction or policy.
    """
    if policy is not None:
        return _ask(export, _alone(_named(export, policy), packet), packet)
    answers = [_ask(export, path, packet) for path in _paths(export, packet, direction)]
    return max(answers, key=lambda answer: _GRAVITY[Kind(answer.verdict)], default=_UNFILTERED)


def _named(export: Export, name: str) -> str:
    """Return the key of the policy called `name`, with or without what stands before a slash."""
    found = [key for key in export.policies if key == name or key.endswith(f"/{name}")]
    if name in found:
        return name
    if len(found) != 1:
        known = ", ".join(found or export.policies) or "none"
        raise TraceError(f"there is no one policy {name!r} in {export.path}; it has {known}")
    return found[0]


def _alone(policy: str, packet: Box) -> Path:
    return Path(policy, Direction.FORWARD, (policy,), PacketSet((packet,)), (packet.family,))


def _paths(export: Export, packet: Box, direction: Direction | None) -> list[Path]:
    """Return the paths of `direction` that the packet's own coordinates do not rule out."""
    directions = {path.direction for path in export.paths}
    direction = direction or _likely_direction(directions, packet)
    if direction not in directions:
        known = ", ".join(sorted(one.value for one in directions)) or "nothing"
        raise TraceError(f"{export.path} does not filter {direction.value!r}; it filters: {known}")
    paths = [
        path
        for path in export.paths
        if path.direction is direction and packet.family in path.families
    ]
    return paths if direction is not Direction.FORWARD else list(_crossed(paths, packet))


def _crossed(paths: list[Path], packet: Box) -> Iterator[Path]:
    """Yield the paths that a packet may take which crosses a device.

    An interface that it names is told; else its addresses tell the interface, where some have them
    behind them, and where none has, it may be any that has a path.
    """
    asked = PacketSet((packet,))
    fitting = [path for path in paths if asked & path.traffic.freed("source", "destination")]
    for side in _INTERFACES:
        here = [path for path in fitting if _narrowed_by(path, side)]
        by_address = [path for path in here if asked & path.traffic]
        is_told = getattr(packet, side) != ANY_INTERFACE
        yield from here if is_told or not by_address else by_address
    yield from (
        path
        for path in fitting
        if not any(_narrowed_by(path, side) for side in _INTERFACES) and asked & path.traffic
    )


def _narrowed_by(path: Path, side: str) -> bool:
    """Return whether `path` is one of some interfaces on this side."""
    return any(getattr(box, side) != ANY_INTERFACE for box in path.traffic)


def _likely_direction(directions: set[Direction], packet: Box) -> Direction:
    """Return the only direction there is, or else the one that the named interfaces mean."""
    if len(directions) == 1:
        return next(iter(directions))
    if packet.out_interface == ANY_INTERFACE:
        return Direction.IN
    return Direction.OUT if packet.in_interface == ANY_INTERFACE else Direction.FORWARD


def _ask(export: Export, path: Path, packet: Box) -> Trace:
    asked = PacketSet((packet,))
    query = asked & path.traffic or asked
    verdict = decide_on(path, export.policies, query)
    conditions = [*verdict.conditions(verdict.conditional), *_unsaid(verdict)]
    if verdict.kind is Kind.CLOSED and not _surely_taken(path, packet):
        conditions.append(f"the packet takes {path.name}")
    outcome = _deciding(verdict, path)
    said = outcome.rule is not None or outcome.policy.default_span is not None
    sure = not conditions
    return Trace(
        verdict=verdict.kind.value if sure else Kind.CONDITIONAL.value,
        action=outcome.action.value,
        policy=outcome.policy.name,
        line=outcome.span.line or None if said else None,
        entry=outcome.span.entry if said else "",
        rule=outcome.text,
        conditions=tuple(conditions),
    )


def _deciding(verdict: Verdict, path: Path) -> Outcome:
    """Return the outcome to show: the denial, the acceptance of the main stage, or the doubt."""
    if verdict.conditional:
        return verdict.condition(verdict.conditional)
    if verdict.closed:
        return verdict.decider(verdict.closed, Action.DENY)
    main = [one for one in verdict.outcomes if one.stage == path.main_stage]
    return (main or list(verdict.outcomes))[-1]


def _unsaid(verdict: Verdict) -> list[str]:
    """Return the coordinates that the question leaves open and that decide it, as conditions."""
    if not (verdict.open and verdict.closed):
        return []
    return [
        f"the {name.replace('_', ' ')} is not said"
        for name in DIMENSIONS
        if _narrows(verdict.open, verdict.query, name)
        and _narrows(verdict.closed, verdict.query, name)
    ]


def _narrows(part: PacketSet, whole: PacketSet, name: str) -> bool:
    """Return whether a box of `part` has less of a coordinate than every box of `whole`."""
    full = [getattr(box, name) for box in whole]
    return any(getattr(box, name) not in full for box in part)


def _surely_taken(path: Path, packet: Box) -> bool:
    """Return whether a forwarded packet cannot avoid `path`: its interface or addresses say so."""
    if path.direction is not Direction.FORWARD:
        return True
    by_address = PacketSet((packet,)) & path.traffic and not path.traffic.freed(
        *_NO_ADDRESSES
    ).covers(PacketSet((WHOLE_SPACE[packet.family],)))
    by_interface = path.traffic.freed(*_OTHERS).covers(PacketSet((packet,)))
    return bool(by_address) or by_interface
