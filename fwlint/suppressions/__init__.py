"""Findings that a person has accepted: in a comment of the export, or in a list of the site's."""
