"""What a value of `fwlint.toml` must be besides its type, for pydantic to check where it is used.

The tables are plain dataclasses and pydantic is not imported here, so that a run without a
configuration does without it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core.core_schema import CoreSchema


class Limited:
    """Limits by the names that pydantic's core has for them, such as `min_length` or `pattern`."""

    def __init__(self, **limits: int | str) -> None:
        self._limits = limits

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> Any:
        """Return the schema of the type with these limits."""
        return {**handler(source), **self._limits}


class Read:
    """A function that makes the value of what stands in the file, or raises a ValueError."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self._function = function

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Return the schema of the type, behind the function."""
        from pydantic_core.core_schema import no_info_before_validator_function

        return no_info_before_validator_function(self._function, handler(source))


class Described:
    """What the JSON Schema says of a value besides its type, for editors; nothing checks it."""

    def __init__(self, **said: str) -> None:
        self._said = said

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Return the JSON Schema of the type, with what is said besides."""
        return {**handler(schema), **self._said}
