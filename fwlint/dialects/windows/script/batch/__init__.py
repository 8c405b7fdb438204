"""Batch files, from their text to the programs they run; see `cmd /?`."""
