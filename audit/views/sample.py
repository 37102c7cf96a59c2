"""A round's sample: what it can be drawn by, what a design comes to, and the log of what was drawn."""

from collections import Counter

from sqlalchemy import Connection, RowMapping, select

from audit.analysis.precision import precision
from audit.analysis.sample import allot, strata, ticket
from audit.model.checklist import NOT_ASKED, Counts
from audit.model.frame import Frame
from audit.model.language import _, of_checklist
from audit.model.noun import Noun
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint, refuse
from audit.model.round import RoundStatus
from audit.model.sample import (
    AGE,
    AGENCY,
    NOT_GIVEN,
    STRATA_LIMIT,
    TEAM,
    Before,
    Design,
    Part,
    Precision,
    Sample,
    SampleCase,
    Stratum,
    team,
)
from audit.rules import cycle, permission
from audit.rules import sample as rules
from audit.store import checklists, frames, round_files, samples
from audit.store import tables as t
from audit.store.counts import counts_for_board
from audit.store.database import Database
from audit.views.blind import kept_from, shown

EXCLUDED_SHOWN = 300
"""Cases left out that are told with a page; the whole log tells all."""
IN_IT = (Part.CERTAINTY, Part.DRAWN, Part.RESERVE)


class SampleLog(Noun):
    """The sample that stands, and how it came about."""

    round_title: str
    checklist: str
    """Title and version of its checklist."""
    sample: Sample
    cases: tuple[SampleCase, ...]
    """Those taken, drawn or in reserve; what became of each."""
    reasons: dict[str, int]
    """Why cases were left out, each with how many."""
    excluded: tuple[SampleCase, ...]
    """The cases left out: the first of them, unless all of the log is asked for."""
    ticket: tuple[str, str] | None
    """A drawn case with its ticket, to be worked out again; None where none was drawn or its seed is erased."""
    begun: int
    """Case audits of the sample that somebody has started."""
    beside: int
    """Cases of the round that are not of the sample: added by hand."""
    earlier: tuple[Sample, ...]
    """Draws that were set aside, the newest first."""
    precision: Precision
    before: Before | None


class SamplePage(Noun):
    """What a round's sample is drawn from, and the log of one that stands."""

    round_id: str
    is_open: bool
    """True while a sample can be drawn and its cases be replaced."""
    frame: Frame | None
    """The case list that stands; None while there is none."""
    columns: dict[str, dict[str, int]]
    """What strata and conditions can be made of: values with their cases; none for a column of too many."""
    before: Before | None
    log: SampleLog | None


class Plan(Noun):
    """What a design comes to, before chance comes in: numbers, and no case."""

    frame_id: str
    design: Design
    strata: tuple[Stratum, ...]
    elsewhere: int
    """Cases left out because another round has had them lately, or has them now."""


def sample_page(db: Database, by: Person, round_id: str) -> SamplePage:
    """Return the sample of a round and what one can be drawn by; NotFound if there is no such round."""
    permission.require(by, "sample.read")
    with db.reading(by) as connection:
        row = _round(connection, round_id)
        frame = frames.current(connection, round_id)
        before = _before(connection, by, row)
        return SamplePage(
            round_id=round_id,
            is_open=row["disposed_at"] is None
            and cycle.is_open("draw", RoundStatus(row["status"])),
            frame=frame,
            columns=_columns(connection, row, frame) if frame else {},
            before=before,
            log=_log(connection, by, row, before, whole=False),
        )


def sampling_log(db: Database, by: Person, round_id: str) -> SampleLog:
    """Return the whole log of the sample that stands, every case that was left out with it."""
    permission.require(by, "sample.read")
    with db.reading(by) as connection:
        row = _round(connection, round_id)
        found = _log(connection, by, row, _before(connection, by, row), whole=True)
    if found is None:
        raise refuse("sample.none")
    return found


def plan(db: Database, by: Person, round_id: str, design: Design) -> Plan:
    """Return the strata and numbers that a design comes to; refuse one that cannot be drawn by.

    It says nothing of which cases would be drawn: nobody can look for a seed that suits.
    """
    permission.require(by, "sample.draw")
    with db.reading(by) as connection:
        row = _round(connection, round_id)
        frame = frames.current(connection, round_id)
        if frame is None:
            raise refuse("sample.no-list", where=row["title"])
        since = rules.since(db.clock(), design.months)
        listed = rules.listed(
            frame.columns,
            frames.cases(connection, frame.id),
            _agencies(connection, row),
            samples.elsewhere(connection, round_id, since),
        )
    checked = rules.check(listed, design)
    of = strata(listed, checked)
    rules.check_strata(checked, sorted(set(of)))
    found = allot(listed, checked, of)
    left_out = {listed.cases[n].reference for n in found.excluded}
    rules.check_agencies(listed, left_out, row["title"])
    known = {each.reference.casefold() for each in listed.cases} if listed.elsewhere else set()
    return Plan(
        frame_id=frame.id,
        design=design,
        strata=found.strata,
        elsewhere=len(known & listed.elsewhere.keys()),
    )


