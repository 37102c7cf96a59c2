"""The form of review.toml and of a checklist as JSON Schema, for editors that check while one types."""

import json

from pydantic.json_schema import models_json_schema

from audit.model.checklist import Checklist
from audit.model.source_review import SourceReview


def schema() -> str:
    """Return one schema for both: a file with learning points of its own is a review, any other a checklist."""
    places, document = models_json_schema(
        [(SourceReview, "validation"), (Checklist, "validation")],
        title="A source review or a checklist",
    )
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "if": {"required": ["learning_points"]},
        "then": places[SourceReview, "validation"],
        "else": places[Checklist, "validation"],
    }
    return json.dumps(document | whole, indent=2, ensure_ascii=False) + "\n"
