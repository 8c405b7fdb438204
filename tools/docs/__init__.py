"""The documentation site: the guides in `docs/`, and what is written from the program itself."""
