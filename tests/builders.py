"""Reaches a state by the verbs that a person would use, so that a test can begin where it matters."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from audit.commands import (
    calibration,
    case,
    case_audit,
    case_fact,
    concern,
    cycle,
    judgement,
    moderation,
    panel,
    panel_chronology,
    panel_finding,
    panel_meeting,
    person,
    practice,
    rating,
)
from audit.commands import checklist as checklists
from audit.commands import quote as quotes
from audit.commands import round as rounds
from audit.model.calibration import (
    AgreedAnswer,
    CalibrationSet,
    PracticeDocument,
    PracticeFile,
)
from audit.model.case_audit import Answer, Judgement, Reading
from audit.model.case_fact import All, CaseFact, FactValue, Is
from audit.model.checklist import (
    Agency,
    Checklist,
    Counts,
    Criterion,
    JudgementScale,
    JudgementValue,
    QuoteTag,
    Rating,
    RatingScale,
    Standard,
    VagueWords,
)
from audit.model.moderation import Choice, Kind
from audit.model.person import Person, Role
from audit.model.source_review import Handling, LearningPoint, SourceReview
from audit.rules.applicability import criteria_asked, facts_asked_now
from audit.store import case_audits, cases, persons
from audit.store import tables as t
from audit.store.database import Database
from audit.views import case_audit as views
from audit.views import panel as panel_views
from audit.views import quote as quote_views
from tests.counting import uncounted

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SECOND = "Second reader"
VISIT = "builder"
"""The opening of the page from which everything here is entered."""

# Whoever reaches a state counts no line on the way: the verbs have tests of their own, and this is done thousands of times.

CASES = 8
"""How many cases each round of the demonstration has that tests share."""


class Clock:
    """A clock that steps on each time it is read; a step of nothing is a frozen one."""

    def __init__(self, start: datetime = START, step: timedelta = timedelta(seconds=1)) -> None:
        self.now = start
        self.step = step

    def __call__(self) -> datetime:
        self.now += self.step
        return self.now


class Numbered:
    """Ids in order: a run can be repeated exactly."""

    def __init__(self) -> None:
        self.last = 0

    def __call__(self) -> str:
        self.last += 1
        return f"id{self.last:06}"


numbered = Numbered


# ---- The small review: three agencies, five criteria, words of its own --------------------------------


def small_review(**changes: Any) -> SourceReview:
    """Four learning points; RQ1 is cited by nothing in the small checklist."""
    review = SourceReview(
        key="small",
        title="Small review",
        kind="practice review",
        summary="A child was hurt, and much was done well.",
        handling=Handling.PROFESSIONALS_ONLY,
        handling_reason="Criminal proceedings.",
        learning_points=(
            LearningPoint(key="GP1", kind="GP", text="The midwife listened."),
            LearningPoint(key="AS1", kind="AS", text="See the father."),
            LearningPoint(key="AS2", kind="AS", text="Talk about safer sleep."),
            LearningPoint(key="RQ1", kind="RQ", text="What would I ask again?"),
        ),
    )
    return review.model_copy(update=changes)


def criterion(key: str, *points: str, **more: Any) -> Criterion:
    """A criterion that is in order; what matters to the test is named."""
    return Criterion(
        key=key,
        statement=f"The file shows {key}.",
        learning_points=points,
        descriptors={
            "yes": "It was done.",
            "part": "Some of it was done.",
            "no": "It was not done.",
            "silent": "The file does not say.",
            "na": "It does not arise.",
        },
        where_to_look="The notes.",
        evidence_prompt="Document, date, page.",
        **more,
    )


SCALE = RatingScale(
    ratings=(
        Rating(key="yes", label="Yes", counts_as=Counts.MET),
        Rating(key="part", label="In part", counts_as=Counts.PARTLY, needs_evidence=True),
        Rating(key="no", label="No", counts_as=Counts.NOT_MET, needs_evidence=True),
        Rating(key="silent", label="Silent", counts_as=Counts.NOT_EVIDENCED),
        Rating(key="na", label="Does not arise", counts_as=Counts.OUT, needs_reason=True),
    )
)
JUDGEMENTS = JudgementScale(
    cap="fair",
    values=(
        JudgementValue(key="strong", label="Strong", means="Better than asked."),
        JudgementValue(key="sound", label="Sound", means="As it should be."),
        JudgementValue(key="fair", label="Fair", means="Gaps that matter."),
        JudgementValue(key="poor", label="Poor", means="A child was left at risk."),
    ),
)
VAGUE = VagueWords(
    title="Vague words",
    question="Which words left it open?",
    criterion="S2",
    words=("likely", "probably"),
    tags=(
        QuoteTag(key="clear", label="Clarified"),
        QuoteTag(key="open", label="Not clarified", is_gap=True),
    ),
)
FATHER_KNOWN = Is(fact="father", is_=("known",))
BABY = Is(fact="age", is_=("unborn", "baby"))


def small_checklist(**changes: Any) -> Checklist:
    """Five criteria: C1 C2 on carers, S1 S2 on sleep, I1 on sharing. C1 is critical.

    csc is asked C1 C2 S1 S2, gp C1 S1 S2 I1, police C1 S2 I1. Carers need a known father, S1 a baby
    whose sleep was asked about.
    """
    checklist = Checklist(
        key="audit",
        review="small",
        version=1,
        title="Small audit",
        introduction="Read the file first.",
        agencies=(
            Agency(key="csc", name="Children's social care"),
            Agency(key="gp", name="General practice"),
            Agency(key="police", name="Police"),
        ),
        rating_scale=SCALE,
        judgement_scale=JUDGEMENTS,
        vague_words=VAGUE,
        case_facts=(
            CaseFact(
                key="father",
                question="Is the father known?",
                values=(
                    FactValue(key="known", label="Known"),
                    FactValue(key="unknown", label="Not known"),
                ),
            ),
            CaseFact(
                key="age",
                question="How old is the child?",
                values=(
                    FactValue(key="unborn", label="Unborn"),
                    FactValue(key="baby", label="Under one"),
                    FactValue(key="older", label="One or over"),
                ),
            ),
            CaseFact(
                key="sleep",
                question="Was sleep talked about?",
                values=(FactValue(key="yes", label="Yes"), FactValue(key="no", label="No")),
            ),
        ),
        standards=(
            Standard(
                key="carers",
                title="Fathers and all carers",
                statement="Every carer is seen.",
                target=0.8,
                applies_when=FATHER_KNOWN,
                criteria=(
                    criterion("C1", "AS1", critical=True),
                    criterion("C2", "AS1", "GP1", asked_of=("csc",)),
                ),
            ),
            Standard(
                key="sleep",
                title="Safer sleep",
                statement="Parents know the dangers.",
                target=0.9,
                criteria=(
                    criterion(
                        "S1",
                        "AS2",
                        asked_of=("csc", "gp"),
                        applies_when=All(all=(BABY, Is(fact="sleep", is_=("yes",)))),
                    ),
                    criterion("S2", "AS2"),
                ),
            ),
            Standard(
                key="sharing",
                title="Sharing",
                statement="What matters is passed on.",
                criteria=(criterion("I1", "GP1", asked_of=("gp", "police")),),
            ),
        ),
    )
    return checklist.model_copy(update=changes)


ALL_APPLIES = {"father": "known", "age": "baby", "sleep": "yes"}
"""Case facts under which nothing is ruled out."""


# ---- Practice files for it ------------------------------------------------------------------------------

AGREED = {"C1": "part", "C2": "yes", "S1": "no", "S2": "silent"}
"""What is agreed in the first practice file."""
OVERRULED = {"C1": "no", "C2": "na", "S1": "yes", "S2": "yes"}
"""In the second, where no father is known: C1 is rated all the same."""


def practice_file(key: str, agreed: Mapping[str, str], facts: Mapping[str, str]) -> PracticeFile:
    """Two pages of csc's file; C1 overrules where no father is known."""
    return PracticeFile(
        key=key,
        title=f"Practice file {key}",
        agency="csc",
        about="A file of csc.",
        case_facts=dict(facts),
        documents=(
            PracticeDocument(title="Letter", text=f"What the letter of {key} says."),
            PracticeDocument(title="Minutes", text=f"What the minutes of {key} say."),
        ),
        agreed=tuple(
            AgreedAnswer(
                criterion=each,
                rating=rating,
                why=f"Because of the letter on {each}.",
                overrules=each == "C1" and facts["father"] == "unknown",
            )
            for each, rating in agreed.items()
        ),
    )


