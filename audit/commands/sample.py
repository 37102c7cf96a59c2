"""Draw a round's sample, draw it again with a reason, and replace single cases strictly in drawn order."""

from collections.abc import Sequence

from sqlalchemy import Connection

from audit.commands import counts
from audit.commands.blind import kept_from
from audit.commands.document import numbered
from audit.commands.round import standing
from audit.commands.sample_plan import Planned, plan
from audit.model.document import DocumentKind
from audit.model.frame import FrameCase
from audit.model.language import _
from audit.model.person import Person
from audit.model.refusal import refuse
from audit.model.sample import Design, Part, Sample, SampleCase
from audit.rules import permission
from audit.rules import sample as rules
from audit.store import frames, round_files, rounds, samples
from audit.store.database import Act, Database
from audit.store.trail import fingerprint


def draw(
    db: Database,
    by: Person,
    round_id: str,
    design: Design,
    *,
    seen: str,
    seed: str = "",
    key: str | None = None,
) -> str:
    """Draw the sample of a round from its case list, with a case audit for each agency involved; return its id.

    `seen` is the id of the list that was looked at. Without a seed the tool chooses one at random as it
    draws, so that nobody could know it before. The same draw as the one that stands adds nothing.
    """
    permission.require(by, "sample.draw")
    planned = _plan(db, round_id, design, seed)
    with db.acting(by, "sample.drawn", f"round:{round_id}", key=key) as now:
        if now.earlier is not None:
            return now.earlier
        stands = samples.current(now.connection, round_id)
        if stands is not None:
            if not _is_same(stands, planned):
                raise refuse("sample.stands", _title(now, round_id), number=stands.number)
            now.nothing()
            return stands.id
        return _put(now, by, round_id, planned, seen, db)


def draw_again(
    db: Database,
    by: Person,
    round_id: str,
    design: Design,
    because: str,
    *,
    seen: str,
    seed: str = "",
    key: str | None = None,
) -> str:
    """Set the sample that stands aside, with the reason, and draw another; return its id.

    The earlier draw stays on record. Refused once any of its case audits was started; the others leave the
    round with it.
    """
    permission.require(by, "sample.draw")
    because = rules.check_reason(because)
    planned = _plan(db, round_id, design, seed)
    with db.acting(by, "sample.drawn_again", f"round:{round_id}", key=key) as now:
        if now.earlier is not None:
            return now.earlier
        stands = _standing(now.connection, round_id)
        if _is_same(stands, planned):
            now.nothing()
            return stands.id
        old = [each.reference for each in rules.standing(samples.cases(now.connection, stands.id))]
        begun = round_files.started(
            now.connection, round_id, old, kept_from(now.connection, by, round_id)
        )
        if begun:
            raise refuse("sample.started", _title(now, round_id), n=begun)
        samples.set_aside(now.connection, stands.id, because, now.at)
        removed = _taken_out(now, round_id, old)
        now.did(set_aside=stands.id, because=fingerprint(because), removed=removed)
        return _put(now, by, round_id, planned, seen, db)


def replace(
    db: Database,
    by: Person,
    round_id: str,
    reference: str,
    because: str,
    *,
    key: str | None = None,
) -> str:
    """Replace a case that cannot be audited by the next reserve of its stratum; return the reserve's reference.

    The case's audits leave the round, which nobody may have started, and the reserve's come in.
    """
    permission.require(by, "sample.draw")
    because = rules.check_reason(because)
    with db.acting(by, "sample.case_replaced", f"round:{round_id}", key=key) as now:
        if now.earlier is not None:
            return _came_for(now.connection, now.earlier, reference)
        sample, cases, case = _to_replace(now, round_id, reference)
        if case.part is Part.CERTAINTY:
            raise refuse("sample.certain", where=_called(case.reference))
        reserve = rules.next_reserve(cases, case.stratum)
        if reserve is None:
            raise refuse(
                "sample.no-reserve",
                where=_called(case.reference),
                stratum=case.stratum,
            )
        samples.replace(
            now.connection, sample.id, case.reference, because, reserve.reference, now.at
        )
        comes = frames.some(now.connection, sample.frame.id, [reserve.reference])
        removed = _taken_out(now, round_id, [case.reference])
        added = _brought_in(now, round_id, comes)
        now.did(result=sample.id, number=sample.number)
        now.did(because=fingerprint(because), case=_mark(db, case), removed=removed, added=added)
        return reserve.reference


def leave_out(
    db: Database,
    by: Person,
    round_id: str,
    reference: str,
    because: str,
    *,
    key: str | None = None,
) -> None:
    """Leave a case out of the sample with nothing in its place: once its stratum has no reserve left.

    A case that was taken for certain stands for itself, so nothing comes in its place either.
    """
    permission.require(by, "sample.draw")
    because = rules.check_reason(because)
    with db.acting(by, "sample.case_left_out", f"round:{round_id}", key=key) as now:
        if now.earlier is not None:
            return
        sample, cases, case = _to_replace(now, round_id, reference)
        if case.part is not Part.CERTAINTY and rules.next_reserve(cases, case.stratum):
            raise refuse(
                "sample.reserve-left",
                where=_called(case.reference),
                stratum=case.stratum,
            )
        samples.replace(now.connection, sample.id, case.reference, because, None, now.at)
        removed = _taken_out(now, round_id, [case.reference])
        now.did(result=sample.id, number=sample.number)
        now.did(because=fingerprint(because), case=_mark(db, case), removed=removed)


