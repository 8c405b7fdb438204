"""Compile the built-in rulesets, and write what is made of them: JSON Schemas and pages."""

from __future__ import annotations

from pathlib import Path

from fwlint.cli.schema import SCHEMAS, schema_of
from fwlint.requirements.compiled import compiled, compiled_path
from fwlint.requirements.load import builtin_names, load_ruleset
from fwlint.requirements.yaml_file import read_ruleset
from fwlint.resources import folder
from tools.ruleset_pages import write_pages

ROOT = Path(__file__).parents[1]


def main() -> None:
    for name in builtin_names():
        source = folder("rulesets") / f"{name}.yaml"
        ruleset = read_ruleset(source, load_ruleset)
        compiled_path(name).parent.mkdir(exist_ok=True)
        compiled_path(name).write_text(compiled(ruleset, source.read_bytes()), encoding="utf-8")
    for what in SCHEMAS:
        (ROOT / "schemas" / f"{what}.schema.json").write_text(schema_of(what) + "\n", "utf-8")
    write_pages()


if __name__ == "__main__":
    main()
