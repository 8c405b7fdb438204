"""Findings that were there when a team began to use fwlint, so that new ones stand out."""
