"""Secrets that configurations carry between their rules, kept out of every report.

A finding may point at any line, and a line that was not understood is quoted. What follows the
words by which Cisco IOS, ASA, IOS-XR and NX-OS, netsh and PowerShell introduce a community, a
password or a key is not for whoever reads the report.
"""

from __future__ import annotations

import re
from dataclasses import replace

from fwlint.reports.report import Report
from fwlint.reports.style import Style
from fwlint.reports.texts import with_texts

HIDDEN = "(hidden)"

_SECRET = r"""
    (?P<word>
        (?: \A\ *key
          | \b (?: snmp-server\ community
                | snmp-server\ host\ \S+ (?:\ (?:traps|informs))? (?:\ version\ (?:1|2c|3\ \w+))?
                | auth\ (?:md5|sha\S*)
                | priv\ (?:des|3des|aes) (?:\ (?:128|192|256))?
                | enable\ (?:secret|password)
                | username\ \S+\ .{0,200}? (?:secret|password)
                | (?:neighbor\ \S+|peer|ppp\ \w+|domain)\ password
                | (?:isakmp|server|server-private\ \S+)\ key
                | (?:tacacs|radius)\S*\ .{0,200}? \bkey
                | pre-shared-key (?:\ address\ .{0,80}?\ key)?
                | (?:authentication-key|message-digest-key)\ \d+\ md5
                | key-string | wpa-psk\ ascii | passphrase | shared-secret
              )
        ) (?:\ [05-9]|\ encrypted|\ clear)? \ +
      | (?<!\w) -?
        (?: auth[12]psk | pre-?shared-?key | password | passwd | psk )
        (?: \s*[=:]\s* | (?<=-PreSharedKey)\s+ )
    )
    (?P<secret> "[^"]*" | '[^']*' | \S+ )
    """
_HINTS = ("key", "psk", "pass", "secret", "snmp-", "auth ", "priv ")
"""No text has a secret without one of these; looking for them first is ten times as fast."""


def without_secrets(text: str) -> str:
    """Return `text` with each secret in it replaced by `HIDDEN`."""
    folded = text.lower()
    for hint in _HINTS:
        if hint in folded:
            hidden = rf"\g<word>{HIDDEN}"
            return re.sub(_SECRET, hidden, text, flags=re.VERBOSE | re.IGNORECASE)
    return text


def concealed(report: Report, style: Style) -> tuple[Report, Style]:
    """Return `report` without secrets, and `style` with sources that show none either."""
    told = style.sources.told
    sources = replace(style.sources, told=lambda text: without_secrets(told(text)))
    return with_texts(report, without_secrets, rename=str), replace(style, sources=sources)
