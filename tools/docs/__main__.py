"""Build the documentation site, in `build/docs/site/`: `make docs`. A broken link fails it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tools.docs.site import ROOT, write_site

FOLDER = ROOT / "build" / "docs"


def build(folder: Path) -> subprocess.CompletedProcess[str]:
    """Write the site's pages into `folder` and build them there, into `site/`."""
    write_site(folder)
    command = [str(Path(sys.executable).with_name("zensical")), "build", "--clean", "--strict"]
    return subprocess.run(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


if __name__ == "__main__":
    run = build(FOLDER)
    if run.returncode:
        sys.exit(run.stdout)
    print((FOLDER / "site" / "index.html").relative_to(ROOT))
