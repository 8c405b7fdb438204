"""One policy in every shape that fwlint can write: `python -m tools.same_ruleset`.

The policy is written by hand; its other shapes are written by fwlint's own renderers, without the
rules that a shape cannot say.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from fwlint.dialects.rendering import CannotRenderError
from fwlint.dialects.source import read_source
from fwlint.dialects.windows.hive import DIALECT
from fwlint.dialects.windows.hive import render as hive
from fwlint.dialects.windows.hive.render.writer import write_hive
from fwlint.dialects.windows.netsh import render as netsh
from fwlint.dialects.windows.pol import render as pol
from fwlint.dialects.windows.powershell import render as powershell
from fwlint.dialects.windows.reg import render as reg
from fwlint.dialects.windows.render.taking_apart import take_apart
from fwlint.dialects.windows.script import render as script
from fwlint.dialects.windows.script.render import cmdlet
from fwlint.dialects.windows.settings import SETTING
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule

FOLDER = Path(__file__).parents[1] / "tests" / "fixtures" / "windows" / "same_ruleset"

Policies = Mapping[str, Policy]
Write = Callable[[Policies], bytes]

SHAPES: dict[str, tuple[str, Write]] = {
    "policy.wfw": ("windows-hive", hive.RENDERER.export),
    "policy.reg": ("windows-reg", reg.RENDERER.export),
    "registry.pol": ("windows-pol", pol.RENDERER.export),
    "listing.txt": ("windows-netsh", netsh.RENDERER.export),
    "rules.cmd": ("windows-script", script.RENDERER.export),
    "rules.ps1": ("windows-script", lambda policies: cmdlet.script(take_apart(policies))),
    "rules.json": ("windows-powershell", powershell.RENDERER.export),
    "rules.csv": ("windows-powershell", lambda policies: powershell.write_csv(usual(policies))),
}
"""Each file with the dialect that it is in, and what writes it."""


def policies() -> Policies:
    """Return the policy that is written by hand."""
    tree = tomllib.loads((FOLDER / "policy.toml").read_text("utf-8"))
    return DIALECT.parse(read_source("policy.wfw", write_hive(tree))).policies


def writable(whole: Policies, write: Write) -> Policies:
    """Return `whole` without the rules that `write` cannot say."""
    return {
        name: replace(policy, rules=tuple(one for one in policy.rules if _says(write, policy, one)))
        for name, policy in whole.items()
    }


def _says(write: Write, policy: Policy, rule: Rule) -> bool:
    if rule.note(SETTING):
        return True
    try:
        write({policy.name: replace(policy, rules=(rule,))})
    except CannotRenderError:
        return False
    return True


def usual(whole: Policies) -> Policies:
    """Return `whole` with Windows' own settings in place of the policy's."""
    defaults = {"Inbound": Action.DENY, "Outbound": Action.ACCEPT}
    return {
        name: replace(
            policy,
            rules=tuple(one for one in policy.rules if not one.note(SETTING)),
            default=defaults[name],
        )
        for name, policy in whole.items()
    }


def main() -> None:
    for name, (_, write) in SHAPES.items():
        (FOLDER / name).write_bytes(write(writable(policies(), write)))


if __name__ == "__main__":
    main()
