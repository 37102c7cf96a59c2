"""The findings of a round that a person may see, and what its results suggest as more."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, select

from audit.model.board import Filter
from audit.model.checklist import Checklist
from audit.model.finding import Decided, Finding, Suggestion
from audit.model.learning import Learning
from audit.model.noun import Noun
from audit.model.person import Person
from audit.model.round import RoundStatus
from audit.model.source_review import SourceReview
from audit.model.wording import worded
from audit.rules import finding as rules
from audit.rules import permission
from audit.rules.finding_suggestion import Parted, suggestions
from audit.rules.panel import counting, is_kept
from audit.rules.permission import Reach
from audit.store import checklists, findings, panels, rounds, themes
from audit.store import tables as t
from audit.store.database import Database
from audit.views import agreement as agreements
from audit.views import board as boards
from audit.views.blind import kept_from
from audit.views.finding_seen import visible
from audit.views.learning import answered
from audit.views.reach import files_in_reach, in_reach


class FindingsPage(Noun):
    """A round's findings as one person may read them."""

    round_id: str
    round_title: str
    review: SourceReview
    checklist: Checklist
    is_disposed: bool
    findings: tuple[Finding, ...]
    """Those that stand first, gaps before strengths."""
    offered: tuple[str, ...]
    """Names of the themes that stand: a finding's is chosen from them, or named anew."""
    elsewhere: dict[str, int]
    """Findings that stand in other rounds, by the round's title."""

    @property
    def themes(self) -> tuple[str, ...]:
        """Those that a finding may be given: the themes, and what other findings that stand are called by."""
        named = {each.theme for each in self.findings if each.stands and each.theme}
        return tuple(sorted({*named, *self.offered}, key=str.casefold))

    def of_panel(self, panel_id: str, criterion: str) -> Finding | None:
        """What was raised at a panel on a criterion, if anything was."""
        return next(
            (
                each
                for each in self.findings
                if each.stands and (each.panel_id, each.criterion) == (panel_id, criterion)
            ),
            None,
        )


class Suggested(Noun):
    """What the results suggest, and what was decided on."""

    open: tuple[Suggestion, ...]
    decided: tuple[Decided, ...]


def rounds_of(db: Database, by: Person) -> dict[str, str]:
    """Return id and title of the rounds whose findings are in this person's reach, the newest first.

    A planned round has no file yet, and nothing can have been found in it.
    """
    permission.require(by, rules.READ)
    with db.reading(by) as connection:
        reached = select(t.case_audit.c.round_id).join(t.case_file)
        wanted: ColumnElement[bool] = t.round_.c.status != RoundStatus.PLANNED
        if Reach.ALL not in permission.reaches(by, rules.READ):
            wanted &= t.round_.c.id.in_(reached.where(files_in_reach(by, rules.READ)))
        newest = t.round_.c.opened_at.desc(), t.round_.c.id
        rows = connection.execute(
            select(t.round_.c.id, t.round_.c.title).where(wanted).order_by(*newest)
        )
        return {row.id: row.title for row in rows}


def findings_of(db: Database, by: Person, round_id: str) -> FindingsPage:
    """Return the findings of a round; NotFound if nothing of the round is in reach."""
    with db.reading(by) as connection:
        in_reach(connection, by, rules.READ, Filter(round_id=round_id))
        row = rounds.find(connection, round_id)
        checklist = worded(checklists.published(connection, row["checklist_id"]))
        known = visible(connection, by)
        return FindingsPage(
            round_id=round_id,
            round_title=row["title"],
            review=worded(checklists.review(connection, checklist.review)),
            checklist=checklist,
            is_disposed=row["disposed_at"] is not None,
            findings=tuple(each for each in known if each.round_id == round_id),
            offered=tuple(each.name for each in themes.standing(connection)),
            elsewhere=Counter(
                each.round_title for each in known if each.stands and each.round_id != round_id
            ),
        )


# ---- What the results suggest -----------------------------------------------------------------------------


def suggested(db: Database, by: Person, round_id: str) -> Suggested:
    """Return what a round's results suggest and nobody has decided on, and what was decided; NotFound as above."""
    narrow = Filter(round_id=round_id)
    with db.reading(by) as connection:
        narrow = in_reach(connection, by, "finding.decide", narrow)
        found = _learning(connection, by, narrow, db)
        decided = findings.decided(connection, round_id)
        known = {each.key for each in decided}
        if kept_from(connection, by, round_id):
            # The numbers of a decision are those of all readings; this person may not be told of one.
            decided = tuple(each.model_copy(update={"basis": ""}) for each in decided)
        parted = _parted(connection, by, round_id, found.board.checklist)
    return Suggested(
        open=tuple(each for each in suggestions(found, parted) if each.key not in known),
        decided=decided,
    )


def _learning(connection: Connection, by: Person, narrow: Filter, db: Database) -> Learning:
    board = boards.picture(connection, by, narrow, db.clock())
    agreement = agreements.picture(connection, by, narrow, board.at)
    return answered(connection, by, narrow, board, agreement)


def _parted(
    connection: Connection, by: Person, round_id: str, checklist: Checklist
) -> tuple[Parted, ...]:
    """On which criteria signed-off panels held that the agencies were apart; none that is kept from this person."""
    signed_off = t.panel.c.signed_off_at.is_not(None)
    held = panels.found(connection, (t.panel.c.round_id == round_id) & signed_off)
    seen = 0
    apart: dict[str, list[Sequence[str]]] = {}
    for panel in held:
        files = panels.files(connection, panel.round_id, panel.case_id)
        if is_kept(by.id, [each.readings for each in files]):
            continue
        seen += 1
        notes = panels.notes(connection, panel.id)
        gaps = [key for key, each in notes.items() if each.is_gap]
        counts = [found.id for each in files if (found := counting(each.readings))]
        for key in gaps:
            apart.setdefault(key, []).append(counts)
    keys = [each.key for each in checklist.criteria if each.key in apart]
    return tuple(
        Parted(
            criterion=key,
            panels=len(apart[key]),
            of=seen,
            files=tuple(dict.fromkeys(one for files in apart[key] for one in files)),
        )
        for key in keys
    )
