"""A round of any size, laid straight into the tables: the rows that the commands would have left.

Each agency is asked 24 of 36 criteria. Ratings of one case hang together; one father in eight is not
known, which rules a standard out (and is now and then overruled); every twentieth file has a moderated
reading beside its first, so that something is there that does not count. Nobody reads more than sixty files,
and whoever looks at it has read sixty of them.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from sqlalchemy import Table

from audit.commands import checklist as checklists
from audit.commands import round as rounds
from audit.commands.counts import count_whole
from audit.model.board import Filter
from audit.model.case import AgeBand
from audit.model.case_audit import Answer, CaseAuditStatus, Reading
from audit.model.case_fact import CaseFact, FactValue, Is
from audit.model.checklist import Agency, Checklist, Counts, Criterion, Standard
from audit.model.person import Person
from audit.model.source_review import LearningPoint, SourceReview
from audit.rules.applicability import criteria_asked
from audit.rules.rating import counts_as
from audit.rules.tally import tally
from audit.store import tables as t
from audit.store.database import ALPHABET, Act, Database
from tests.builders import JUDGEMENTS, SCALE, START, criterion, local, small_checklist, small_review

STANDARDS, IN_A_STANDARD = 6, 6
AGENCIES = ("csc", "gp", "health-visiting", "hospital", "midwifery", "police")
POINTS = tuple(f"AS{number}" for number in range(1, 13))
FILES_A_CASE, TEAMS, MODERATED_EVERY, FILES_A_READER = 3, 4, 20, 60
RATINGS = 24
"""Of a case audit."""
BATCH = 600
"""Files laid down in one transaction; whole cases."""
LINE = (
    "Chronology, 14 March, and the visit of 2 April: what was asked, of whom, and what came of it."
)
MODERATOR = "moderator"
Row = dict[str, Any]


class Filled(NamedTuple):
    """A database, who looks at it, and its one round."""

    db: Database
    by: Person
    narrow: Filter


def filled(folder: Path, case_audits: int) -> Filled:
    """Return a new database with one round of so many counted case audits."""
    db = Database(f"sqlite:///{folder / f'{case_audits}.db'}")
    by = local(db)
    asked = checklist()
    (checklist_id,) = checklists.publish(db, by, review(), (asked,))
    round_id = rounds.open_(db, by, "Spring 2026", checklist_id)
    laying = Laying(asked, round_id, by.id)
    with db.acting(by, "benchmark.people") as now:
        now.connection.execute(t.team.insert(), laying.teams())
        now.connection.execute(t.person.insert(), laying.people(case_audits))
    for start in range(0, case_audits, BATCH):
        with db.acting(by, "benchmark.laid") as now:
            laying.lay(now, range(start, min(start + BATCH, case_audits)))
    with db.acting(by, "benchmark.counted") as now:
        count_whole(now.connection, round_id)
    return Filled(db, by, Filter(round_id=round_id))


def review() -> SourceReview:
    """Twelve learning points."""
    points = tuple(LearningPoint(key=each, kind="AS", text=f"See {each}.") for each in POINTS)
    return small_review(learning_points=points)


def checklist() -> Checklist:
    """Six standards of six criteria; the nth of each standard and the next are not asked of the nth agency."""
    known, unknown = FactValue(key="known", label="Known"), FactValue(key="unknown", label="No")
    return small_checklist(
        agencies=tuple(Agency(key=each, name=each.title()) for each in AGENCIES),
        case_facts=(CaseFact(key="father", question="Known?", values=(known, unknown)),),
        standards=tuple(_standard(place) for place in range(STANDARDS)),
    )


def _standard(place: int) -> Standard:
    return Standard(
        key=f"s{place}",
        title=f"Standard {place}",
        statement="What good practice is here.",
        target=0.7 + place / 50,
        applies_when=Is(fact="father", is_=("known",)) if place == 0 else None,
        criteria=tuple(_criterion(place, nth) for nth in range(IN_A_STANDARD)),
    )


def _criterion(place: int, nth: int) -> Criterion:
    number = place * IN_A_STANDARD + nth
    points = dict.fromkeys((POINTS[number % 12], POINTS[(number * 5 + 3) % 12]))
    apart = (nth, (nth + 1) % IN_A_STANDARD)
    asked_of = tuple(each for at, each in enumerate(AGENCIES) if at not in apart)
    return criterion(f"C{number:02}", *points, asked_of=asked_of)


@dataclass
class Laying:
    """Everything that rows are made from: the same seed lays the same round."""

    checklist: Checklist
    round_id: str
    person: str
    """Who looks at it, and has read the first sixty files."""
    rng: Random = field(default_factory=lambda: Random(2026))
    good: float = 0.0
    """How often practice in the case at hand is good: what makes its ratings hang together."""
    father: bool = True
    """Whether the father in the case at hand is known."""

    def id(self) -> str:
        """A short id as the product's own are, scattered over every index."""
        return "".join(self.rng.choices(ALPHABET, k=12))

    def teams(self) -> list[Row]:
        """Four teams in each agency."""
        return [
            {"id": f"{agency}-{nth}", "agency": agency, "name": f"Team {nth}"}
            for agency in AGENCIES
            for nth in range(TEAMS)
        ]

    def people(self, case_audits: int) -> list[Row]:
        """Whoever reads a file, but for the first of them, and who moderates."""
        return [
            {"id": each, "name": each.title(), "roles": "auditor", "admitted_at": START}
            for each in (
                MODERATOR,
                *map(self.reader, range(FILES_A_READER, case_audits, FILES_A_READER)),
            )
        ]

    def reader(self, number: int) -> str:
        """Who reads a file."""
        nth = number // FILES_A_READER
        return f"reader {nth}" if nth else self.person

    def lay(self, now: Act, files: range) -> None:
        """Within an act: insert these files, three to a case, with all that hangs on them."""
        rows: defaultdict[Table, list[Row]] = defaultdict(list)
        for number in files:
            for table, row in self._file(number, rows[t.case]):
                rows[table].append(row)
        for table in t.metadata.sorted_tables:
            if rows[table]:
                now.connection.execute(table.insert(), rows[table])

    def _file(self, number: int, cases: list[Row]) -> Iterator[tuple[Table, Row]]:
        if number % FILES_A_CASE == 0:
            yield t.case, {"id": self.id(), "reference": f"B-{number // FILES_A_CASE:06}"}
            self.good, self.father = self.rng.betavariate(6, 3), self.rng.random() > 1 / 8
        agency = AGENCIES[number % len(AGENCIES)]
        file = {
            "id": self.id(),
            "case_id": cases[-1]["id"],
            "agency": agency,
            "team_id": f"{agency}-{self.rng.randrange(TEAMS)}",
        }
        yield t.case_file, file
        read = {"age_band": self.rng.choice(list(AgeBand)), "auditor_id": self.reader(number)}
        yield from self._reading(file, read | {"reading": Reading.FIRST})
        if number % MODERATED_EVERY == 0:
            moderated = {"auditor_id": MODERATOR, "reading": Reading.MODERATED}
            yield from self._reading(file, read | moderated)

    def _reading(self, file: Row, read: Row) -> Iterator[tuple[Table, Row]]:
        audit = self.id()
        answers = {
            each.key: self._answer(each) for each in criteria_asked(self.checklist, file["agency"])
        }
        yield (
            t.case_audit,
            {
                "id": audit,
                "round_id": self.round_id,
                "case_file_id": file["id"],
                **read,
                "status": CaseAuditStatus.SUBMITTED,
                "version": 3,
                "added_at": START,
                "started_at": START,
                "submitted_at": START + timedelta(hours=2),
                "submitted_by": read["auditor_id"],
                "tally": tally(self.checklist, answers),
            },
        )
        for answer in answers.values():
            yield t.answer, _row_of(answer, audit)
        yield from self._judgements(audit, answers)

    def _answer(self, criterion: Criterion) -> Answer:
        out = not self.father and self.checklist.standard_of(criterion.key).key == "s0"
        overruled = out and self.rng.random() < 0.05
        if out and not overruled:
            given = Answer(criterion=criterion.key, ruled_out_by=("father",), version=1)
        else:
            given = self._rated(criterion, "He came to each visit." if overruled else "")
        return given.model_copy(update={"counts": counts_as(SCALE, given)})

    def _rated(self, criterion: Criterion, overrule: str) -> Answer:
        bad = 1 - self.good
        rating = self.rng.choices(
            [each.key for each in SCALE.ratings],
            [0.85 * self.good, 0.45 * bad, 0.35 * bad, 0.2 * bad, 0.15 * self.good],
        )[0]
        scale = SCALE.rating(rating)
        starred = rating == "yes" and self.rng.random() < 0.04
        told = scale.needs_evidence or starred or self.rng.random() < 0.6
        return Answer(
            criterion=criterion.key,
            rating=rating,
            evidence=f"{LINE} ({criterion.key})" if told else "",
            reason="It does not arise for this child." if scale.needs_reason else "",
            starred=starred,
            overrule=overrule,
            ruled_out_by=("father",) if overrule else (),
            version=2,
            kept_at=START,
            kept_by=self.person,
            visits={"rating": "v", "evidence": "v"},
        )

    def _judgements(self, audit: str, answers: dict[str, Answer]) -> Iterator[tuple[Table, Row]]:
        out = {key for key, each in answers.items() if each.counts is Counts.OUT}
        asked = {
            each.key: {one.key for one in each.criteria} & answers.keys()
            for each in self.checklist.standards
        }
        for standard in (*(key for key, criteria in asked.items() if criteria - out), ""):
            yield (
                t.judgement,
                {
                    "case_audit_id": audit,
                    "standard": standard,
                    "value": self.rng.choice(JUDGEMENTS.values).key,
                    "rationale": "What weighed most.",
                    "version": 1,
                    "visits": {"value": "v"},
                    "kept_at": START,
                },
            )


def _row_of(answer: Answer, case_audit_id: str) -> Row:
    row = answer.model_dump() | {"case_audit_id": case_audit_id}
    row["ruled_out_by"] = ",".join(answer.ruled_out_by)
    return row