def small_practice(**changes: Any) -> CalibrationSet:
    """Two practice files of four criteria each for the small checklist."""
    made = CalibrationSet(
        key="practice",
        review="small",
        checklist="audit",
        checklist_version=1,
        version=1,
        title="Small practice",
        introduction="Rate these pages.",
        practice_files=(
            practice_file("one", AGREED, ALL_APPLIES),
            practice_file("two", OVERRULED, {**ALL_APPLIES, "father": "unknown"}),
        ),
    )
    return made.model_copy(update=changes)


# ---- Verbs --------------------------------------------------------------------------------------------


def local(db: Database) -> Person:
    """The person of a single machine, who holds every role."""
    return person.local(db)


def admitted(db: Database, *roles: Role, name: str = "Robin", **more: Any) -> Person:
    """Somebody else, let in with these roles."""
    return person.admit(db, local(db), name, roles, **more)


def auditor(db: Database, name: str = "Robin") -> Person:
    return admitted(db, Role.AUDITOR, name=name)


def reader(db: Database, reading: Reading | None = None) -> Person:
    """Who reads where nobody is named: the local person; nobody reads a file twice, so then it is somebody else."""
    if reading is not Reading.SECOND:
        return local(db)
    with db.reading() as connection:
        named = persons.persons().where(t.person.c.name == SECOND)
        found = connection.execute(named).mappings().first()
    return auditor(db, SECOND) if found is None else persons.person_of(found)


