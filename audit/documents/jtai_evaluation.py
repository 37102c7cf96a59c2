"""The partnership's evaluation of one child as a Word document: what the agencies' panel judged and agreed."""

from docx.document import Document as Word

from audit.documents.jtai_name import HANDLING
from audit.documents.jtai_words import HANDLED, Making, about, listed, panel_words
from audit.documents.paper_word import heading, new_paper, note, points, say, table, title, to_bytes
from audit.model.panel import Happening, Row
from audit.rules import panel as rules
from audit.rules import panel_day
from audit.rules.panel_check import title as judged_on
from audit.rules.panel_summary import sections
from audit.rules.retention import day
from audit.views.jtai_bundle import Bundle, ChildPart
from audit.views.panel import PanelPage

NONE = "No panel was held on this child: the partnership has not evaluated its case together. The agencies' own audits follow."
DRAFT = "The panel is not signed off: what follows is how it stands, and may still change."
VOIDED = (
    "An agency's reading changed after the panel had signed off, which therefore no longer stands."
)


def evaluation(bundle: Bundle, making: Making, part: ChildPart) -> bytes:
    """Return the document."""
    reference = part.child.reference
    made = new_paper(
        about(bundle, making, f"Partnership evaluation, child {reference}"), points=10, margin=2.0
    )
    checklist = bundle.checklist
    title(
        made,
        f"Partnership evaluation: child {reference}",
        f"{bundle.round_title}. {checklist.title}, version {checklist.version}.",
    )
    note(made, HANDLING.label, HANDLED)
    _folder(made, part)
    heading(made, "The panel")
    if part.panel is None:
        say(made, NONE, "Lead")
        return to_bytes(made)
    _met(made, part, part.panel)
    _judged(made, part.panel)
    _gaps(made, part.panel)
    _chronology(made, part.panel)
    _summary(made, part.panel)
    return to_bytes(made)


def _folder(made: Word, part: ChildPart) -> None:
    """What is in the child's folder, and what is not."""
    heading(made, "What is handed over on this child")
    rows = [(each.number, each.what, each.stands) for each in listed(part)]
    heads = ("No", "Document", "How it stands")
    table(made, heads, rows, (1.2, 6.8, 9.0), "The documents on this child in their order")
    if part.child.missing:
        say(made, "")
        say(made, "Missing:")
        points(made, (f"{each[:1].upper()}{each[1:]}." for each in part.child.missing))


def _met(made: Word, part: ChildPart, page: PanelPage) -> None:
    panel = page.panel
    say(made, f"{panel_words(part)}.", "Lead")
    if not panel.is_signed_off:
        say(made, DRAFT if panel.voided_at is None else f"{VOIDED} {DRAFT}")
    say(
        made,
        f"Held on {day(panel.held_on)}." if panel.held_on else "No day is noted on which it met.",
    )
    if panel.began_because:
        say(made, f"It began before every file was read: {panel.began_because}")
    if page.present:
        say(made, "Present, by role:")
        points(made, (f"{each.role} ({page.name(each.agency)})" for each in page.present))
    else:
        say(made, "Nobody is noted as present.")


def _judged(made: Word, page: PanelPage) -> None:
    heading(made, "The partnership's judgement")
    if not any(each.judgement.value or each.judgement.rationale for each in page.judged.values()):
        say(made, "Nothing is judged yet.")
        return
    scale = page.checklist.judgement_scale
    rows = []
    # The whole case first: it is what a reader looks for.
    for key in ("", *(each for each in page.judged if each)):
        given = page.judged[key].judgement
        value = scale.value(given.value).label if scale and given.value else ""
        about = judged_on(page.checklist, key).strip("“”")
        capped = ", ".join(page.judged[key].capped_by)
        below = f"\nCritical and not met in a file, which caps it: {capped}." if capped else ""
        rows.append(
            (
                about[:1].upper() + about[1:],
                value or "not judged yet",
                (given.rationale or "No rationale is written.") + below,
            )
        )
    heads = ("Standard", "Judgement", "Why")
    table(
        made,
        heads,
        rows,
        (4.4, 3.4, 9.2),
        "The partnership's judgement on the case and each standard",
    )


def _gaps(made: Word, page: PanelPage) -> None:
    heading(made, "Where the agencies' files differ")
    if not page.gaps:
        say(made, "In no criterion one agency has it met and another not.")
        return
    scale = page.checklist.rating_scale
    rows = [
        (
            f"{each.criterion.key}  {each.criterion.statement}",
            rules.gap_words(scale, page.agencies, each),
            _made_of(page, each),
        )
        for each in page.gaps
    ]
    heads = ("Criterion", "What each file shows", "What the panel makes of it")
    table(made, heads, rows, (5.4, 5.0, 6.6), "Criteria that one agency has met and another not")


def _made_of(page: PanelPage, row: Row) -> str:
    note = rules.standing(row, page.notes)
    if note is None:
        return "Nothing is noted yet."
    return note.text if note.is_gap else f"No gap between the agencies: {note.text}"


def _chronology(made: Word, page: PanelPage) -> None:
    heading(made, "Agreed chronology")
    if not page.chronology:
        say(made, "No chronology is agreed yet.")
        return
    rows = [
        (panel_day.said(each.day), each.what, _shown_by(page, each), _agreed(each))
        for each in page.chronology
    ]
    heads = ("When", "What happened", "Shown by the file of", "Agreed")
    table(made, heads, rows, (2.8, 7.4, 4.6, 2.2), "What happened, the earliest first")


def _shown_by(page: PanelPage, each: Happening) -> str:
    return ", ".join(page.name(agency) for agency in each.agencies) or "–"


def _agreed(each: Happening) -> str:
    return "no, disputed" if each.disputed else "yes"


def _summary(made: Word, page: PanelPage) -> None:
    heading(made, "Learning summary")
    if not page.panel.summary:
        say(made, "No learning summary is written yet.")
    for part, lines in sections(page.panel.summary):
        if part:
            heading(made, part, 2)
        for each in lines:
            say(made, each)
