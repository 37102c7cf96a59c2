"""Practise on a file with agreed answers: begin an attempt, rate, hand it in once. None of it counts anywhere."""

from sqlalchemy import Connection, update

from audit.model.calibration import Attempt, CalibrationSet, PracticeFile
from audit.model.language import _
from audit.model.person import Person
from audit.model.refusal import Conflict, NotFound, complaint, refuse
from audit.model.round import RoundStatus
from audit.rules import calibration as rules
from audit.rules import cycle, permission
from audit.store import calibrations, checklists, rounds
from audit.store import tables as t
from audit.store.database import Act, Database
from audit.store.dialect import insert


def begin(db: Database, by: Person, round_id: str) -> str:
    """Begin an attempt, on a practice file not tried yet where there is one; return its id.

    An attempt that is open is returned as it is: a double click begins one.
    """
    permission.require(by, "calibration.practise")
    with db.acting(by, "practice.begun") as now:
        _check_own(now.connection, by, round_id)
        title = _check_open(now.connection, round_id)
        asked = calibrations.bar(now.connection, round_id)
        if asked is None:
            raise refuse("calibration.not-asked", where=_("Practice"), title=title)
        if calibrations.standing(now.connection, round_id, by.id).passed:
            raise refuse("calibration.no-need", where=title)
        before = calibrations.attempts(now.connection, round_id, by.id)
        if before and before[-1].is_open:
            now.nothing()
            return before[-1].id
        tried = [each.file for each in before if each.set_id == asked.set_id]
        file = rules.next_file(asked.found, tried, by.agency)
        made = now.new_id()
        now.connection.execute(
            t.calibration_attempt.insert().values(
                id=made,
                round_id=round_id,
                person_id=by.id,
                set_id=asked.set_id,
                number=len(before) + 1,
                file=file.key,
                bar=asked.bar,
                begun_at=now.at,
            )
        )
        now.about = f"practice:{made}"
        now.did(result=made, round=round_id, number=len(before) + 1, file=file.key)
        return made


def rate(
    db: Database,
    by: Person,
    attempt_id: str,
    criterion: str,
    value: str | None,
    *,
    was: str | None,
    visit: str,
) -> None:
    """Keep the rating of a criterion in an attempt, or take it back with None; see `rating.rate`."""
    permission.require(by, "calibration.practise")
    with db.acting(by, "practice.rated", f"practice:{attempt_id}/{criterion}") as now:
        attempt, found = _to_change(now, by, attempt_id)
        where = _("Practice, criterion {criterion}").format(criterion=criterion)
        if criterion not in {each.criterion for each in _file(found, attempt).agreed}:
            raise refuse("criterion.not-asked", where=where)
        labels = _labels(now.connection, attempt.round_id)
        if value is not None and value not in labels:
            raise refuse("rating.unknown", where=where, value=value, known=", ".join(labels))
        kept = calibrations.ratings(now.connection, [attempt_id])[attempt_id].get(criterion)
        old = kept.rating if kept else None
        if old == value:
            now.nothing()
            return
        if old != was and kept is not None and kept.visit != visit:
            raise Conflict(
                complaint("answer.conflict", where=where), theirs=old or "", mine=value or ""
            )
        row = {"rating": value, "visit": visit, "kept_at": now.at}
        now.connection.execute(
            insert(t.calibration_rating)
            .values(attempt_id=attempt_id, criterion=criterion, **row)
            .on_conflict_do_update(index_elements=["attempt_id", "criterion"], set_=row)
        )
        now.did(old=old, new=value)


def submit(db: Database, by: Person, attempt_id: str, *, key: str | None = None) -> None:
    """Hand an attempt in, once: it is compared with the agreed answers and held against the round's bar."""
    permission.require(by, "calibration.practise")
    with db.acting(by, "practice.submitted", f"practice:{attempt_id}", key=key) as now:
        if now.earlier is not None:
            return
        attempt, found = _to_change(now, by, attempt_id)
        file = _file(found, attempt)
        given = calibrations.ratings(now.connection, [attempt_id])[attempt_id]
        ratings = {each: one.rating for each, one in given.items()}
        lacking = [each.criterion for each in file.agreed if not ratings.get(each.criterion)]
        if lacking:
            first = ", ".join(lacking[:5])
            raise refuse("calibration.unrated", where=_("Practice"), n=len(lacking), first=first)
        asked = calibrations.bar(now.connection, attempt.round_id)
        bar = asked.bar if asked else attempt.bar
        agreed, of = rules.score(file, ratings), len(file.agreed)
        passed = rules.passes(agreed, of, bar)
        now.connection.execute(
            update(t.calibration_attempt)
            .where(t.calibration_attempt.c.id == attempt_id)
            .values(submitted_at=now.at, bar=bar, agreed=agreed, of=of, passed=passed)
        )
        now.did(result=attempt_id, agreed=agreed, of=of, bar=bar, passed=passed)


def _check_own(connection: Connection, by: Person, round_id: str) -> None:
    if not calibrations.is_auditor_of(connection, round_id, by.id):
        raise NotFound(complaint("calibration.not-found"))


def _check_open(connection: Connection, round_id: str) -> str:
    """Refuse where the round takes no practice any more; return its title."""
    row = rounds.find(connection, round_id)
    cycle.check("allocate", RoundStatus(row["status"]), row["title"], row["title"])
    return str(row["title"])


def _to_change(now: Act, by: Person, attempt_id: str) -> tuple[Attempt, CalibrationSet]:
    """Within an act: return one's own open attempt and its set."""
    attempt = calibrations.attempt(now.connection, attempt_id)
    if attempt.person_id != by.id:
        raise NotFound(complaint("calibration.not-found"))
    if not attempt.is_open:
        raise refuse("calibration.submitted", where=_("Practice"))
    _check_open(now.connection, attempt.round_id)
    return attempt, calibrations.published(now.connection, attempt.set_id)


def _file(found: CalibrationSet, attempt: Attempt) -> PracticeFile:
    return found.practice_file(attempt.file)


def _labels(connection: Connection, round_id: str) -> list[str]:
    checklist_id = rounds.find(connection, round_id)["checklist_id"]
    scale = checklists.published(connection, checklist_id).rating_scale
    return [each.key for each in scale.ratings]
