"""The command line: one file per verb. Nothing else in fwlint prints or exits."""
