"""The sheets of what was found in the round, and of what was promised on that: by whom, until when, and whether it helped."""

from openpyxl import Workbook

from audit.documents.action_tables import ACTIONS, ActionRow
from audit.documents.board_pack_picture import Picture
from audit.documents.chart_parts import Source
from audit.documents.column import Column
from audit.documents.finding_tables import FINDINGS
from audit.documents.good_practice_tables import PRACTICE
from audit.documents.pack_sheet import put_figures, put_words
from audit.model.finding import Finding
from audit.rules.action import ordered
from audit.rules.retention import today

FOUND, PROMISED, PRACTISED = "Findings", "Actions", "Good practice"
WHOSE = (
    "Of the whole round and of the rounds that it follows, as far as whoever took the pack out may see it:"
    " on paper as on the page “Findings and actions”."
)
NOTHING_FOUND = (
    "No finding was raised yet in this round or in one that it follows, or none is yours to see."
)
NOTHING_SHOWN = "No good practice of this round is shown on the page “Good practice” yet."
TO_COPY = "Of the whole round, as on the page “Good practice”: what was done, and why it worked, for others to copy."
NOTHING_PROMISED = (
    "No action was promised yet on a finding of these rounds, or none is yours to see."
)
FOUND_IN: tuple[Column[Finding], ...] = (
    Column("Round", lambda r: r.round_title, "text", "In which it was found.", 16),
)
PROMISED_IN: tuple[Column[ActionRow], ...] = (
    Column("Round", lambda r: r.action.round_title, "text", "In which the finding was raised.", 16),
)


def put_findings(book: Workbook, picture: Picture) -> Source | None:
    """Write a row a finding, those that were withdrawn too: they say so."""
    found = picture.beside.found
    if not found:
        put_words(book, picture.running, FOUND, (NOTHING_FOUND,))
        return None
    return put_figures(book, picture.running, FOUND, (WHOSE,), (*FINDINGS, *FOUND_IN), found)


def put_practice(book: Workbook, picture: Picture) -> Source | None:
    """Write a row a piece of good practice that is shown in the gallery."""
    found = picture.beside.practice
    if not found:
        put_words(book, picture.running, PRACTISED, (NOTHING_SHOWN,))
        return None
    return put_figures(book, picture.running, PRACTISED, (TO_COPY,), PRACTICE, found)


def put_actions(book: Workbook, picture: Picture) -> Source | None:
    """Write a row an action as it stands on the day, what needs somebody first."""
    now, told = (
        today(picture.board.at),
        {each.id: effect for each, effect in picture.beside.promised},
    )
    found = ordered(tuple(each for each, _ in picture.beside.promised), now)
    if not found:
        put_words(book, picture.running, PROMISED, (NOTHING_PROMISED,))
        return None
    rows = [ActionRow(each, now, told[each.id]) for each in found]
    return put_figures(book, picture.running, PROMISED, (WHOSE,), (*ACTIONS, *PROMISED_IN), rows)
