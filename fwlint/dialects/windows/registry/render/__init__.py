"""A policy store as the keys and values in which the registry keeps it."""
