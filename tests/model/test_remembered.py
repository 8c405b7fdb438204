"""What is worked out of an object is kept as long as the object is, and no longer."""

from __future__ import annotations

from weakref import ref

from fwlint.model.remembered import remembered


class _Thing:
    pass


def test_is_worked_out_once_for_each_object_and_question() -> None:
    asked = []

    @remembered
    def answer(thing: _Thing, question: str) -> int:
        asked.append((thing, question))
        return len(asked)

    one, other = _Thing(), _Thing()
    answers = [answer(one, "a"), answer(one, "b"), answer(other, "a"), answer(one, "a")]
    assert answers == [1, 2, 3, 1]


def test_is_forgotten_with_the_object() -> None:
    @remembered
    def answer(_asked: _Thing) -> _Thing:
        return _Thing()

    one = _Thing()
    found = ref(answer(one))
    assert found() is answer(one)
    del one
    assert found() is None
