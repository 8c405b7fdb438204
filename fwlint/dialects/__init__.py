"""The dialects: each is a folder here, with its grammar in `grammars/`."""
