"""The command line, as `fwlint` and as `python -m fwlint`."""

from fwlint.cli.main import main

if __name__ == "__main__":
    main(prog_name="fwlint")
