"""A published checklist in a format of other programs: its file, and in words what the file does not carry."""

from datetime import datetime
from typing import NamedTuple

from audit.documents import checklist_bundle, checklist_csv, fhir_questionnaire, xlsform
from audit.documents.sheet_text import slug
from audit.views.checklist import Published

ENDINGS = {
    "bundle": "bundle.toml",
    "csv": "csv",
    "xlsform": "xlsform.xlsx",
    "fhir-r4": "fhir-r4.json",
    "fhir-r5": "fhir-r5.json",
}


class Shared(NamedTuple):
    """A file to be handed over."""

    file_name: str
    content: bytes
    not_carried: tuple[str, ...]
    """In sentences."""


def shared(of: Published, kind: str, at: datetime) -> Shared:
    """Return the checklist in that format."""
    checklist = of.checklist
    left: tuple[str, ...]
    match kind:
        case "bundle":
            content = checklist_bundle.bundle(of.review, (checklist,))
            left = checklist_bundle.NOT_CARRIED
        case "csv":
            content = checklist_csv.checklist_csv(checklist)
            left = checklist_csv.NOT_CARRIED
        case "xlsform":
            content = xlsform.xlsform(checklist, at)
            left = xlsform.not_carried(checklist)
        case _:
            release: fhir_questionnaire.Release = "R5" if kind == "fhir-r5" else "R4"
            content = fhir_questionnaire.questionnaire(checklist, release)
            left = fhir_questionnaire.not_carried(checklist)
    handled = slug(of.review.handling.value)
    stem = f"{slug(checklist.review)}_{slug(checklist.key)}_v{checklist.version}_{handled}"
    return Shared(f"{stem}.{ENDINGS[kind]}", content, left)
