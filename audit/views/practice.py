"""An auditor's own practice: what is asked of them, the file to practise on, and how an attempt compared."""

from datetime import datetime

from sqlalchemy import Connection, select

from audit.model.calibration import Attempt, CalibrationSet, PracticeFile, Practised, Standing
from audit.model.checklist import Checklist, Criterion, RatingScale
from audit.model.noun import Noun
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint
from audit.model.round import RoundStatus
from audit.model.source_review import LearningPoint, SourceReview
from audit.model.wording import worded
from audit.rules import calibration as rules
from audit.rules import cycle, permission
from audit.store import calibrations, checklists
from audit.store import tables as t
from audit.store.database import Database


class OwnPractice(Noun):
    """What one round asks of the person before its live files."""

    round_id: str
    round_title: str
    minutes: int
    attempts: int
    """Handed in so far."""
    is_begun: bool
    """An attempt is open."""
    standing: Standing


class PracticeCriterion(Noun):
    """One criterion of a practice file, as an auditor rates it; what was agreed is not in it."""

    criterion: Criterion
    points: tuple[LearningPoint, ...]
    ruled_out_by: tuple[tuple[str, str], ...]
    """Question and answer of the case facts that rule it out; none where it applies."""


class Extracts(Noun):
    """The pages of a practice file."""

    title: str
    agency: str
    about: str
    facts: tuple[tuple[str, str], ...]
    """Question and given answer."""
    documents: tuple[tuple[str, str], ...]
    """Title and text."""


class Compared(Noun):
    """One criterion after an attempt: what was given beside what was agreed."""

    key: str
    statement: str
    given: str
    agreed: str
    why: str

    @property
    def is_alike(self) -> bool:
        """True if both are the same word."""
        return self.given == self.agreed


class Result(Noun):
    """How an attempt that was handed in compared."""

    attempt: Attempt
    extracts: Extracts
    needed: int
    compared: tuple[Compared, ...]
    at: datetime


class PracticePage(Noun):
    """One round's practice, for one auditor."""

    round_id: str
    round_title: str
    review: SourceReview
    scale: RatingScale
    title: str
    introduction: str
    standing: Standing
    bar: int
    can_practise: bool
    next_minutes: int
    next_of: int
    """Criteria of the file that an attempt begun now would be on."""
    next_is_new: bool
    attempts: tuple[tuple[Attempt, str], ...]
    """Each attempt that was handed in with the title of its file, the first one first."""
    open: Attempt | None
    extracts: Extracts | None
    criteria: tuple[PracticeCriterion, ...]
    """Of the attempt that is open."""
    last: Result | None


def own(db: Database, by: Person) -> tuple[OwnPractice, ...]:
    """Return what the rounds ask of the person that are open to their practice; nothing for who is no auditor."""
    if not permission.may(by, "calibration.practise"):
        return ()
    with db.reading(by) as connection:
        rows = connection.execute(
            select(t.round_.c.id, t.round_.c.title, t.round_.c.status)
            .join(t.calibration_bar)
            .where(t.calibration_bar.c.set_id.is_not(None), t.round_.c.disposed_at.is_(None))
            .order_by(t.round_.c.opened_at, t.round_.c.id)
        ).all()
        return tuple(
            _own(connection, by, row.id, row.title)
            for row in rows
            if cycle.is_open("allocate", RoundStatus(row.status))
            and calibrations.is_auditor_of(connection, row.id, by.id)
        )


def _own(connection: Connection, by: Person, round_id: str, title: str) -> OwnPractice:
    asked = calibrations.bar(connection, round_id)
    tried = calibrations.attempts(connection, round_id, by.id)
    is_begun = bool(tried) and tried[-1].is_open
    minutes = 0
    if is_begun:
        found = calibrations.published(connection, tried[-1].set_id)
        minutes = rules.minutes(found.practice_file(tried[-1].file))
    elif asked is not None:
        minutes = rules.minutes(_next(asked, tried, by))
    return OwnPractice(
        round_id=round_id,
        round_title=title,
        minutes=minutes,
        attempts=sum(not each.is_open for each in tried),
        is_begun=is_begun,
        standing=calibrations.standing(connection, round_id, by.id),
    )


def _next(asked: calibrations.Bar, tried: tuple[Attempt, ...], by: Person) -> PracticeFile:
    names = [each.file for each in tried if each.set_id == asked.set_id]
    return rules.next_file(asked.found, names, by.agency)


