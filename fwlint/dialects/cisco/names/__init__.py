"""The names that Cisco's platforms print for protocols, ports and messages, and their numbers."""
