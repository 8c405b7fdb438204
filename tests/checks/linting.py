"""Lint a text with one check."""

from __future__ import annotations

from fwlint.config.load import load_config
from fwlint.dialects.dialect import all_dialects
from fwlint.inputs import Input
from fwlint.lint import lint
from fwlint.model.finding import Finding


def found(check: str, dialect: str, text: str, *roles: str) -> list[Finding]:
    """Return what `check` finds in `text`, the export of a host with `roles`, from its top."""
    reader = next(one for one in all_dialects() if one.name == dialect)
    config, _ = load_config(None, roles=roles)
    source = Input("export", text.encode())
    (file,) = lint([source], config, reader).files
    return [one for one in file.findings_in_order() if one.check == check]


def chain(*rules: str, policy: str = "DROP", more: str = "") -> str:
    """Return a dump whose INPUT holds `rules`; line 5 is the first of them."""
    head = ["*filter", f":INPUT {policy} [0:0]", ":FORWARD DROP [0:0]", ":OUTPUT ACCEPT [0:0]"]
    return "\n".join([*head, *(f"-A INPUT {rule}" for rule in rules), *more.splitlines(), "COMMIT"])


def access_list(*entries: str) -> str:
    """Return an extended access list; line 2 is its first entry."""
    return "\n".join(["ip access-list extended EDGE-IN", *(f" {entry}" for entry in entries)])
