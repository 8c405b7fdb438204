"""Rulesets, the sites they are applied to, and the demands that follow for an export."""
