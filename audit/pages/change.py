"""The board's view of change: is it better than last time, and could chance alone have done it?"""

from audit.documents.change_tables import CHANGES, rows
from audit.model.board import Board, Filter
from audit.model.language import _
from audit.pages.desk import Desk
from audit.pages.parts import text, words
from audit.pages.parts.meaning import meanings
from audit.pages.parts.table import table
from audit.rules.change import RULE, evidence, sentence
from audit.rules.comparable import RULE as SAME_RULE
from audit.rules.learning import between
from audit.rules.meaning import change as meaning_of
from audit.views import change as views


def change(desk: Desk, narrow: Filter, picture: Board) -> None:
    """Show each figure of the round beside the same figure of the round that it re-audits."""
    found = views.change(desk.db, desk.by, narrow)
    text.draw(sentence(_("All criteria together"), found.overall), "statement")
    said = evidence(found.overall)
    if said:
        text.draw(said, "muted")
    for each in between(found):
        text.draw(each)
    if found.before_id is None:
        return
    listed = rows(found, picture.checklist)
    table([each for each in listed if each.kind == "Standard"], CHANGES, _("Change by standard"))
    table([each for each in listed if each.kind == "Criterion"], CHANGES, _("Change by criterion"))
    text.draw(_(RULE), "muted")
    words.line("interval", "points", "p", "adjusted-p")
    meanings(
        [each.name for each in listed],
        lambda at: meaning_of(listed[at].name, listed[at].change),
        "change",
    )
    if found.different:
        text.draw(_("Not compared"), "statement")
        for one in found.different:
            text.draw(one.words)
        text.draw(_(SAME_RULE), "muted")
