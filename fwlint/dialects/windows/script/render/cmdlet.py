"""Rules and settings as calls of PowerShell's cmdlets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fwlint.dialects.windows.firewall_rule import FirewallRule
from fwlint.dialects.windows.store import Store
from fwlint.dialects.windows.table.columns import Columns, columns, profile_columns

_PLAIN = re.compile(r"\w[\w.:/-]*")
_QUOTE = re.compile("['‘’‚‛]")
_SAID = ("Direction", "Action")
"""Parameters that are said, usual or not."""
_USUAL = {
    "Enabled": "True",
    "EdgeTraversalPolicy": "Block",
    "Authentication": "NotRequired",
    "Encryption": "NotRequired",
    "OverrideBlockRules": "False",
}
"""What holds where nothing is said; of other parameters it is `Any`."""
_BOOLEAN = ("OverrideBlockRules",)


def new_rule(rule: FirewallRule) -> Iterator[str]:
    """Yield the call that makes `rule`. Raises CannotRenderError for what PowerShell cannot say."""
    every = columns(rule)
    said = {name: values for name, values in every.items() if _matters(name, values)}
    yield _call("New-NetFirewallRule", said)


def script(store: Store) -> bytes:
    """Return a script that sets the profiles and makes the rules of `store`.

    Windows PowerShell reads UTF-8 behind a byte order mark only.
    """
    lines = [_call("Set-NetFirewallProfile", one) for one in profile_columns(store.settings)]
    lines += [line for rule in store.rules for line in new_rule(rule)]
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")


def _matters(name: str, values: list[str]) -> bool:
    usual = values in ([], [_USUAL.get(name, "Any")])
    return name in _SAID or not usual


def _call(cmdlet: str, parameters: Columns) -> str:
    words = [f"-{name} {_value(name, values)}" for name, values in parameters.items()]
    return " ".join([cmdlet, *words])


def _value(name: str, values: list[str]) -> str:
    if name in _BOOLEAN:
        return f"${values[0].lower()}"
    return ",".join(map(_word, values))


def _word(text: str) -> str:
    if _PLAIN.fullmatch(text):
        return text
    return "'" + _QUOTE.sub(lambda quote: quote[0] * 2, text) + "'"
