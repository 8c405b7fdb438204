"""FW902."""

from __future__ import annotations

from fwlint.model.finding import Level
from fwlint.suppressions.check import SuppressionCheck, Use


class Expired(SuppressionCheck):
    """A suppression is over: its last day has passed, and its findings count again.

    ## Why it matters
    Somebody accepted the finding for a while, until a migration was done, say. The while is over:
    what is found has to be mended, or accepted anew by whoever may do that.

    ## Example
    ```iptables
    *filter
    # fwlint: ignore[FW102] until 2020-01-31 -- until the move to the new rack
    :INPUT ACCEPT [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    COMMIT
    ```

    ## Instead
    ```iptables
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    COMMIT
    ```

    ## References
    - PCI DSS v4.0, requirement 1.2.7: configurations of network security controls are reviewed
      every six months.
    """

    id = "FW902"
    name = "suppression-expired"
    level = Level.WARNING
    severity = 2.0

    def complaint(self, use: Use) -> str:
        """Return since when it is over, where it is."""
        one = use.suppression
        if one.fault or not one.is_expired(use.today):
            return ""
        return f"this suppression of {' and '.join(one.checks)} was over on {one.until}"
