"""Counting again what is kept beside the answers so that pages need not count: it must come to the same."""

from collections.abc import Iterator, Mapping

from audit.commands.counts import counted_whole
from audit.model.case_audit import Answer
from audit.model.checklist import Checklist
from audit.rules.applicability import Answers, counting, ruled_out
from audit.rules.rating import counts_as
from audit.rules.tally import tally
from audit.store import case_audits, checklists, standing_kept
from audit.store import counts as kept
from audit.store.database import Database


def first_miscounted(db: Database) -> str | None:
    """Return the first place where an answer, or a submission, does not count as it says; None if all do."""
    with db.reading() as connection:
        for audit, word in case_audits.every(connection):
            checklist = checklists.published(connection, audit.checklist_id)
            given = case_audits.facts(connection, audit.id)
            stated = {key: each.value for key, each in given.items() if each.value}
            facts = counting(checklist, stated)
            answers = case_audits.answers(connection, audit.id)
            for place in _miscounted(checklist, facts, answers, word):
                return f"Case file {audit.case_file.reference}, {place}"
    return None


def _miscounted(
    checklist: Checklist, facts: Answers, answers: Mapping[str, Answer], word: str | None
) -> Iterator[str]:
    for key, answer in answers.items():
        rules = (checklist.standard_of(key).applies_when, checklist.criterion(key).applies_when)
        if answer.ruled_out_by != (ruled_out(rules, facts) or ()):
            yield f"criterion {key}, what rules it out"
        if answer.counts != counts_as(checklist.rating_scale, answer):
            yield f"criterion {key}, what it counts as"
    if word is not None and word != tally(checklist, answers):
        yield "what it counts as"


def first_wrong(db: Database) -> str | None:
    """Return the first round of which other counts are kept than its case audits come to; None if there is none."""
    with db.reading() as connection:
        for round_id, title in kept.rounds(connection):
            stands = kept.kept(connection, round_id)
            if not stands:
                continue  # counted from its case audits until its first act
            rows = {
                place: row.tolist()
                for place, row in counted_whole(connection, round_id).items()
                if row.any() or place in stands
            }
            if rows != stands:
                return f"Round {title}"
        titles = dict(kept.rounds(connection))
        for query in standing_kept.wrong():
            found = connection.exec_driver_sql(query).scalar()
            if found is not None:
                return f"Round {titles.get(found, found)}"
    return None