def practice(db: Database, by: Person, round_id: str) -> PracticePage:
    """Return the practice of a round for one of its auditors; NotFound for anybody else."""
    permission.require(by, "calibration.practise")
    with db.reading(by) as connection:
        row = (
            connection.execute(select(t.round_).where(t.round_.c.id == round_id)).mappings().first()
        )
        asked = calibrations.bar(connection, round_id)
        tried = calibrations.attempts(connection, round_id, by.id)
        mine = calibrations.is_auditor_of(connection, round_id, by.id) or bool(tried)
        if row is None or not mine or (asked is None and not tried):
            raise NotFound(complaint("calibration.not-found"))
        checklist = worded(checklists.published(connection, row["checklist_id"]))
        review = worded(checklists.review(connection, checklist.review))
        sets = {each.set_id: calibrations.published(connection, each.set_id) for each in tried}
        done = tuple(each for each in tried if not each.is_open)
        open_ = tried[-1] if tried and tried[-1].is_open else None
        shown = asked.found if asked else sets[tried[-1].set_id]
        last = _result(connection, checklist, done[-1], sets) if done and open_ is None else None
        following = _next(asked, tried, by) if asked else None
        file = sets[open_.set_id].practice_file(open_.file) if open_ else None
        return PracticePage(
            round_id=round_id,
            round_title=row["title"],
            review=review,
            scale=checklist.rating_scale,
            title=shown.title,
            introduction=shown.introduction,
            standing=calibrations.standing(connection, round_id, by.id),
            bar=asked.bar if asked else tried[-1].bar,
            can_practise=asked is not None
            and cycle.is_open("allocate", RoundStatus(row["status"])),
            next_minutes=rules.minutes(following) if following else 0,
            next_of=len(following.agreed) if following else 0,
            next_is_new=following is not None
            and following.key not in {each.file for each in tried},
            attempts=tuple((each, _title(sets, each)) for each in done),
            open=open_,
            extracts=_extracts(checklist, file) if file else None,
            criteria=_criteria(checklist, review, file) if file else (),
            last=last,
        )


def practised(db: Database, by: Person, attempt_id: str, criterion: str) -> Practised:
    """Return what one gave on a criterion of one's own attempt; nothing given is an empty one."""
    permission.require(by, "calibration.practise")
    with db.reading(by) as connection:
        if calibrations.attempt(connection, attempt_id).person_id != by.id:
            raise NotFound(complaint("calibration.not-found"))
        given = calibrations.ratings(connection, [attempt_id])[attempt_id]
        return given.get(criterion, Practised())


def _title(sets: dict[str, CalibrationSet], attempt: Attempt) -> str:
    return sets[attempt.set_id].practice_file(attempt.file).title


def _extracts(checklist: Checklist, file: PracticeFile) -> Extracts:
    return Extracts(
        title=file.title,
        agency=checklist.agency(file.agency).name,
        about=file.about,
        facts=tuple(
            _fact(checklist, file, each.key)
            for each in checklist.case_facts
            if each.key in file.case_facts
        ),
        documents=tuple((each.title, each.text) for each in file.documents),
    )


def _fact(checklist: Checklist, file: PracticeFile, key: str) -> tuple[str, str]:
    fact = checklist.fact(key)
    return fact.question, fact.label(file.case_facts[key])


def _criteria(
    checklist: Checklist, review: SourceReview, file: PracticeFile
) -> tuple[PracticeCriterion, ...]:
    """The criteria to rate, in the checklist's order: that of the file might tell something."""
    keys = {each.criterion for each in file.agreed}
    return tuple(
        PracticeCriterion(
            criterion=each,
            points=tuple(review.point(key) for key in each.learning_points),
            ruled_out_by=tuple(
                _fact(checklist, file, fact) for fact in rules.out_by(checklist, file, each.key)
            ),
        )
        for each in checklist.criteria
        if each.key in keys
    )


def _result(
    connection: Connection,
    checklist: Checklist,
    attempt: Attempt,
    sets: dict[str, CalibrationSet],
) -> Result:
    file = sets[attempt.set_id].practice_file(attempt.file)
    given = calibrations.ratings(connection, [attempt.id])[attempt.id]
    labels = {each.key: each.label for each in checklist.rating_scale.ratings}
    answers = {each.criterion: each for each in file.agreed}
    return Result(
        attempt=attempt,
        extracts=_extracts(checklist, file),
        needed=rules.needed(attempt.bar, attempt.of),
        at=attempt.submitted_at or attempt.begun_at,
        compared=tuple(
            Compared(
                key=each.key,
                statement=each.statement,
                given=labels[str(given[each.key].rating)],
                agreed=labels[answers[each.key].rating],
                why=answers[each.key].why,
            )
            for each in checklist.criteria
            if each.key in answers
        ),
    )
