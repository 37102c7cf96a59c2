"""The board's view of who has not been audited: of the case list, of what was asked, of what was drawn."""

from collections.abc import Sequence

import streamlit as st

from audit.commands.progress import read
from audit.documents.column import Column
from audit.model.board import Board, Filter
from audit.model.coverage import Cover, Coverage, Covered, NeverBegun
from audit.model.language import N_, _
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.record import opening
from audit.pages.parts.table import table
from audit.rules.headline import many
from audit.rules.visibility import kept_words
from audit.views import coverage as views

LISTED: Column[Covered] = Column(
    N_("Cases in the list"),
    lambda row: row.listed,
    "whole",
    N_("Of the case list that the sample is drawn from."),
)
AUDITED: Column[Covered] = Column(
    N_("Audited"),
    lambda row: _("{audited:,} of {asked:,}").format(audited=row.audited, asked=row.asked),
    "words",
    N_("Submitted, of those asked for."),
)
COVER: Column[Covered] = Column(
    N_("How it stands"),
    lambda row: row.cover.words,
    "words",
    N_("Few: fewer than 5, and not all of them."),
)
NEVER_BEGUN: tuple[Column[NeverBegun], ...] = (
    Column(N_("Case"), lambda each: each.reference, "text", N_("The reference.")),
    Column(N_("Agency"), lambda each: each.agency, "text", N_("Whose file it is.")),
    Column(N_("Team"), lambda each: each.team, "text", N_("Which team's.")),
    Column(N_("Where it stands"), lambda each: each.state, "words", N_("Nobody has begun it.")),
)


def coverage(desk: Desk, narrow: Filter, _picture: Board) -> None:
    """Show which agencies, teams, ages and strata have no or few files audited, and what was never begun."""
    round_id = narrow.round_id
    opening(
        desk,
        f"progress:{round_id}",
        lambda db, by: read(db, by, round_id),
    )
    found = views.coverage(desk.db, desk.by, round_id)
    _answer(found)
    text.draw(kept_words(found.kept_from_you), "muted")
    if narrow.agency or narrow.age_band:
        text.draw(_("Of the whole round, whatever the board above is narrowed to."), "muted")
    _table(_("Agency"), found.agencies, _("By agency"), _("Files in the round"))
    _table(_("Team"), found.teams, _("By team"), _("Files in the round"))
    _table(_("Age"), found.bands, _("By age of the child"), _("Files in the round"))
    _table(_("Stratum"), found.strata, _("By stratum of the sample that stands"), _("Cases drawn"))
    _never_begun(found)


def _answer(found: Coverage) -> None:
    """Which have nothing at all, by name; then what the counts are."""
    missing = [
        each.name
        for each in (*found.agencies, *found.teams)
        if each.cover in (Cover.NOT_ASKED, Cover.NONE)
    ]
    if not found.whole.asked:
        said = _("The round has no case file yet.")
    elif missing:
        said = _("Not audited yet: {missing}.").format(missing="; ".join(missing))
    else:
        said = _("Every agency and team with a case here has been audited at least once.")
    text.draw(said, "lead" if len(missing) < 4 else "statement")
    listed = (
        _(" The case list has {cases}.").format(cases=many(found.listed, "case"))
        if found.listed is not None
        else ""
    )
    text.draw(
        _("{audited:,} of {case_files} audited.{listed}").format(
            audited=found.whole.audited,
            case_files=many(found.whole.asked, "case file"),
            listed=listed,
        )
    )


def _table(what: str, rows: Sequence[Covered], caption: str, asked: str) -> None:
    if not rows:
        return
    name: Column[Covered] = Column(what, lambda row: row.name, "text")
    of: Column[Covered] = Column(
        asked, lambda row: row.asked, "whole", _("All that were asked for.")
    )
    listed = (LISTED,) if any(row.listed is not None for row in rows) else ()
    table(rows, (name, *listed, of, AUDITED, COVER), caption)


def _never_begun(found: Coverage) -> None:
    st.header(_("Never begun"), anchor=False)
    if not found.never_begun_total:
        text.draw(_("Every file of the round has been begun."))
        return
    shown = len(found.never_begun)
    rest = (
        _("; the first {shown:,} are shown").format(shown=shown)
        if shown < found.never_begun_total
        else ""
    )
    table(
        found.never_begun,
        NEVER_BEGUN,
        _("{files} never begun{rest}").format(
            files=many(found.never_begun_total, "file"), rest=rest
        ),
    )
