"""Checks as SARIF rules."""

from __future__ import annotations

from typing import Any

import sarif_om as om

from fwlint.model.check_info import CheckInfo

_DESCRIPTION_LENGTH = 1024
"""GitHub refuses longer descriptions."""


def rule(check: CheckInfo) -> Any:
    """Return a check as a `sarif_om.ReportingDescriptor`, with its documentation as help."""
    return om.ReportingDescriptor(
        id=check.id,
        name="".join(word.capitalize() for word in check.name.split("-")),
        short_description=_description(check.summary()),
        full_description=_description(f"{check.summary()} {_why(check.page)}"),
        help=om.MultiformatMessageString(text=check.page, markdown=check.page),
        default_configuration=om.ReportingConfiguration(level=str(check.level)),
        properties={
            "tags": ["security", "firewall"],
            "precision": "very-high",
            "security-severity": str(check.severity),
        },
    )


def _why(page: str) -> str:
    """Return what the page says under `## Why it matters`, on one line."""
    section = page.partition("\n## Why it matters\n")[2].partition("\n## ")[0]
    return " ".join(section.split())


def _description(text: str) -> Any:
    return om.MultiformatMessageString(text=text.strip()[:_DESCRIPTION_LENGTH])
