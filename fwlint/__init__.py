"""fwlint: a policy-as-code linter for firewall configurations that already exist."""

__version__ = "0.1.0"
