"""FW901."""

from __future__ import annotations

from fwlint.model.finding import Level
from fwlint.suppressions.check import SuppressionCheck, Use


class NoReason(SuppressionCheck):
    """A suppression does not say why its findings are accepted.

    ## Why it matters
    Whoever finds it in a year cannot tell an accepted risk from a mistake that somebody silenced,
    and dares neither to keep it nor to remove it. It holds all the same, and this finding stands in
    the place of those that it accepts.

    ## Example
    ```iptables
    *filter
    # fwlint: ignore[FW102]
    :INPUT ACCEPT [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    COMMIT
    ```

    ## Instead
    ```iptables
    *filter
    # fwlint: ignore[FW102] until 9999-12-31 by netops -- bench host in a closed rack
    :INPUT ACCEPT [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    COMMIT
    ```

    ## References
    - PCI DSS v4.0, requirement 1.2.6: what is insecure and used all the same is known, and what is
      done about its risk.
    """

    id = "FW901"
    name = "suppression-without-reason"
    level = Level.WARNING
    severity = 2.0

    def complaint(self, use: Use) -> str:
        """Return that there is no reason, where there is none."""
        if use.suppression.fault or use.suppression.reason:
            return ""
        return f"this suppression of {' and '.join(use.suppression.checks)} gives no reason"
