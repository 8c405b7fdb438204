"""What is worked out of an object once, for whoever asks, and forgotten together with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

Asked = TypeVar("Asked")
More = ParamSpec("More")
Value = TypeVar("Value")


def remembered(
    work: Callable[Concatenate[Asked, More], Value],
) -> Callable[Concatenate[Asked, More], Value]:
    """Return `work` as a function that remembers what it returned for each object and the rest.

    Objects are the same only if they are one, and the rest is hashable. What `work` returns must
    not hold the object, or both would stay.
    """
    known: WeakKeyDictionary[Asked, dict[object, Value]] = WeakKeyDictionary()

    @wraps(work)
    def remembering(asked: Asked, /, *args: More.args, **kwargs: More.kwargs) -> Value:
        values = known.setdefault(asked, {})
        rest = args, tuple(kwargs.items())
        if rest not in values:
            values[rest] = work(asked, *args, **kwargs)
        return values[rest]

    return remembering