@uncounted
def published(db: Database, *checklist: Checklist) -> str:
    """Publish the small review with the small checklist, or those given; return the first one's id."""
    given = checklist or (small_checklist(),)
    return checklists.publish(db, local(db), small_review(), given)[0]


@uncounted
def taught(db: Database) -> str:
    """A round with three files of csc, C1 met in two, on a review whose self-reflection asks R1 on RQ1 and R2 on AS1."""
    audit = small_checklist()
    asked = audit.standards[0].model_copy(
        update={"criteria": (criterion("R1", "RQ1"), criterion("R2", "AS1"))}
    )
    mirror = audit.model_copy(
        update={
            "key": "mirror",
            "purpose": "self-reflection",
            "standards": (asked,),
            "judgement_scale": None,
            "case_facts": (),
            "vague_words": None,
        }
    )
    published(db, audit, mirror)
    round_id = open_round(db, title="Spring 2026")
    for number, given in enumerate(("yes", "no", "yes")):
        submitted(db, round_id, f"ZQ-{number}", ratings={"C1": given}, agency="csc", stars=("C2",))
    return round_id


@uncounted
def published_practice(db: Database, found: CalibrationSet | None = None) -> str:
    """Publish the practice set with the small checklist; return the id of the set."""
    made = found or small_practice()
    checklists.publish(db, local(db), small_review(), (small_checklist(),), (made,))
    with db.reading() as connection:
        of = t.calibration_set.c
        rows = select(of.id).where(of.key == made.key, of.version == made.version)
        return str(connection.execute(rows).scalar_one())


@uncounted
def asked(db: Database, round_id: str, bar: int = 75) -> str:
    """Have the round ask for the practice set; return the id of the set."""
    set_id = published_practice(db)
    calibration.ask(db, local(db), round_id, set_id, bar)
    return set_id


@uncounted
def tried(
    db: Database, by: Person, round_id: str, ratings: Mapping[str, str], *, hand_in: bool = True
) -> str:
    """An attempt at practice with these ratings; return its id."""
    made = practice.begin(db, by, round_id)
    for key, value in ratings.items():
        practice.rate(db, by, made, key, value, was=None, visit=VISIT)
    if hand_in:
        practice.submit(db, by, made)
    return made


@uncounted
def open_round(
    db: Database, title: str = "Spring 2026", checklist: Checklist | None = None, **more: Any
) -> str:
    """Open a round on the small checklist and return its id."""
    checklist_id = published(db, *([checklist] if checklist else []))
    return rounds.open_(db, local(db), title, checklist_id, **more)


WAY = {"planned": (), "open": ("open",), "moderation": ("open", "moderate")}
WAY["closed"] = (*WAY["moderation"], "close")
"""The moves that lead from a plan to each standing."""


@uncounted
def moved(db: Database, round_id: str, *moves: str, reason: str = "It has to go on") -> str:
    """Move a round on, whatever is missing; return its id."""
    for each in moves:
        cycle.move(db, local(db), round_id, each, reason)
    return round_id


@uncounted
def planned_round(
    db: Database, title: str = "Spring 2026", checklist: Checklist | None = None, **more: Any
) -> str:
    """Plan a round on the small checklist and return its id."""
    checklist_id = published(db, *([checklist] if checklist else []))
    return rounds.plan(db, local(db), title, checklist_id, **more)


@uncounted
def round_at(db: Database, status: str, title: str = "Spring 2026", **more: Any) -> str:
    """A round that stands there, by the moves that lead to it."""
    return moved(db, planned_round(db, title, **more), *WAY[status])


