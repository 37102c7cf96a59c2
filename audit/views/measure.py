"""What a round counts beside its ratings: ladders, timers and vague words, as counts alone."""

from sqlalchemy import ColumnElement, Connection, and_, func, select

from audit.model.board import Filter
from audit.model.checklist import Checklist, VagueWords
from audit.model.measure import Measures, VaguePicture, WordCount
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint
from audit.model.wording import worded
from audit.rules import ladder, timer
from audit.rules.applicability import counting
from audit.rules.ladder import CountedFile
from audit.store import checklists
from audit.store import tables as t
from audit.store.counts import counts_for_board
from audit.store.database import Database
from audit.views.counted import within
from audit.views.reach import in_reach


def measures(db: Database, by: Person, narrow: Filter) -> Measures:
    """Return the counts of a round; NotFound if there is no such round in reach."""
    with db.reading(by, takes_long=True) as connection:
        return picture(connection, by, in_reach(connection, by, "board.read", narrow))


def picture(connection: Connection, by: Person, narrow: Filter) -> Measures:
    """The same within a transaction that reads more than this; its caller has narrowed it to a person's reach."""
    checklist_id = connection.execute(
        select(t.round_.c.checklist_id).where(t.round_.c.id == narrow.round_id)
    ).scalar_one_or_none()
    if checklist_id is None:
        raise NotFound(complaint("round.not-found"))
    checklist = worded(checklists.published(connection, checklist_id))
    counts = and_(within(connection, by, narrow), counts_for_board())
    files = _files(connection, checklist, counts)
    vague = checklist.vague_words
    return Measures(
        files=len(files),
        ladders=tuple(ladder.picture(checklist, each, files) for each in checklist.ladders),
        timers=tuple(timer.picture(checklist, each, files) for each in checklist.timers),
        vague=_vague(connection, vague, counts) if vague else None,
    )


def _files(
    connection: Connection, checklist: Checklist, counts: ColumnElement[bool]
) -> list[CountedFile]:
    if not (checklist.ladders or checklist.timers):
        return []
    stated: dict[str, dict[str, str]] = {}
    facts = (
        select(t.fact_answer.c.case_audit_id, t.fact_answer.c.fact, t.fact_answer.c.value)
        .join(t.case_audit, t.case_audit.c.id == t.fact_answer.c.case_audit_id)
        .join(t.case_file, t.case_file.c.id == t.case_audit.c.case_file_id)
        .where(counts, t.fact_answer.c.value.is_not(None))
    )
    for row in connection.execute(facts):
        stated.setdefault(row.case_audit_id, {})[row.fact] = row.value
    audits = (
        select(t.case_audit.c.id, t.case_file.c.agency, t.case_audit.c.tally)
        .join(t.case_file)
        .where(counts)
    )
    return [
        CountedFile(row.agency, counting(checklist, stated.get(row.id, {})), row.tally)
        for row in connection.execute(audits)
    ]


def _vague(connection: Connection, vague: VagueWords, counts: ColumnElement[bool]) -> VaguePicture:
    found = connection.execute(
        select(t.quote.c.word, t.quote.c.tag, t.quote.c.case_audit_id, func.count().label("n"))
        .join(t.case_audit, t.case_audit.c.id == t.quote.c.case_audit_id)
        .join(t.case_file, t.case_file.c.id == t.case_audit.c.case_file_id)
        .where(counts)
        .group_by(t.quote.c.word, t.quote.c.tag, t.quote.c.case_audit_id)
    ).all()

    def count(word: str) -> WordCount:
        mine = [row for row in found if row.word == word]
        by_tag = {each: sum(row.n for row in mine if row.tag == each.key) for each in vague.tags}
        return WordCount(
            word=word,
            times=sum(row.n for row in mine),
            files=len({row.case_audit_id for row in mine}),
            tags={each.label: n for each, n in by_tag.items()},
            left_vague=sum(n for each, n in by_tag.items() if each.is_gap),
        )

    return VaguePicture(
        vague_words=vague,
        words=tuple(count(word) for word in vague.words),
        files=len({row.case_audit_id for row in found}),
    )
