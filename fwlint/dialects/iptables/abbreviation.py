"""Names that may be cut short."""

from __future__ import annotations

from collections.abc import Sequence


def first_beginning(names: Sequence[str], text: str, what: str) -> str:
    """Return the first of `names`, in their order, that begins with `text`, in any case.

    `what` says what they are names of. Raises ValueError for none.
    """
    for name in names:
        if name.lower().startswith(text.lower()):
            return name
    raise ValueError(f"{text} is no {what}")