def shows(n: int, population: int, before: Before | None) -> Precision:
    """Return what so many cases of a population can show, beside the round before where there was one."""
    if before is None:
        return precision(n, population)
    return precision(n, population, before.share, before.cases)


# ---- What it is made of --------------------------------------------------------------------------------


def _round(connection: Connection, round_id: str) -> RowMapping:
    row = (
        connection.execute(
            select(t.round_, t.checklist.c.title.label("checklist"), t.checklist.c.version)
            .join(t.checklist)
            .where(t.round_.c.id == round_id)
        )
        .mappings()
        .first()
    )
    if row is None:
        raise NotFound(complaint("round.not-found"))
    return row


def _agencies(connection: Connection, row: RowMapping) -> dict[str, str]:
    agencies = checklists.published(connection, row["checklist_id"]).agencies
    return {each.key: each.name for each in agencies}


def _columns(connection: Connection, row: RowMapping, frame: Frame) -> dict[str, dict[str, int]]:
    """The values of each column with their cases, in the order of their names."""
    names = {**_agencies(connection, row), "": NOT_GIVEN}
    found: dict[str, Counter[str]] = {name: Counter() for name in (AGENCY, TEAM, AGE)}
    for (agency, name, band), n in frames.counted(
        connection, frame.id, "agency", "team", "age_band"
    ):
        said = names.get(agency, agency)
        found[AGENCY][said] += n
        found[TEAM][team(said, name)] += n
        found[AGE][band] += n
    for heading in frame.columns:
        found.setdefault(heading, Counter())
    for (carried,), n in frames.counted(connection, frame.id, "carried"):
        for heading, value in zip(frame.columns, carried, strict=True):
            if heading not in (AGENCY, TEAM, AGE):
                found[heading][value or NOT_GIVEN] += n
    return {
        heading: dict(sorted(values.items())) if len(values) <= STRATA_LIMIT else {}
        for heading, values in found.items()
    }


def _before(connection: Connection, by: Person, row: RowMapping) -> Before | None:
    """What the round before found, from the tallies of what counts in it."""
    if row["follows"] is None:
        return None
    title = connection.execute(
        select(t.round_.c.title).where(t.round_.c.id == row["follows"])
    ).scalar_one()
    counted = connection.execute(
        select(t.case_audit.c.tally, t.case_file.c.case_id)
        .join(t.case_file)
        .where(
            t.case_audit.c.round_id == row["follows"],
            counts_for_board(),
            shown(connection, by, row["follows"]),
        )
    )
    letters: Counter[str] = Counter()
    cases = set()
    for tally, case_id in counted:
        cases.add(case_id)
        letters.update(tally or "")
    applicable = letters.total() - letters[Counts.OUT.letter] - letters[NOT_ASKED]
    if not applicable:
        return None
    met = letters[Counts.MET.letter]
    return Before(round_title=title, met=met, applicable=applicable, cases=len(cases))


def _log(
    connection: Connection, by: Person, row: RowMapping, before: Before | None, *, whole: bool
) -> SampleLog | None:
    every = samples.samples(connection, row["id"])
    sample = next((each for each in every if each.set_aside_at is None), None)
    if sample is None:
        return None
    cases = samples.cases(connection, sample.id, *IN_IT)
    current = [each.reference for each in rules.standing(cases)]
    drawn = next((each for each in cases if each.part is Part.DRAWN), None)
    there = row["disposed_at"] is None  # afterwards no reference leads from a case to its files
    by_chance = sum(each.part is not Part.CERTAINTY for each in rules.standing(cases))
    return SampleLog(
        round_title=row["title"],
        checklist=_("{title}, version {version}").format(
            title=of_checklist(row["checklist"]), version=row["version"]
        ),
        sample=sample,
        cases=cases,
        reasons=samples.excluded(connection, sample.id),
        excluded=samples.cases(
            connection, sample.id, Part.EXCLUDED, limit=None if whole else EXCLUDED_SHOWN
        ),
        ticket=(drawn.reference, ticket(sample.seed, drawn.reference).hex())
        if drawn and sample.seed
        else None,
        begun=round_files.started(
            connection, row["id"], current, kept_from(connection, by, row["id"])
        )
        if there
        else 0,
        beside=round_files.beside(connection, row["id"], current) if there else 0,
        earlier=tuple(each for each in every if each is not sample),
        precision=shows(by_chance, sum(each.eligible for each in sample.strata), before),
        before=before,
    )
