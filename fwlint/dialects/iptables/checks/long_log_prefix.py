"""FW129."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.iptables.checks.chains import chains
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level

_MOST_BYTES = 29


class LongLogPrefix(Check):
    """The prefix of a LOG rule is longer than the kernel keeps.

    ## Why it matters
    The kernel keeps 29 bytes, and iptables cuts off the rest without a word. The end of a prefix is
    often what tells one rule from another, and the blank that parts it from the packet: whoever
    searches the log for the whole prefix finds nothing.

    ## Example
    ```iptables
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A INPUT -p tcp --dport 22 -j LOG --log-prefix "firewall dropped ssh from outside: "
    COMMIT
    ```

    ## Instead
    ```iptables
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A INPUT -p tcp --dport 22 -j LOG --log-prefix "fw drop ssh outside: "
    COMMIT
    ```

    ## References
    - iptables-extensions(8), "LOG": a prefix is up to 29 letters long.
    """

    id = "FW129"
    name = "long-log-prefix"
    level = Level.NOTE
    severity = 0.5

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a note for each such rule."""
        for chain in chains(subject.export):
            for rule in chain.rules:
                prefix = rule.note("log-prefix").encode() if rule.notes else b""
                if len(prefix) > _MOST_BYTES:
                    kept = prefix[:_MOST_BYTES].decode(errors="replace")
                    yield Finding(
                        check=self.id,
                        level=self.level,
                        message=f"the log shows {kept!r}: the kernel keeps {_MOST_BYTES} of the"
                        f" {len(prefix)} bytes of this prefix",
                        span=rule.span,
                        decided_by=rule.text,
                    )
