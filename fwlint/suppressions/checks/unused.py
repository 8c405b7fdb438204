"""FW903."""

from __future__ import annotations

from fwlint.model.finding import Level
from fwlint.suppressions.check import SuppressionCheck, Use


class Unused(SuppressionCheck):
    """A suppression accepts nothing: there is no such finding where it stands.

    ## Why it matters
    What it was for has been mended, or it stands in the wrong place. If it stays, it will silence
    the next finding of this kind, which nobody has looked at.

    ## Example
    ```iptables
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    # fwlint: ignore[FW109] -- the jump host is in this rack
    -A INPUT -s 10.0.99.0/24 -p tcp --dport 3389 -j ACCEPT
    COMMIT
    ```

    ## Instead
    ```iptables
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A INPUT -s 10.0.99.0/24 -p tcp --dport 3389 -j ACCEPT
    COMMIT
    ```

    ## References
    - PCI DSS v4.0, requirement 1.2.7: configurations of network security controls are reviewed
      every six months, so that what they no longer need goes.
    """

    id = "FW903"
    name = "suppression-unused"
    level = Level.WARNING
    severity = 1.5

    def complaint(self, use: Use) -> str:
        """Return which checks found nothing to accept, unless the suppression is over anyway."""
        if not use.unused or not use.suppression.holds(use.today):
            return ""
        return f"there is no finding of {' or '.join(use.unused)} here to accept"