def exported(db: Database, by: Person, round_id: str) -> str:
    """Record that this person took the sampling log of a round out; return its number."""
    permission.require(by, "sample.read")
    with db.acting(by, "sampling_log.exported", f"round:{round_id}") as now:
        rounds.find(now.connection, round_id)
        sample = _standing(now.connection, round_id)
        now.did(number=sample.number, sample=sample.id)
        return numbered(now, DocumentKind.SAMPLING_LOG, round_id)


# ---- Keeping a draw ------------------------------------------------------------------------------------


def _plan(db: Database, round_id: str, design: Design, seed: str) -> Planned:
    """Work a draw out before anybody has to wait for it."""
    with db.reading() as connection:
        row = standing(connection, round_id, "draw")
        return plan(connection, row, db.clock(), design, seed)


def _is_same(stands: Sample, planned: Planned) -> bool:
    """True if the same list is drawn from, by the same design, with the same seed."""
    return (
        stands.frame.hash == planned.frame.hash
        and stands.design == planned.design
        and stands.seed == planned.seed
    )


def _put(now: Act, by: Person, round_id: str, planned: Planned, seen: str, db: Database) -> str:
    row = standing(now.connection, round_id, "draw")
    stands = frames.current(now.connection, round_id)
    if stands is None or not stands.id == seen == planned.frame.id:
        raise refuse("sample.list-moved", where=row["title"])
    drawn = planned.drawn
    made = Sample(
        id=now.new_id(),
        round_id=round_id,
        number=len(samples.samples(now.connection, round_id)) + 1,
        frame=planned.frame,
        seed=planned.seed,
        seed_from=planned.seed_from,
        design=planned.design,
        strata=drawn.strata,
        drawn_at=now.at,
        drawn_by=by.name,
    )
    samples.put(now.connection, made, by.id, drawn.cases)
    taken = [each.reference for each in drawn.taken]
    files = [planned.cases[each] for each in taken]
    added = _brought_in(now, round_id, files)
    now.did(result=made.id, sample=made.id, number=made.number, frame=made.frame.id)
    now.did(hash=made.frame.hash, seed=fingerprint(made.seed), seed_from=made.seed_from)
    now.did(cases=len(taken), strata=len(drawn.strata), touched=len(drawn.cases), added=added)
    now.did(set=db.mark_of(taken))
    return made.id


def _taken_out(now: Act, round_id: str, references: Sequence[str]) -> int:
    removed = round_files.remove(now.connection, round_id, references)
    counts.count_whole(now.connection, round_id)
    return removed


def _brought_in(now: Act, round_id: str, cases: Sequence[FrameCase]) -> int:
    added = round_files.add(now.connection, round_id, cases, now.at, now.new_id)
    counts.count_whole(now.connection, round_id)
    return added


# ---- What there is -------------------------------------------------------------------------------------


def _to_replace(
    now: Act, round_id: str, reference: str
) -> tuple[Sample, Sequence[SampleCase], SampleCase]:
    """The sample that stands, its cases, and the one of them that is to go; refuse where it may not."""
    standing(now.connection, round_id, "draw")
    sample = _standing(now.connection, round_id)
    cases = samples.cases(now.connection, sample.id, Part.CERTAINTY, Part.DRAWN, Part.RESERVE)
    folded = reference.strip().casefold()
    found = [each for each in rules.standing(cases) if each.reference.casefold() == folded]
    if not found:
        raise refuse("sample.not-in-sample", where=_called(reference[:60]))
    begun = round_files.started(
        now.connection, round_id, [found[0].reference], kept_from(now.connection, now.by, round_id)
    )
    if begun:
        raise refuse(
            "sample.case-started",
            where=_called(found[0].reference),
            n=begun,
        )
    return sample, cases, found[0]


def _came_for(connection: Connection, sample_id: str, reference: str) -> str:
    """The reserve that came in the place of a case."""
    folded = reference.strip().casefold()
    return next(
        each.replaced_by or ""
        for each in samples.cases(connection, sample_id)
        if each.reference.casefold() == folded
    )


def _standing(connection: Connection, round_id: str) -> Sample:
    found = samples.current(connection, round_id)
    if found is None:
        raise refuse("sample.none")
    return found


def _title(now: Act, round_id: str) -> str:
    return str(rounds.find(now.connection, round_id)["title"])


def _mark(db: Database, *cases: SampleCase) -> str:
    """Cases in the trail: by a keyed hash, for a reference must not outlive its round."""
    return db.mark_of(each.reference.casefold() for each in cases)


def _called(reference: str) -> str:
    """How a case is called in a sentence."""
    return _("Case {reference}").format(reference=reference)
