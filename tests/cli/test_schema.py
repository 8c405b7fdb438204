"""The JSON Schemas: what `fwlint schema` prints, what is checked in, and what they accept."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import jsonschema
import pytest
import yaml

from fwlint.cli.schema import SCHEMAS
from tests.cli.conftest import Run

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("what", SCHEMAS)
def test_the_schema_that_is_checked_in_is_the_one_that_is_printed(run: Run, what: str) -> None:
    checked_in = (ROOT / "schemas" / f"{what}.schema.json").read_text("utf-8")
    assert run("schema", what).output == checked_in


def test_the_schema_accepts_the_builtin_rulesets_and_refuses_an_unknown_key() -> None:
    schema = json.loads((ROOT / "schemas" / "ruleset.schema.json").read_text("utf-8"))
    for path in (ROOT / "rulesets").glob("*.yaml"):
        data = json.loads(json.dumps(yaml.safe_load(path.read_text("utf-8")), default=str))
        jsonschema.validate(data, schema)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(data | {"titel": "x"}, schema)


def test_the_schema_accepts_the_example_configuration_and_refuses_an_unknown_key() -> None:
    schema = json.loads((ROOT / "schemas" / "config.schema.json").read_text("utf-8"))
    config = tomllib.loads((ROOT / "examples" / "fwlint.toml").read_text("utf-8"))
    jsonschema.validate(config, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(config | {"netwroks": {}}, schema)
