"""Tables that are printed row by row, for whoever waits for the next row."""

from __future__ import annotations

from collections.abc import Sequence

_WIDTH = 11


class Table:
    """A title and a head at once, then rows; the first column is text, the others are figures."""

    def __init__(self, title: str, columns: Sequence[str]) -> None:
        self._widths = [20, *(max(_WIDTH, len(name) + 2) for name in columns[1:])]
        print(f"\n{title}\n")
        self.row(*columns)
        print("─" * sum(self._widths), flush=True)

    def row(self, name: str, *figures: str) -> None:
        """Print a row at once."""
        cells = [name.ljust(self._widths[0])]
        cells += [text.rjust(width) for text, width in zip(figures, self._widths[1:], strict=True)]
        print("".join(cells), flush=True)


def seconds(value: float) -> str:
    """Return a time in three digits or so."""
    return f"{value * 1000:.1f} ms" if value < 0.1 else f"{value:.2f} s"


def megabytes(value: float) -> str:
    """Return a size of memory."""
    return f"{value:,.0f} MB"


def times(value: float) -> str:
    """Return a ratio."""
    return f"{value:,.0f} ×" if value >= 20 else f"{value:.1f} ×"
