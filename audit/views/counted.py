"""Which case audits a picture counts, and which of their judgements."""

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, true

from audit.model.board import Filter
from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.checklist import NOT_ASKED, Checklist, Counts
from audit.model.person import Person
from audit.store import tables as t
from audit.views.blind import shown


def counts_for_board() -> ColumnElement[bool]:
    """The case audits that count: submitted, and of each file its moderated reading, else its first."""
    moderated = t.case_audit.alias("moderated")
    settled = exists().where(
        moderated.c.round_id == t.case_audit.c.round_id,
        moderated.c.case_file_id == t.case_audit.c.case_file_id,
        moderated.c.reading == Reading.MODERATED,
        moderated.c.status == CaseAuditStatus.SUBMITTED,
    )
    return and_(
        t.case_audit.c.status == CaseAuditStatus.SUBMITTED,
        or_(
            t.case_audit.c.reading == Reading.MODERATED,
            and_(t.case_audit.c.reading == Reading.FIRST, ~settled),
        ),
    )


def within(connection: Connection, by: Person, narrow: Filter) -> ColumnElement[bool]:
    """The case audits of the round, agency, team and age band that a picture is narrowed to, and that this person may see."""
    mine = shown(connection, by, narrow.round_id)
    return and_(t.case_audit.c.round_id == narrow.round_id, mine, narrowed(narrow))


def narrowed(narrow: Filter) -> ColumnElement[bool]:
    """The case audits of the agency, team and age band that a picture is narrowed to, of whichever round."""
    conditions: list[ColumnElement[bool]] = [true()]
    if narrow.agency is not None:
        conditions.append(t.case_file.c.agency == narrow.agency)
    if narrow.team is not None:
        conditions.append(t.case_file.c.team_id == narrow.team)
    if narrow.age_band is not None:
        conditions.append(t.case_audit.c.age_band == narrow.age_band)
    return and_(*conditions)


def is_judged(checklist: Checklist) -> ColumnElement[bool]:
    """The judgements that count: on the whole file, and on a standard in which something applied.

    One may have been given before a case fact ruled the whole standard out: it is kept underneath.
    """
    conditions = [t.judgement.c.standard == ""]
    start = 1
    for each in checklist.standards:
        letters = func.substr(t.case_audit.c.tally, start, len(each.criteria))
        applied = func.trim(letters, Counts.OUT.letter + NOT_ASKED) != ""
        conditions.append(and_(t.judgement.c.standard == each.key, applied))
        start += len(each.criteria)
    return or_(*conditions)
