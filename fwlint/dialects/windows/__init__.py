"""Windows Firewall: a family of dialects for the shapes in which administrators hand it over.

Each dialect reads one shape into `FirewallRule`s and `Setting`s, in the terms of [MS-FASP]; what
those mean for packets is said once, here, for all of them.
"""
