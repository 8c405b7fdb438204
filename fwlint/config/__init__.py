"""`fwlint.toml`: which files belong to which hosts and devices, and what those are for."""