@uncounted
def add(
    db: Database,
    round_id: str,
    reference: str = "S-001",
    agency: str = "csc",
    *,
    to: Person | None = None,
    **more: Any,
) -> str:
    """Add a case file, given to somebody named or who reads where nobody is; return the id of its case audit."""
    given = (to or reader(db, more.get("reading"))).id
    return case.add_file(db, local(db), round_id, reference, agency, auditor_id=given, **more)


@uncounted
def started(db: Database, round_id: str, reference: str = "S-001", **more: Any) -> str:
    made = add(db, round_id, reference, **more)
    case_audit.start(db, more.get("to") or reader(db, more.get("reading")), made)
    return made


def first_facts(checklist: Checklist) -> dict[str, str]:
    """The first answer to each case fact, and three where a number is asked."""
    return {each.key: each.values[0].key if each.values else "3" for each in checklist.case_facts}


def state_facts(db: Database, by: Person, audit: str, facts: Mapping[str, str | None]) -> None:
    with db.reading() as connection:
        stands = case_audits.facts(connection, audit)
    for fact, value in facts.items():
        was = stands[fact].value if fact in stands else None
        case_fact.state(db, by, audit, fact, value, was=was, visit=VISIT)


def give(db: Database, by: Person, audit: str, criterion: str, part: Any, value: Any) -> Any:
    """Enter one part of an answer, having read what stands there."""
    was = getattr(views.criterion(db, by, audit, criterion).answer, part)
    return rating.rate(db, by, audit, criterion, part, value, was=was, visit=VISIT)


def answer(
    db: Database, by: Person, audit: str, key: str, value: str, *, star: bool = False
) -> None:
    """Rate one criterion with whatever must stand beside the rating."""
    state = views.criterion(db, by, audit, key)
    scale = views.case_audit(db, by, audit).checklist.rating_scale
    _answer(db, by, audit, state.answer, scale.rating(value), star=star)


def _answer(
    db: Database, by: Person, audit: str, stands: Answer, value: Rating, *, star: bool
) -> None:
    key = stands.criterion
    wanted: dict[Any, Any] = {"rating": value.key}
    if value.needs_evidence:
        wanted["evidence"] = f"Notes on {key}, page 3"
    if value.needs_reason:
        wanted["reason"] = f"{key} does not arise"
    if star:
        wanted["starred"] = True
    for part, new in wanted.items():
        rating.rate(db, by, audit, key, part, new, was=getattr(stands, part), visit=VISIT)


def noted(db: Database, by: Person, audit: str, quote: str = "likely fell", **more: str) -> str:
    """Note a quote with a vague word and return its id."""
    given = {"word": "likely", "place": "Letter, 3 March, p. 2", "tag": "open"} | more
    quotes.add(db, by, audit, quote=quote, visit=VISIT, **given)
    return quote_views.quotes(db, by, audit).quotes[-1].id


WORRY = "A bruise is noted that nobody asked about"
"""What somebody is worried about, and names nobody."""


def worried(db: Database, by: Person, audit: str, **more: Any) -> str:
    """Raise an immediate concern from a case audit and return its id."""
    return concern.raise_(db, by, audit, WORRY, "Rang the MASH at two", **more)


def judge(
    db: Database, by: Person, audit: str, standard: str, value: str | None, rationale: str = "Seen"
) -> None:
    with db.reading() as connection:
        given = case_audits.judgements(connection, audit)
    stands = given.get(standard, Judgement(standard=standard))
    for part, new in (("value", value), ("rationale", rationale)):
        judgement.judge(
            db,
            by,
            audit,
            standard,
            part,
            new,
            was=getattr(stands, part),
            visit=VISIT,  # type: ignore[arg-type]
        )


@uncounted
def complete(
    db: Database,
    by: Person,
    audit: str,
    *,
    facts: Mapping[str, str] = ALL_APPLIES,
    ratings: Mapping[str, str] | str = "yes",
    stars: Iterable[str] = (),
    judged: str = "fair",
) -> None:
    """Answer everything that is asked, so that only submitting is left."""
    page = views.case_audit(db, by, audit)
    asked = facts_asked_now(page.checklist, page.audit.case_file.agency, facts)
    state_facts(db, by, audit, {each.key: facts[each.key] for each in asked})
    with db.reading() as connection:
        answers = case_audits.answers(connection, audit)
    for each in criteria_asked(page.checklist, page.audit.case_file.agency):
        stands = answers[each.key]
        if not stands.is_ruled_out:
            key = ratings if isinstance(ratings, str) else ratings.get(each.key, "yes")
            value = page.checklist.rating_scale.rating(key)
            _answer(db, by, audit, stands, value, star=each.key in stars)
    if page.checklist.judgement_scale is not None:
        wanted = {lack.place for lack in views.standing(db, by, audit).missing}
        for key in [each.key for each in page.standards if each.key in wanted] + [""]:
            judge(db, by, audit, key, judged)


