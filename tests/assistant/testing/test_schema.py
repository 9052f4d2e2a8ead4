"""The form of a file of cases, and the schema that editors check it by."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from assistant import testing
from assistant.testing.assertions import ASSERTION_TYPES
from assistant.testing.schema import SCHEMA_FILE, schema

SHIPPED = Path(str(testing.__file__)).with_name(SCHEMA_FILE)
SEEDS = Path(__file__).parents[3] / "seeds" / "cases"


def test_the_shipped_schema_is_the_one_that_the_code_describes() -> None:
    assert json.loads(SHIPPED.read_text("utf-8")) == schema()


def test_the_schema_is_json_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_seed_cases_fit_the_schema_that_they_name(path: Path) -> None:
    head = path.read_text("utf-8").splitlines()[0]
    named = (path.parent / head.partition("$schema=")[2]).resolve()

    assert named == SHIPPED.resolve()
    jsonschema.validate(yaml.safe_load(path.read_text("utf-8")), schema())


def test_the_schema_refuses_what_the_loader_refuses() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"tests": [{"question": "من؟", "asert": []}]}, schema())


def test_every_assertion_has_a_form_with_not() -> None:
    plain = {name for name in ASSERTION_TYPES if not name.startswith("not-")}

    assert {f"not-{name}" for name in plain} | plain == ASSERTION_TYPES
    assert len(plain) == 17
