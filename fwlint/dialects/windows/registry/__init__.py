"""The registry's way of keeping Windows Firewall's policy, shared by hives, .reg and Registry.pol.

See [MS-GPFAS] 2.2: keys for the profiles, and keys whose values are rules, each a string.
"""
