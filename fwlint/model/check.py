"""What a check is: one idea about exports, with an id, a level and its own documentation."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from inspect import cleandoc
from typing import ClassVar

from fwlint.model.check_info import CheckInfo
from fwlint.model.export import Export
from fwlint.model.finding import Finding, Level
from fwlint.model.requirement import Demand


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Subject:
    """What a check looks at: an export, and what the site's rulesets demand of it.

    With `proofs` those checks speak, too, that say what holds. Two subjects are the same only if
    they are one, so that what is found out can be kept by it.
    """

    export: Export
    demands: tuple[Demand, ...] = ()
    proofs: bool = False


class Check(ABC):
    """A check. Its docstring is its documentation page, its `explain` text and its SARIF help.

    The docstring is Markdown: a first sentence that names what is found, then the headings
    `## Why it matters`, `## Example`, `## Instead` and `## References`. The example must raise the
    check and the text under Instead must not; the tests run both.
    """

    id: ClassVar[str]
    """Stable for ever, such as `FW101`."""
    name: ClassVar[str]
    """The id in words, in kebab case."""
    level: ClassVar[Level]
    severity: ClassVar[float]
    """GitHub's `security-severity`, from 0.1 to 10.0."""
    is_proof: ClassVar[bool] = False
    """Whether its findings say what holds: they are evidence, and nothing to mend."""
    is_lasting: ClassVar[bool] = True
    """Whether a baseline may keep its findings, where they are no proof; false for what can be put
    in order at once."""

    @abstractmethod
    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield what the check finds in one export."""

    @classmethod
    def documentation(cls) -> str:
        """Return the check's page in Markdown."""
        return cleandoc(cls.__doc__ or "")

    @classmethod
    def info(cls) -> CheckInfo:
        """Return what a report needs of the check."""
        page = cls.documentation()
        return CheckInfo(
            cls.id, cls.name, cls.level, cls.severity, page, cls.is_proof, cls.is_lasting
        )
