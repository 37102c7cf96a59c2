"""A published checklist in the formats of other programs: the file, its name, and in words what it does not carry."""

from datetime import datetime

from audit.documents import (
    checklist_bundle,
    checklist_csv,
    checklist_workbook,
    fhir_questionnaire,
    xlsform,
)
from audit.documents.sheet_text import slug
from audit.model.language import N_, in_english
from audit.views.checklist import Published

ENDINGS = {
    "bundle": "bundle.toml",
    "workbook": "xlsx",
    "csv": "csv",
    "xlsform": "xlsform.xlsx",
    "fhir-r4": "fhir-r4.json",
    "fhir-r5": "fhir-r5.json",
}


WORDS = {
    "bundle": N_("Bundle: checklist and review, for another installation"),
    "workbook": N_("Excel workbook, to be changed and taken in again"),
    "xlsform": N_("XLSForm for ODK and Kobo"),
    "fhir-r4": N_("FHIR Questionnaire, R4"),
    "fhir-r5": N_("FHIR Questionnaire, R5"),
    "csv": N_("Table, one row a criterion (CSV)"),
}


@in_english
def shared(of: Published, kind: str, at: datetime) -> bytes:
    """Return the checklist in that format."""
    match kind:
        case "bundle":
            return checklist_bundle.bundle(of.review, (of.checklist,))
        case "workbook":
            return checklist_workbook.of_nouns(of.review, of.checklist, at)
        case "csv":
            return checklist_csv.checklist_csv(of.checklist)
        case "xlsform":
            return xlsform.xlsform(of.checklist, at)
    return fhir_questionnaire.questionnaire(of.checklist, "R5" if kind == "fhir-r5" else "R4")


def not_carried(of: Published, kind: str) -> tuple[str, ...]:
    """Return in sentences what that format cannot carry."""
    match kind:
        case "bundle":
            return checklist_bundle.NOT_CARRIED
        case "workbook":
            return checklist_workbook.NOT_CARRIED
        case "csv":
            return checklist_csv.NOT_CARRIED
        case "xlsform":
            return xlsform.not_carried(of.checklist)
    return fhir_questionnaire.not_carried(of.checklist)


def file_name(of: Published, kind: str) -> str:
    """Return the name of the file: which checklist and version it is, and how its review is handled."""
    checklist, handled = of.checklist, slug(of.review.handling.value)
    stem = f"{slug(checklist.review)}_{slug(checklist.key)}_v{checklist.version}_{handled}"
    return f"{stem}.{ENDINGS[kind]}"
