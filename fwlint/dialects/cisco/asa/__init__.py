"""Cisco ASA and PIX: access lists, and the interfaces that a configuration binds them to.

- `statements` cuts a file into commands; `reading` sends each, by `commands`, to where it is
  gathered, a section (`sections`) or an access list (`listing`), in a `Configuration`.
- `lines` reads lines by the grammar, or by the shape of one that it has read before.
- `definitions` holds objects and groups; their `members` are `networks` or `services`.
- `entry` turns a line of a list into packets: its `operands` in their places, its `ports`. `rules`
  puts the rules of a list in order.
- `stages` says which lists and security levels a packet meets between two interfaces, `behind`
  which networks these have behind them, and `state` whose replies meet no list; `paths` makes the
  ways through the firewall of that, `control_plane` those to it, and `export` puts all together.

A name of an interface in `address_sets` of fwlint.toml gives the networks behind it; these count
instead of its subnets and routes.
"""

from __future__ import annotations

from fwlint.dialects.cisco.asa.recognition import is_asa
from fwlint.dialects.source import Source
from fwlint.model.export import Export


class CiscoAsa:
    """Extended, standard and IPv6 access lists, in a running configuration or alone.

    The output of `show access-list` is read, too.
    """

    name = "cisco-asa"
    title = "Cisco ASA"

    def recognises(self, source: Source) -> bool:
        """Return whether `source` has lines that only ASA and PIX write."""
        return is_asa(source)

    def parse(self, source: Source) -> Export:
        """Return the export; what is not understood is in its diagnostics. Never raises."""
        from fwlint.dialects.cisco.asa.reading import read

        return read(source, self.name)


DIALECT = CiscoAsa()
