"""Cisco access lists: a family of dialects that share their words and their meaning.

How a Cisco dialect is built:

- Its package (`ios`, `nxos`, `iosxr`) holds the `DIALECT`, with `recognition` beside it, and a
  `platform` module whose `Platform` says what is particular to it: its name, its grammar, its names
  for protocols, ports and ICMP messages (`names`), and what it does with an empty list. Its grammar
  stands in `grammars/cisco_<name>.lark` and imports what all share from `cisco_common.lark`.
- `statements` cuts a file into commands; comments, banners and a pager's prompts are left out.
- `gathering` hands each command to the section it stands in (`sections`, `headers`); these put
  access lists, object groups, interfaces and lines into a `Configuration` as they were written.
- `lowering` makes the export out of that. It reads the groups (`groups`) first and then the
  entries: `entry` turns an entry's parse tree into an `Entry`, with `addresses` and `transport`
  for its parts, and `Entry.packets` into boxes. An entry that is not understood stays as a rule
  that may match anything, with a condition that says so (`access_list`).
- `shapes` saves the grammar most of its work: an entry that differs from an earlier one in its
  addresses and numbers only is not parsed again.

The networks behind an interface are its own subnets, unless the site knows better: `address_sets`
of fwlint.toml may name an interface (`Vlan10`) or an access list and give the networks that are
behind it, or whose traffic the list filters.
"""
