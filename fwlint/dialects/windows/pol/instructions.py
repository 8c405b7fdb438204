"""The instructions of a Registry.pol: [MS-GPREG] 2.2.1.

Each is `[key;value;type;size;data]`, where the brackets and semicolons and the two names are
UTF-16, the names end in a NUL, and type and size are numbers of 32 bits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fwlint.dialects.windows.registry.data import decode

_HEADER = b"PReg\x01\0\0\0"
_UTF_16 = "utf-16-le"


class PolicyError(Exception):
    """A place at which a file is no registry policy; the message names its byte."""


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction. `key` is a path below HKEY_LOCAL_MACHINE."""

    key: str
    name: str
    data: str | int | bytes


def read_instructions(data: bytes) -> Iterator[Instruction]:
    """Yield the instructions up to the end, or to the place of which a PolicyError tells."""
    if not data.startswith(_HEADER):
        raise PolicyError("this registry policy is not of version 1, the only one there is")
    reader = _Reader(data, len(_HEADER))
    while reader.at < len(data):
        yield reader.instruction()


@dataclass(slots=True)
class _Reader:
    data: bytes
    at: int

    def instruction(self) -> Instruction:
        """Return what stands at `at`, and go behind it."""
        self._expect("[")
        key = self._text()
        self._expect(";")
        name = self._text()
        self._expect(";")
        kind = self._number()
        self._expect(";")
        size = self._number()
        self._expect(";")
        data = self._take(size, "data")
        self._expect("]")
        return Instruction(key, name, decode(kind, data))

    def _expect(self, mark: str) -> None:
        if self._take(2, f"{mark!r}") != mark.encode(_UTF_16):
            raise PolicyError(f"at byte {self.at - 2} of this registry policy there is no {mark!r}")

    def _number(self) -> int:
        return int.from_bytes(self._take(4, "number"), "little")

    def _text(self) -> str:
        end = self.data.find(b"\0\0", self.at)
        while end >= 0 and (end - self.at) % 2:
            end = self.data.find(b"\0\0", end + 1)
        if end < 0:
            raise PolicyError(f"the name at byte {self.at} of this registry policy does not end")
        text = self._take(end - self.at, "name").decode(_UTF_16, "replace")
        self.at += 2
        return text

    def _take(self, size: int, what: str) -> bytes:
        if size > len(self.data) - self.at:
            left = len(self.data) - self.at
            raise PolicyError(
                f"at byte {self.at} of this registry policy {what} of {size} bytes does not fit "
                f"into the {left} that are left"
            )
        self.at += size
        return self.data[self.at - size : self.at]
