"""What the judge needs of the machine."""

from __future__ import annotations

import os
import shutil
import sys

from tests.judges.kernel.namespace import Namespace, RefusedError


def missing(variant: str) -> str:
    """Return why the judge cannot sit here with this variant of iptables, or "" if it can."""
    restore = [f"{program}-{variant}-restore" for program in ("iptables", "ip6tables")]
    if sys.platform != "linux":
        return "the judge is the Linux kernel, and this is another"
    if os.geteuid() != 0:
        return "network namespaces need root"
    absent = [name for name in ("ip", "ipset", "nft", *restore) if shutil.which(name) is None]
    if absent:
        return f"{', '.join(absent)} not found; tools/install_judges.sh installs them"
    try:
        with Namespace() as namespace:
            for program in restore:
                namespace.run(program, given="*filter\nCOMMIT\n")
            namespace.run("nft", "list", "ruleset")
    except (OSError, RefusedError) as error:
        return f"the kernel here refuses: {error}"
    return ""
