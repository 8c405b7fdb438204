"""FW207."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks.unwanted import finding, openings, said
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level
from fwlint.model.requirement import Need


class ForbiddenOpen(Check):
    """A flow that a ruleset forbids can pass.

    ## Why it matters
    Somebody wrote down that these packets must not pass, and they do. What another requirement of
    the same site needs is left out of the ban, so that a ruleset can forbid a network and name the
    ports that are the exception. Without this finding the flow is closed, whatever the conditions.

    ## Example
    The office may reach the payment network on HTTPS only, and the list lets it in on SSH, too:
    ```cisco-ios config=examples/payment/fwlint.toml
    interface Vlan10
     ip address 10.30.0.1 255.255.255.0
     ip access-group OFFICE-IN in
    ip access-list extended OFFICE-IN
     permit tcp 10.30.0.0 0.0.0.255 10.66.0.0 0.0.0.255 eq 443
     permit tcp 10.30.0.0 0.0.0.255 host 10.66.0.9 eq 22
    ```

    ## Instead
    ```cisco-ios config=examples/payment/fwlint.toml
    interface Vlan10
     ip address 10.30.0.1 255.255.255.0
     ip access-group OFFICE-IN in
    ip access-list extended OFFICE-IN
     permit tcp 10.30.0.0 0.0.0.255 10.66.0.0 0.0.0.255 eq 443
     deny ip any 10.66.0.0 0.0.0.255 log
    ```

    ## References
    - The rule of the ruleset that the finding names; `fwlint explain` prints it.
    """

    id = "FW207"
    name = "forbidden-flow-open"
    level = Level.ERROR
    severity = 8.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for each path on which a forbidden flow passes, or may."""
        for demand in subject.demands:
            if demand.need is Need.FORBIDDEN:
                for opening in openings(demand, subject.export):
                    level = self.level if opening.certain else Level.WARNING
                    claim = f"{said(opening)}, and {demand.product} forbids it"
                    yield finding(self, level, opening, claim)
