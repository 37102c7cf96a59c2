"""A checklist as an XLSForm: a workbook from which ODK and Kobo make a form that runs without a network."""

from collections.abc import Iterator
from datetime import datetime

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from audit.documents.book import to_bytes
from audit.documents.form import form
from audit.documents.form_shape import ANSWERED, VERSION, Form, Group, Question
from audit.documents.sheet_text import safe
from audit.model.checklist import Checklist
from audit.rules.enabling import Answered, Clauses

SURVEY = (
    "type",
    "name",
    "label",
    "hint",
    "guidance_hint",
    "required",
    "relevant",
    "constraint",
    "constraint_message",
    "appearance",
    "calculation",
)
CHOICES = ("list_name", "name", "label")
SETTINGS = ("form_title", "form_id", "version", "style", "allow_choice_duplicates")

Row = dict[str, str]


def xlsform(checklist: Checklist, at: datetime) -> bytes:
    """Return the workbook; the same checklist at the same time is the same bytes."""
    made = form(checklist)
    book = Workbook()
    book.properties.creator = "Practice audit"
    book.properties.title = checklist.title
    book.properties.created = book.properties.modified = at.replace(tzinfo=None)
    survey = book.active
    assert isinstance(survey, Worksheet)  # noqa: S101 - a new workbook has one sheet
    survey.title = "survey"
    _fill(survey, SURVEY, _survey(made))
    _fill(book.create_sheet("choices"), CHOICES, _choices(made))
    settings: Row = {
        "form_title": shown(checklist.title),
        "form_id": f"{checklist.review}_{checklist.key}",
        "version": str(checklist.version),
        "style": "pages",
    }
    _fill(book.create_sheet("settings"), SETTINGS, iter([settings]))
    return to_bytes(book)


def not_carried(checklist: Checklist) -> tuple[str, ...]:
    """Return in sentences what of the checklist the form cannot carry."""
    return form(checklist).left


def _fill(sheet: Worksheet, heads: tuple[str, ...], rows: Iterator[Row]) -> None:
    sheet.append(heads)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for number, row in enumerate(rows, start=2):
        for column, head in enumerate(heads, start=1):
            if text := row.get(head, ""):
                cell = sheet.cell(number, column)
                cell.value = safe(text)
                cell.data_type = "s"  # a text that begins with = is no formula
    sheet.freeze_panes = "A2"


def _survey(made: Form) -> Iterator[Row]:
    yield {"type": "start", "name": "start"}
    yield {"type": "end", "name": "end"}
    yield {"type": "calculate", "name": VERSION, "calculation": f"'{made.version}'"}
    for each in made.groups:
        yield from _group(each)


def _group(group: Group) -> Iterator[Row]:
    begun = {"type": "begin_group", "name": group.name, "label": shown(group.title)}
    look = {"appearance": "field-list"} if group.page else {}
    yield begun | look | {"relevant": relevant(group.asked)}
    if group.words:
        yield {"type": "note", "name": f"words_{group.name}", "label": shown(group.words)}
    for each in group.within:
        yield from _group(each) if isinstance(each, Group) else [_question(each)]
    yield {"type": "end_group", "name": group.name}


def _question(question: Question) -> Row:
    kind = f"select_one {question.listed}" if question.choices else "text"
    limits = _limits(question)
    return {
        "type": "integer" if question.number else kind,
        "name": question.name,
        "label": shown(question.text),
        "hint": shown(question.hint),
        "guidance_hint": shown(question.guidance),
        "required": _required(question),
        "relevant": relevant(question.asked),
        "constraint": limits[0],
        "constraint_message": limits[1],
        # Lines of a text are kept apart; one line is enough for a reference.
        "appearance": "multiline" if question.most > 100 else "",
    }


def _limits(question: Question) -> tuple[str, str]:
    if question.number:
        least, most = question.number
        return f". >= {least} and . <= {most}", f"A whole number from {least} to {most}."
    if question.most:
        return f"string-length(.) <= {question.most}", f"At most {question.most:,} characters."
    if question.closed:
        closed = " or ".join(f". = '{each}'" for each in question.closed)
        by = " or ".join(_holds(each) for each in question.closed_by)
        words = "A critical criterion is not met: this judgement is not open."
        return f"not(({closed}) and ({by}))", words
    return "", ""


def _required(question: Question) -> str:
    if question.always:
        return "yes"
    if question.needed is None:
        return ""
    name, values = question.needed
    return " or ".join(_holds((name, each)) for each in values)


def relevant(asked: Clauses) -> str:
    """Return the conditions as XPath; nothing where there are none."""
    parts = [" or ".join(sorted(map(_holds, each))) or "false()" for each in asked]
    return parts[0] if len(parts) == 1 else " and ".join(f"({each})" for each in parts)


def _holds(answered: Answered) -> str:
    question, value = answered
    if value == ANSWERED:
        return f"${{{question}}} != ''"
    return f"${{{question}}} = '{value or ''}'"


def shown(text: str) -> str:
    """Return a text as a form shows it: what the form would take for the answer of a question is parted."""
    return text.replace("${", "$ {")


def _choices(made: Form) -> Iterator[Row]:
    lists = {each.listed: each.choices for each in made.questions if each.listed}
    for name, choices in lists.items():
        for value, label in choices:
            yield {"list_name": name, "name": value, "label": shown(label)}
