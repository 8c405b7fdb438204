"""The guide to writing a ruleset: the ruleset that it builds loads, and its example turns out."""

from __future__ import annotations

import re
from pathlib import Path

from fwlint.rehearsal import rehearse
from fwlint.requirements.load import load_ruleset
from fwlint.requirements.schema import ServiceModel

TEXT = (Path(__file__).parents[2] / "docs" / "write-your-own-ruleset.md").read_text("utf-8")
SMALLEST, FORBIDDEN, PARAMETERS, EXAMPLES = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)


def test_the_ruleset_of_the_guide_passes_its_own_example(tmp_path: Path) -> None:
    path = tmp_path / "office.yaml"
    path.write_text(SMALLEST + EXAMPLES, encoding="utf-8")
    ruleset = load_ruleset(str(path))
    (turned_out,) = rehearse((ruleset,), ruleset)
    assert turned_out.passed


def test_the_parameters_of_the_guide_load(tmp_path: Path) -> None:
    path = tmp_path / "office.yaml"
    more = PARAMETERS.removeprefix("parameters:\n")
    path.write_text(SMALLEST.replace("roles:", more + "roles:"), encoding="utf-8")
    parameters = load_ruleset(str(path)).parameters
    assert parameters["web-https-port"].following(((80, 80),)) == ((443, 443),)
    assert parameters["web-https-port"].following(((8530, 8530),)) == ((8531, 8531),)


def test_the_guide_explains_every_key_of_a_service() -> None:
    explained = set(re.findall(r"`([a-z-]+)`", "".join(re.findall(r"^\| (`.*?) \|", TEXT, re.M))))
    keys = {field.alias or name for name, field in ServiceModel.model_fields.items()}
    assert explained == keys - {"name"}


def test_the_ban_of_the_guide_is_that_of_the_example() -> None:
    example = Path(__file__).parents[2] / "examples" / "payment" / "payment.yaml"
    for line in FORBIDDEN.splitlines()[1:]:
        assert line.strip() in example.read_text("utf-8")
