"""The page of documentation on extensions."""

from __future__ import annotations

from tools.extensions_page import PAGE, page


def test_the_page_on_extensions_is_written_from_the_table_as_it_is() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()
