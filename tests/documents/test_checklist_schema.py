"""The JSON Schema for editors: it names every field, and accepts the names that files use."""

import json

from audit.documents.checklist_schema import schema
from audit.model.checklist import Checklist, Criterion
from audit.model.source_review import SourceReview

DEFINITIONS = json.loads(schema())["$defs"]


def test_it_names_every_field_with_what_it_is_for():
    for noun in (SourceReview, Checklist, Criterion):
        properties = DEFINITIONS[noun.__name__]["properties"]
        assert set(properties) == set(noun.model_fields)
    prompt = DEFINITIONS["Criterion"]["properties"]["evidence_prompt"]
    assert prompt["description"] == "What the one line of evidence should say."


def test_rules_have_the_names_that_files_use():
    assert set(DEFINITIONS["Is"]["properties"]) == {"fact", "is"}
    assert set(DEFINITIONS["Not"]["properties"]) == {"not"}


def test_a_file_with_learning_points_of_its_own_is_a_review():
    document = json.loads(schema())
    assert document["if"] == {"required": ["learning_points"]}
    assert document["then"] == {"$ref": "#/$defs/SourceReview"}
    assert document["else"] == {"$ref": "#/$defs/Checklist"}


def test_unknown_fields_are_marked_while_one_types():
    assert DEFINITIONS["Criterion"]["additionalProperties"] is False
