"""FW904."""

from __future__ import annotations

from fwlint.model.finding import Level
from fwlint.suppressions.check import SuppressionCheck, Use


class NotUnderstood(SuppressionCheck):
    """A comment was meant as a suppression, and is not understood as one.

    ## Why it matters
    It has no effect. Whoever wrote it believes that a finding is accepted, for a while and for a
    reason, and it is not.

    ## Example
    ```iptables
    *filter
    # fwlint: ignore[FW1020] until spring -- bench host in a closed rack
    :INPUT ACCEPT [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    COMMIT
    ```

    ## Instead
    ```iptables
    *filter
    # fwlint: ignore[FW102] until 9999-12-31 -- bench host in a closed rack
    :INPUT ACCEPT [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    COMMIT
    ```

    ## References
    - The form is `fwlint: ignore[FW104, FW105] until 2027-01-31 by OWNER -- reason`. All but the
      brackets may be left out, though FW901 asks for the reason.
    """

    id = "FW904"
    name = "suppression-not-understood"
    level = Level.WARNING
    severity = 2.0

    def complaint(self, use: Use) -> str:
        """Return what is not understood, where something is not."""
        fault = use.suppression.fault
        return f"this suppression is not understood and has no effect: {fault}" if fault else ""
