"""A folder of texts, each with its own digest, so that a damaged one is told."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from itertools import chain
from pathlib import Path

from fwlint.cache.code import code_version

_DAY = 24 * 60 * 60
_KEPT = 30 * _DAY
_UNSEEN = ".gitignore"


def name_of(*asked: object) -> str:
    """Return the name of what is kept for those who ask the same, in the same folder."""
    return hashlib.sha256(repr((str(Path.cwd()), *asked)).encode()).hexdigest()


@dataclass(slots=True)
class Entries:
    """The texts kept in `folder`, by name. What is wrong with it is added to `complaints`.

    Unless it was `named`, nobody needs to hear that nothing can be kept there.
    """

    folder: Path
    named: bool = False
    complaints: list[str] = field(default_factory=list)
    _is_writable: bool = True

    def get(self, name: str) -> Iterator[str] | None:
        """Return the lines of the text called `name`, if this fwlint has kept one."""
        path = self.folder / name
        try:
            data = path.read_bytes()
            if time.time() - path.stat().st_mtime > _DAY:
                os.utime(path)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            self.complaints.append(f"{path} cannot be read: {error.strerror}")
            return None
        kept = BytesIO(data)
        digest = kept.readline().strip()
        if digest != hashlib.sha256(memoryview(data)[kept.tell() :]).hexdigest().encode():
            self.complaints.append(f"{path} is damaged, and what it held is found anew")
            return None
        lines = (line.decode("utf-8", "surrogatepass")[:-1] for line in kept)
        return lines if next(lines, "") == code_version() else None

    def put(self, name: str, lines: Iterable[str]) -> None:
        """Keep `lines` as the text called `name`, in full or not at all."""
        if not self._is_writable:
            return
        beside = self.folder / f".{name}.{os.getpid()}"
        try:
            self._make_folder()
            _write(beside, chain((code_version(),), lines))
            beside.replace(self.folder / name)
        except OSError as error:
            with suppress(OSError):
                beside.unlink()
            self._is_writable = False
            if self.named:
                self.complaints.append(f"{self.folder} cannot be written: {error.strerror}")

    def _make_folder(self) -> None:
        """Make the folder where there is none, unseen by git and by whoever lints around it."""
        if not self.folder.exists():
            self.folder.mkdir(mode=0o700, parents=True)
            (self.folder / _UNSEEN).write_text("*\n", encoding="ascii")

    def tidy(self) -> None:
        """Remove what nobody has asked for in a month; it is looked for once a day."""
        mark = self.folder / ".tidied"
        now = time.time()
        try:
            if mark.exists() and now - mark.stat().st_mtime < _DAY:
                return
            mark.touch()
            for path in self.folder.iterdir():
                if path.name != _UNSEEN and now - path.stat().st_mtime > _KEPT:
                    path.unlink()
        except OSError:
            self._is_writable = False  # `put` has said why, or there is nothing to tidy


def _write(path: Path, lines: Iterable[str]) -> None:
    """Write the digest of `lines`, and then the lines; they may be too many to be held at once."""
    digest = hashlib.sha256()
    with path.open("wb") as file:
        file.write(f"{digest.hexdigest()}\n".encode())
        for line in lines:
            data = f"{line}\n".encode("utf-8", "surrogatepass")
            digest.update(data)
            file.write(data)
        file.seek(0)
        file.write(digest.hexdigest().encode())