@uncounted
def submitted(
    db: Database,
    round_id: str,
    reference: str = "S-001",
    agency: str = "csc",
    *,
    to: Person | None = None,
    team: str = "",
    reading: Reading = Reading.FIRST,
    **given: Any,
) -> str:
    """A case file audited from beginning to end."""
    made = started(db, round_id, reference, agency=agency, to=to, team=team, reading=reading)
    by = to or reader(db, reading)
    complete(db, by, made, **given)
    case_audit.submit(db, by, made)
    return made


@uncounted
def read_twice(
    db: Database,
    round_id: str,
    reference: str = "S-001",
    agency: str = "csc",
    *,
    to: tuple[Person, Person],
    ratings: tuple[Mapping[str, str] | str, Mapping[str, str] | str] = ({"C1": "part"}, "yes"),
    stage: str = "twice",
    **given: Any,
) -> str:
    """A file that two auditors read, who differ on C1: read twice, moderated (under way), or signed off.

    Returns the first reading's id; once it is moderated, the moderated reading's.
    """
    first, _ = (
        submitted(db, round_id, reference, agency, to=who, reading=reading, ratings=gave, **given)
        for who, gave, reading in zip(to, ratings, (Reading.FIRST, Reading.SECOND), strict=True)
    )
    if stage == "twice":
        return first
    by = local(db)
    made = moderation.begin(db, by, first)
    if stage == "signed":
        moderation.settle(db, by, made, Kind.RATING, "C1", Choice.SECOND, "It is in the letter")
        moderation.agree(db, by, made)
    return made


@uncounted
def audit_at(db: Database, stage: str, reference: str = "S-001", **more: Any) -> str:
    """A case audit at a stage: not started, in progress, complete, submitted, returned."""
    round_id = more.pop("round_id", None) or open_round(db)
    by = more.get("to") or local(db)
    if stage == "not started":
        return add(db, round_id, reference, **more)
    if stage == "in progress":
        return started(db, round_id, reference, **more)
    if stage == "complete":
        made = started(db, round_id, reference, **more)
        complete(db, by, made)
        return made
    made = submitted(db, round_id, reference, **more)
    if stage == "returned":
        case_audit.send_back(db, local(db), made, "Look at C1 again")
    elif stage != "submitted":
        raise ValueError(stage)
    return made


# ---- Panels -----------------------------------------------------------------------------------------------


def case_of(db: Database, reference: str) -> str:
    """The id of the case with that reference."""
    with db.reading() as connection:
        return str(cases.find(connection, reference))


@uncounted
def begun_panel(
    db: Database, round_id: str, reference: str = "S-001", because: str = "The others cannot come"
) -> str:
    """A panel that a QA lead began; return its id."""
    return panel.begin(db, local(db), round_id, case_of(db, reference), because)


@uncounted
def filled_panel(db: Database, round_id: str, reference: str = "S-001", **gave: Any) -> str:
    """A panel on which only the sign-off is left: every gap is one, and every judgement the same."""
    by, made = local(db), begun_panel(db, round_id, reference)
    panel_meeting.held_on(db, by, made, START.date())
    panel_meeting.attended(db, by, made, "Designated nurse", "gp")
    panel_chronology.put(db, by, made, "March 2025", "A first visit", [])
    page = panel_views.panel(db, by, made)
    for each in page.gaps:
        panel_finding.note(
            db, by, made, each.criterion.key, "It was not passed on", is_gap=True, version=0
        )
    value = gave.get("judged", "fair") if page.checklist.judgement_scale else None
    for key in page.judged:
        panel_finding.judge(db, by, made, key, value, "Seen by all", version=0)
    return made


@uncounted
def signed_panel(db: Database, round_id: str, reference: str = "S-001", **gave: Any) -> str:
    """A panel that is signed off."""
    made = filled_panel(db, round_id, reference, **gave)
    signed(db, local(db), made)
    return made


def signed(db: Database, by: Person, panel_id: str, key: str | None = None) -> None:
    """Sign a panel off as whoever has just read it does."""
    seen = panel_views.panel(db, by, panel_id).mark
    panel.sign_off(db, by, panel_id, seen=seen, key=key)
