"""The board's view of who has not been audited: of the case list, of what was asked, of what was drawn."""

from collections.abc import Sequence

import streamlit as st

from audit.commands.progress import read
from audit.documents.column import Column
from audit.model.board import Board, Filter
from audit.model.coverage import FEW, Cover, Coverage, Covered, NeverBegun
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.record import opening
from audit.pages.parts.table import table
from audit.rules.headline import many
from audit.rules.visibility import kept_words
from audit.views import coverage as views

LISTED: Column[Covered] = Column(
    "Cases in the list",
    lambda row: row.listed,
    "whole",
    "Of the case list that the sample is drawn from.",
)
AUDITED: Column[Covered] = Column(
    "Audited",
    lambda row: f"{row.audited:,} of {row.asked:,}",
    "words",
    "Submitted, of those asked for.",
)
COVER: Column[Covered] = Column(
    "How it stands",
    lambda row: row.cover.words,
    "words",
    f"Few: fewer than {FEW}, and not all of them.",
)
NEVER_BEGUN: tuple[Column[NeverBegun], ...] = (
    Column("Case", lambda each: each.reference, "text", "The reference."),
    Column("Agency", lambda each: each.agency, "text", "Whose file it is."),
    Column("Team", lambda each: each.team, "text", "Which team's."),
    Column("Where it stands", lambda each: each.state, "words", "Nobody has begun it."),
)


def coverage(desk: Desk, narrow: Filter, _picture: Board) -> None:
    """Show which agencies, teams, ages and strata have no or few files audited, and what was never begun."""
    round_id = narrow.round_id
    opening(desk, f"progress:{round_id}", lambda db, by: read(db, by, round_id))
    found = views.coverage(desk.db, desk.by, round_id)
    _answer(found)
    text.draw(kept_words(found.kept_from_you), "muted")
    if narrow.agency or narrow.age_band:
        text.draw("Of the whole round, whatever the board above is narrowed to.", "muted")
    _table("Agency", found.agencies, "By agency", "Files in the round")
    _table("Team", found.teams, "By team", "Files in the round")
    _table("Age", found.bands, "By age of the child", "Files in the round")
    _table("Stratum", found.strata, "By stratum of the sample that stands", "Cases drawn")
    _never_begun(found)


def _answer(found: Coverage) -> None:
    """Which have nothing at all, by name; then what the counts are."""
    missing = [
        each.name
        for each in (*found.agencies, *found.teams)
        if each.cover in (Cover.NOT_ASKED, Cover.NONE)
    ]
    if not found.whole.asked:
        said = "The round has no case file yet."
    elif missing:
        said = f"Not audited yet: {'; '.join(missing)}."
    else:
        said = "Every agency and team with a case here has been audited at least once."
    text.draw(said, "lead" if len(missing) < 4 else "statement")
    listed = f" The case list has {many(found.listed, 'case')}." if found.listed is not None else ""
    text.draw(f"{found.whole.audited:,} of {many(found.whole.asked, 'case file')} audited.{listed}")


def _table(what: str, rows: Sequence[Covered], caption: str, asked: str) -> None:
    if not rows:
        return
    name: Column[Covered] = Column(what, lambda row: row.name, "text")
    of: Column[Covered] = Column(asked, lambda row: row.asked, "whole", "All that were asked for.")
    listed = (LISTED,) if any(row.listed is not None for row in rows) else ()
    table(rows, (name, *listed, of, AUDITED, COVER), caption)


def _never_begun(found: Coverage) -> None:
    st.header("Never begun", anchor=False)
    if not found.never_begun_total:
        text.draw("Every file of the round has been begun.")
        return
    shown = len(found.never_begun)
    rest = f"; the first {shown:,} are shown" if shown < found.never_begun_total else ""
    table(
        found.never_begun, NEVER_BEGUN, f"{many(found.never_begun_total, 'file')} never begun{rest}"
    )
