"""Where the cache of this user is."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def usual_folder() -> Path | None:
    """Return the user's own folder for fwlint's cache, by the custom of the system, or None.

    It is none of the repository's: whoever wrote that does not write our results.
    """
    base = os.environ.get("XDG_CACHE_HOME", "")
    if not base and sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    if not base:
        home = Path("~").expanduser()
        if not home.is_absolute():
            return None
        base = str(home / ("Library/Caches" if sys.platform == "darwin" else ".cache"))
    return Path(base, "fwlint") if Path(base).is_absolute() else None
