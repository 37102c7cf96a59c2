"""Every command and view, the verb that it asks for, and how it is called: the matrix of who may do what.

`tests/test_matrix.py` walks it for every role, on a thing of the person's own agency, of another one,
and on one that does not exist; it fails when a command or a view is missing here.
"""

import contextlib
import importlib
import inspect
import pkgutil
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

import audit.commands
import audit.views
from audit.commands import (
    action,
    action_book,
    action_done,
    allocation,
    calibration,
    case,
    case_audit,
    case_fact,
    concern,
    conversation,
    counts,
    cycle,
    document,
    draft_publish,
    draft_taking,
    export,
    finding,
    frame,
    good_practice,
    identifier,
    job,
    jtai,
    judgement,
    moderation,
    moderation_sample,
    moving,
    nudge,
    opening,
    panel,
    panel_chronology,
    panel_finding,
    panel_meeting,
    panel_summary,
    person,
    practice,
    progress,
    pseudonym,
    quote,
    rating,
    retention,
    sample,
    scoring,
    scrutiny,
    seal,
    session,
    spread,
    story,
    supervision,
    theme,
    timetable,
    trend,
)
from audit.commands import checklist as checklists
from audit.commands import draft as drafts
from audit.commands import publication as publications
from audit.commands import release as releases
from audit.commands import round as rounds
from audit.commands.release_entry import Told
from audit.documents import release as documents
from audit.documents.draft import checked
from audit.model.action import ActionKind, ActionWords, Line
from audit.model.allocation import Proposal, Wish
from audit.model.board import Filter
from audit.model.disclosure import Audience
from audit.model.document import DocumentKind
from audit.model.draft import Incoming, ItemKind
from audit.model.finding import FindingKind, FindingWords, Origin, Suggestion
from audit.model.good_practice import PracticeWords
from audit.model.identifier import Place
from audit.model.job import JobKind, JobState
from audit.model.moderation import Choice, Kind
from audit.model.moving import Touched
from audit.model.person import Person, Role
from audit.model.refusal import NotFound, Refusal
from audit.model.sample import Design, Part
from audit.model.scoring import Filled, ScoringKey
from audit.model.source_review import Handling
from audit.model.theme import ThemePoint, ThemeWords
from audit.rules.identifier import suspects
from audit.rules.permission import ALLOWED, may
from audit.rules.scoring import worded
from audit.store import frames, identifiers, jobs, samples
from audit.store import tables as t
from audit.store.database import Database, random_id
from audit.store.seal import KeyFile
from audit.views import action as action_views
from audit.views import agreement as agreement_views
from audit.views import allocation as allocation_views
from audit.views import (
    behind,
    board,
    board_pack,
    case_files,
    compare,
    coverage,
    evidence,
    jtai_bundle,
    moderation_files,
)
from audit.views import calibration as calibration_views
from audit.views import case_audit as case_audit_views
from audit.views import case_extract as case_extracts
from audit.views import cases as cases_views
from audit.views import change as change_views
from audit.views import concern as concern_views
from audit.views import conversation as conversation_views
from audit.views import cycle as cycle_views
from audit.views import document as document_views
from audit.views import draft as draft_views
from audit.views import drift as drift_views
from audit.views import extract as extract_views
from audit.views import finding as finding_views
from audit.views import followed as followed_views
from audit.views import frame as frame_views
from audit.views import good_practice as good_practice_views
from audit.views import identifier as identifier_views
from audit.views import job as job_views
from audit.views import jtai as jtai_views
from audit.views import learning as learning_views
from audit.views import look as look_views
from audit.views import measure as measure_views
from audit.views import moderation as moderation_views
from audit.views import moving as moving_views
from audit.views import nudge as nudge_views
from audit.views import panel as panel_views
from audit.views import panel_cases as panel_case_views
from audit.views import person as person_views
from audit.views import practice as practice_views
from audit.views import programme as programme_views
from audit.views import progress as progress_views
from audit.views import publication as publication_views
from audit.views import quote as quote_views
from audit.views import re_audit as re_audit_views
from audit.views import release as release_views
from audit.views import released as released_views
from audit.views import released_story as released_story_views
from audit.views import retention as retention_views
from audit.views import round as round_views
from audit.views import sample as sample_views
from audit.views import scoring as scoring_views
from audit.views import scrutiny as scrutiny_views
from audit.views import search as search_views
from audit.views import spread as spread_views
from audit.views import story as story_views
from audit.views import supervision as supervision_views
from audit.views import theme as theme_views
from audit.views import trail as trail_views
from audit.views import trend as trend_views
from audit.views.search import Within
from tests import builders, case_lists

OWN, OTHER, GHOST = "own", "other", "ghost"
KEPT_UNTIL = date(2026, 4, 1)
KEPT = Handling.PROFESSIONALS_ONLY
STAGES = ("not started", "in progress", "complete", "submitted")


@dataclass
class Scene:
    """A round of csc's files given to csc's auditor, and a round of gp's files given to gp's."""

    checklist_id: str = ""
    rounds: dict[str, str] = field(default_factory=dict)
    audits: dict[tuple[str, str], str] = field(default_factory=dict)
    auditors: dict[str, str] = field(default_factory=dict)
    quotes: dict[str, str] = field(default_factory=dict)
    attempts: dict[str, str] = field(default_factory=dict)
    """Of the round's auditor at practice, all rated and not handed in."""
    fresh: dict[str, str] = field(default_factory=dict)
    """Who is among the round's auditors and has not practised."""
    people: dict[Role, Person] = field(default_factory=dict)
    panels: dict[tuple[str, str], str] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    proposals: dict[str, str] = field(default_factory=dict)
    """To publish a round, by somebody of every role."""
    returns: dict[str, str] = field(default_factory=dict)
    """That the pack of the round's agency was used."""
    practices: dict[str, str] = field(default_factory=dict)
    draft: str = ""
    """A checklist that is being written, the next version of the one that is published."""
    proposed: str = ""
    """One that waits for a second person."""
    theme: str = ""
    """Good practice of the round's agency, a draft."""
    briefings: dict[str, str] = field(default_factory=dict)
    """That the round's agency was given the briefing."""
    concerns: dict[str, str] = field(default_factory=dict)
    """Raised from the case audit in progress, and sent to its auditor too."""
    findings: dict[str, str] = field(default_factory=dict)
    """Raised by the round's auditor on a file of theirs."""
    actions: dict[str, str] = field(default_factory=dict)
    """By who owns it: one of csc each; and one of gp, that another auditor owns."""
    done: dict[str, str] = field(default_factory=dict)
    """Said to be done by their owners, who are auditors."""
    somebody: Person | None = None

    def round(self, which: str) -> str:
        """The round of one's own agency, of another one, or one that is not there."""
        return self.rounds.get(which, GHOST)

    def narrow(self, which: str) -> Filter:
        """The same as a filter."""
        return Filter(round_id=self.round(which))

    def panel(self, stage: str, which: str) -> str:
        """The panel at that stage: under way, or signed off."""
        return self.panels.get((stage, which), GHOST)

    def quote(self, which: str) -> str:
        """A quote in the case audit that is in progress."""
        return self.quotes.get(which, GHOST)

    def audit(self, stage: str, which: str) -> str:
        """The case audit at that stage."""
        return self.audits.get((stage, which), GHOST)


def scene(db: Database) -> Scene:
    """Set the scene in an empty database."""
    made = Scene(checklist_id=builders.published(db))
    made.people = {
        role: builders.admitted(db, role, name=role.value, agency="csc") for role in Role
    }
    gp = builders.admitted(db, Role.AUDITOR, name="Another auditor", agency="gp")
    made.somebody = builders.admitted(db, Role.SCRUTINEER, name="Somebody")
    third = builders.admitted(db, Role.AUDITOR, name="A third auditor", agency="police")
    proposer = builders.admitted(db, Role.QA_LEAD, name="Who proposes")
    for which, agency, to in ((OWN, "csc", made.people[Role.AUDITOR]), (OTHER, "gp", gp)):
        made.rounds[which] = builders.open_round(
            db,
            title=f"Round of {which}",
            due=KEPT_UNTIL,
            retain_until=KEPT_UNTIL,
            retain_reason="Five years",
            retain_owner="Business manager",
        )
        made.auditors[which] = to.id
        made.proposals[which] = publications.propose(
            db, proposer, made.rounds[which], PUBLIC, "0", "It is out"
        )
        made.comments[which] = scrutiny.comment(
            db, made.people[Role.SCRUTINEER], made.rounds[which], "How were they chosen?"
        )
        for number, stage in enumerate(STAGES):
            made.audits[stage, which] = builders.audit_at(
                db,
                stage,
                f"{which[:2].upper()}-{number}",
                round_id=made.rounds[which],
                agency=agency,
                to=to,
                **({"stars": ("S2",)} if stage == "submitted" else {}),
            )
        made.quotes[which] = builders.noted(db, to, made.audits["in progress", which])
        for number, stage in enumerate(("twice", "moderated", "signed"), start=len(STAGES)):
            reference, second = f"{which[:2].upper()}-{number}", f"Second of {which}, {stage}"
            made.audits[stage, which] = builders.read_twice(
                db,
                made.rounds[which],
                reference,
                agency,
                to=(to, builders.auditor(db, second)),
                stage=stage,
            )
        prefix = which[:2].upper()
        on = made.rounds[which]
        made.panels["signed off", which] = builders.signed_panel(db, on, f"{prefix}-3")
        made.panels["under way", which] = builders.filled_panel(db, on, f"{prefix}-6")
        builders.submitted(db, on, f"{prefix}-7", agency, to=to)
        builders.submitted(db, on, f"{prefix}-7", "police", to=third, ratings={"C1": "no"})
        made.panels["with a gap", which] = builders.begun_panel(db, on, f"{prefix}-7")
        builders.asked(db, made.rounds[which])
        made.attempts[which] = builders.tried(
            db, to, made.rounds[which], builders.AGREED, hand_in=False
        )
        made.findings[which] = raise_finding(db, made, to, which)
        made.returns[which] = packed(db, made, made.people[Role.QA_LEAD], which)
        made.theme = made.theme or theme.add(db, made.people[Role.QA_LEAD], THEME)
        made.practices[which] = practised(db, made, made.people[Role.QA_LEAD], which)
        made.briefings[which] = briefed(db, made, made.people[Role.QA_LEAD], which)
        concern.name_receivers(
            db, builders.local(db), agency, [to.id, made.people[Role.QA_LEAD].id]
        )
        on = made.audits["in progress", which]
        made.concerns[which] = builders.worried(db, builders.local(db), on)
        made.fresh[which] = builders.auditor(db, f"Fresh of {which}").id
        allocation.enlist(db, builders.local(db), made.rounds[which], [made.fresh[which]])
    plan_actions(db, made, gp)
    made.draft, made.proposed = (written(db, made, proposer) for _ in range(2))
    propose_draft(db, proposer, made.proposed)
    return made


def written(db: Database, at: Scene, by: Person) -> str:
    """Begin the next version of the published checklist."""
    return drafts.begin(db, by, at.checklist_id, "Next", carries=True)


def propose_draft(db: Database, by: Person, draft_id: str) -> None:
    """Propose to publish it as it stands."""
    draft, base, reviews = draft_views.draft(db, builders.local(db), draft_id)
    found = checked(draft, base, reviews)
    assert found is not None
    changes = draft.changes
    draft_publish.propose(db, by, draft_id, found.review, found.checklist, changes=changes)


def on_draft(act: Callable[..., Any]) -> Callable[..., Any]:
    """Call it with the draft and its head."""
    return lambda db, at, by, on: act(db, by, at.draft, _head(db, at.draft))


def a_standard(db: Database, draft_id: str) -> str:
    """The first standard of a draft."""
    found, _, _ = draft_views.draft(db, builders.local(db), draft_id)
    return found.of(ItemKind.STANDARD)[0].id


def take_workbook(db: Database, by: Person, draft_id: str) -> int:
    """Bring a draft back as it stands, but for its introduction."""
    draft, _, _ = draft_views.draft(db, builders.local(db), draft_id)
    keys = {each.id: each.text("key") for each in draft.items}
    order = list(ItemKind)
    items = sorted(draft.items, key=lambda each: (order.index(each.kind), each.place))
    found = [
        Incoming(kind=each.kind, parent=keys.get(each.parent, ""), fields=each.fields)
        for each in items
    ]
    head = {**draft.head.fields, "introduction": f"Read the file by stand {draft.changes}."}
    head.pop("carries")  # what a draft began as, nothing that comes in can change
    found[0] = Incoming(kind=ItemKind.HEAD, fields=head)
    return draft_taking.take(db, by, draft_id, tuple(found), changes=draft.changes)


def _head(db: Database, draft_id: str) -> str:
    return draft_views.draft(db, builders.local(db), draft_id)[0].head.id


FOUND = FindingWords(kind=FindingKind.GAP, title="Fathers are not spoken to", criterion="C1")
SUGGESTED = Suggestion(key="below/C1", words=FOUND, rule="Below.", basis="3 of 12")


def raise_finding(db: Database, at: Scene, by: Person, on: str) -> str:
    """Raise a finding on a submitted file."""
    files = (at.audit("submitted", on),)
    return finding.raise_(db, by, at.round(on), FOUND, Origin.FILE, files=files)


def change_finding(db: Database, at: Scene, by: Person, on: str) -> None:
    words = FOUND.model_copy(update={"theme": "Fathers"})
    finding.change(db, by, at.findings.get(on, GHOST), words, version=1)


PROMISE = ActionWords(
    what="Add the father to the form", owner_role="Named midwife", kind=ActionKind.SYSTEM
)


def plan_actions(db: Database, at: Scene, another: Person) -> None:
    """Plan an action for each person of csc, and for another auditor; two are said to be done."""
    lead = at.people[Role.QA_LEAD]

    def planned(on: str, owner: Person, agency: str) -> str:
        words = PROMISE.model_copy(update={"owner_id": owner.id, "agency": agency})
        return action.plan(db, lead, at.findings[on], words)

    for each in at.people.values():
        at.actions[each.id] = planned(OWN, each, "csc")
    at.actions[OTHER] = planned(OTHER, another, "gp")
    for on, owner, agency in ((OWN, at.people[Role.AUDITOR], "csc"), (OTHER, another, "gp")):
        at.done[on] = planned(on, owner, agency)
        action_done.complete(db, owner, at.done[on], "The form has it", "Form 7")


def action_of(at: Scene, by: Person, on: str) -> str:
    """One's own action, another agency's, or one that is not there."""
    return at.actions.get(by.id if on == OWN else on, GHOST)


def change_action(db: Database, at: Scene, by: Person, on: str) -> None:
    words = PROMISE.model_copy(update={"done_when": "The form has it"})
    action.change(db, by, action_of(at, by, on), words, version=1)


def take_actions(db: Database, at: Scene, by: Person, on: str) -> None:
    row = Line(
        place="row 5", action_id=action_of(at, by, on), note="Asked", evidence="", is_done=False
    )
    action_book.take(db, by, [row])


def rekey(db: Database, at: Scene, by: Person, on: str) -> str:
    """Change the key of this database alone: the tests share one."""
    own = db.path.with_suffix(".own")
    shutil.copyfile(db.key_file.path, own)
    db.key_file = KeyFile(own)
    return seal.change(db, by)


def due(db: Database) -> None:
    """Let the day pass until which the rounds are kept."""
    assert isinstance(db.clock, builders.Clock)
    db.clock.now += timedelta(days=60)


def dispose(db: Database, at: Scene, by: Person, on: str) -> None:
    due(db)
    waiting = at.concerns.get(on, GHOST)
    first(by, "round.dispose", lambda: concern.close(db, by, waiting, "Seen to"))
    retention.dispose(db, by, at.round(on), confirm=f"Round of {on}")


def first(by: Person, verb: str, act: Callable[[], object]) -> None:
    """Do what has to be done before, if the person may: whoever may not is asked for the act itself."""
    if may(by, verb):
        act()


def finish(db: Database, at: Scene, by: Person, on: str) -> None:
    first(by, "round.dispose", lambda: dispose(db, at, by, on))
    retention.finish(db, by, at.round(on))


def release(db: Database, at: Scene, by: Person, on: str) -> None:
    first(by, "round.hold", lambda: retention.hold(db, by, at.round(on), "An inquest"))
    retention.release(db, by, at.round(on), "It is over")


def extracted(db: Database, at: Scene, by: Person, on: str) -> list[Any]:
    """Everything that a data extract holds, the texts too."""
    with extract_views.extract(db, by, at.narrow(on), written=True) as found:
        said = (found.readings, found.ratings, found.cases, found.waiting)
        return [said, *found.lines]


def begin_anew(db: Database, at: Scene, by: Person, on: str) -> str:
    return trend.begin_anew(db, by, at.round(on), date(2026, 2, 1), "Another form")


def take_back(db: Database, at: Scene, by: Person, on: str) -> None:
    """Take back what was said on that round's board."""
    made: list[str] = []
    first(by, "trend.rebase", lambda: made.append(begin_anew(db, at, by, on)))
    trend.take_back(db, by, made[0] if made else GHOST)


AGENCIES = {OWN: "csc", OTHER: "gp"}


def packed(db: Database, at: Scene, by: Person, on: str) -> str:
    """Return that the pack of that round's agency was used."""
    about = (at.round(on), AGENCIES.get(on, "csc"), None, date(2026, 3, 1))
    return supervision.used(db, by, *about, "team meeting", 6, "We ring fathers first")


THEME = ThemeWords(
    name="Fathers",
    belongs="Every father is seen.",
    points=(ThemePoint(review="small", point="AS1"),),
)


SEEN = PracticeWords(
    done="Both parents were rung first",
    possible="The duty folder asks for it",
    copy_it="The two questions in the folder",
    criterion="S2",
)


def practised(db: Database, at: Scene, by: Person, on: str) -> str:
    """Write down good practice that the files of that round's agency show."""
    words = SEEN.model_copy(update={"agency": AGENCIES.get(on, "csc")})
    return good_practice.draft(db, by, at.round(on), words)


def reword_practice(db: Database, at: Scene, by: Person, on: str) -> None:
    words = SEEN.model_copy(update={"done": "Both were rung", "agency": AGENCIES.get(on, "csc")})
    good_practice.change(db, by, at.practices.get(on, GHOST), words, version=1)


HELD = ("seven-minute briefing", date(2026, 3, 1), "team meeting")


def briefed(db: Database, at: Scene, by: Person, on: str) -> str:
    """Say that the agency of that round was given the briefing."""
    return spread.held(db, by, at.round(on), AGENCIES.get(on, "csc"), None, *HELD, 9)


def put_right(db: Database, at: Scene, by: Person, on: str) -> None:
    """Say that more people were there."""
    about = at.briefings.get(on, GHOST)
    spread.change(db, by, about, *HELD, 12, because="Some came later", version=1)


def child(db: Database, at: Scene, on: str) -> tuple[str, list[str]]:
    """The round, and the child whose file there is submitted."""
    with db.reading() as connection:
        of = select(t.case_file.c.case_id).join(t.case_audit)
        wanted = of.where(t.case_audit.c.id == at.audit("submitted", on))
        return at.round(on), [connection.execute(wanted).scalar_one_or_none() or GHOST]


PUBLIC = Told("Spring, for the public", Audience.PUBLICATION, ())


def mended(db: Database, at: Scene, by: Person, on: str) -> None:
    """See to what stands in the way of a publication, if the person may publish."""
    lead = at.people[Role.QA_LEAD]
    if on in at.comments and may(by, "publication.propose"):
        scrutiny.answer(db, lead, at.comments[on], "It was asked.")
        concern.close(db, lead, at.concerns[on], "Seen to")


def propose(db: Database, at: Scene, by: Person, on: str) -> str:
    mended(db, at, by, on)
    return publications.propose(db, by, at.round(on), PUBLIC, "0", "It is out")


def second(db: Database, at: Scene, by: Person, on: str) -> None:
    mended(db, at, by, on)
    publications.agree(db, by, at.proposals.get(on, GHOST), PUBLIC, "0")


def withdraw(db: Database, at: Scene, by: Person, on: str) -> None:
    made: list[str] = []
    first(by, "publication.propose", lambda: made.append(propose(db, at, by, on)))
    publications.withdraw(db, by, made[0] if made else GHOST)


def let_out(db: Database, at: Scene, by: Person, on: str) -> int:
    """Have a QA lead release the round, if the person may look at that; return the number of the release."""
    lead = at.people[Role.QA_LEAD]
    first(by, "release.read", lambda: documents.let_out(db, lead, at.round(on), Audience.BOARD))
    return 1


def movable(db: Database, at: Scene, by: Person, on: str) -> tuple[str, Touched]:
    """A new round whose checklist has a newer version, and what moving it there touches."""
    round_id = at.round(on)
    shown = Touched(checklist_id=GHOST, title="", version=1, newer=2, same=0, different=())
    if may(by, "round.move") and round_id != GHOST:
        round_id = rounds.open_(db, by, "Autumn", at.checklist_id)
        builders.published(db, builders.small_checklist(version=2))
        shown = moving_views.touched(db, by, round_id) or shown
    return round_id, shown


def certificate(db: Database, at: Scene, by: Person, on: str) -> None:
    first(by, "round.dispose", lambda: dispose(db, at, by, on))
    retention_views.certificate(db, by, at.round(on))


def enlisted(db: Database, at: Scene, by: Person, on: str) -> str:
    """Let the auditor of the round's agency into it; return the id."""
    who = at.auditors.get(on, GHOST)
    first(by, "allocation.change", lambda: allocation.enlist(db, by, at.round(on), [who]))
    return who


def set_auditor(db: Database, at: Scene, by: Person, on: str) -> None:
    allocation.set_auditor(db, by, at.round(on), enlisted(db, at, by, on), share=50)


def strike(db: Database, at: Scene, by: Person, on: str) -> None:
    allocation.strike(db, by, at.round(on), enlisted(db, at, by, on))


def give_out(db: Database, at: Scene, by: Person, on: str) -> None:
    """Take back and give out again."""
    enlisted(db, at, by, on)
    seen = ""
    if may(by, "allocation.change"):
        allocation.take_back(db, by, at.round(on))
        found = allocation_views.proposal(db, by, at.round(on), Wish())
        seen = found.mark if isinstance(found, Proposal) else ""
    allocation.give_out(db, by, at.round(on), Wish(), seen=seen)


def take_list(db: Database, at: Scene, by: Person, on: str) -> None:
    frame.take(db, by, at.round(on), case_lists.drafted())


def list_exported(db: Database, at: Scene, by: Person, on: str) -> None:
    first(by, "frame.take", lambda: take_list(db, at, by, on))
    frame.exported(db, by, at.round(on))


def fix_document(db: Database, at: Scene, by: Person, on: str) -> None:
    """Note the bytes of a document whose number the person has just been given; of no other."""
    number = "2026-0000"
    if on == OWN:
        with db.acting(by, "person_list.exported") as now:
            number = document.numbered(now, DocumentKind.PERSON_LIST)
    document.fixed(db, by, number, "0" * 64, 1)


def long_work(db: Database, at: Scene, by: Person, on: str, *, made: bool = False) -> str:
    """Long work that the person asked for, or that somebody else did; it may be done."""
    if on == GHOST:
        return GHOST
    asker = by if on == OWN else by.model_copy(update={"id": at.auditors[OTHER]})
    job_id, round_id = random_id(), at.round(on)
    with db.acting(asker, "job.worked") as now:
        now.nothing()
        jobs.put(now.connection, job_id, JobKind.BOARD_PACK, round_id, {}, asker, now.at)
        if made:
            jobs.put_piece(now.connection, job_id, 0, b"made")
            done = {"state": JobState.DONE.value, "file_name": "made.xlsx"}
            jobs.set_(now.connection, job_id, **done)
    return job_id


def certify(db: Database, at: Scene, by: Person, on: str) -> None:
    first(by, "round.dispose", lambda: dispose(db, at, by, on))
    retention.certified(db, by, at.round(on))


def draw_sample(db: Database, at: Scene, by: Person, on: str) -> None:
    """Draw two of the list's four cases; of a list that somebody may take."""
    first(by, "frame.take", lambda: take_list(db, at, by, on))
    with db.reading() as connection:
        stands = frames.current(connection, at.round(on))
    seen = stands.id if stands else ""
    sample.draw(db, by, at.round(on), Design(size=2, reserve=50), seen=seen, seed="1")


def drawn_case(db: Database, at: Scene, by: Person, on: str) -> str:
    """Draw, and return a case of the sample; without a right nothing is drawn, and any case will do."""
    first(by, "sample.draw", lambda: draw_sample(db, at, by, on))
    with db.reading() as connection:
        of = samples.current(connection, at.round(on))
        drawn = samples.cases(connection, of.id, Part.DRAWN) if of else ()
    return drawn[0].reference if drawn else "S-001"


def draw_again(db: Database, at: Scene, by: Person, on: str) -> None:
    first(by, "sample.draw", lambda: draw_sample(db, at, by, on))
    with db.reading() as connection:
        stands = frames.current(connection, at.round(on))
    seen = stands.id if stands else ""
    sample.draw_again(db, by, at.round(on), Design(size=1), "Too many", seen=seen)


def leave_out(db: Database, at: Scene, by: Person, on: str) -> None:
    """Replace until the reserve is used up, then leave one out."""
    case_reference = drawn_case(db, at, by, on)
    comes = ""

    def replaced() -> None:
        nonlocal comes
        comes = sample.replace(db, by, at.round(on), case_reference, "No file")

    first(by, "sample.draw", replaced)
    sample.leave_out(db, by, at.round(on), comes or case_reference, "No file either")


def log_exported(db: Database, at: Scene, by: Person, on: str) -> None:
    first(by, "sample.draw", lambda: draw_sample(db, at, by, on))
    sample.exported(db, by, at.round(on))


def lay_out(db: Database, at: Scene, by: Person, on: str) -> None:
    timetable.lay_out(db, by, at.round(on), "jtai", date(2026, 3, 2))


def on_a_step(act: Callable[[Database, Person, str], object]) -> "Call":
    """An act on the first step of a timetable."""

    def call(db: Database, at: Scene, by: Person, on: str) -> None:
        first(by, "round.timetable", lambda: lay_out(db, at, by, on))
        act(db, by, at.round(on))

    return call


def sampling_log(db: Database, at: Scene, by: Person, on: str) -> None:
    first(by, "sample.draw", lambda: draw_sample(db, at, by, on))
    sample_views.sampling_log(db, by, at.round(on))


def sample_plan(db: Database, at: Scene, by: Person, on: str) -> None:
    first(by, "frame.take", lambda: take_list(db, at, by, on))
    sample_views.plan(db, by, at.round(on), Design(size=2))


def place(at: Scene, on: str) -> Place:
    """Where the reason on a submitted case audit stands."""
    return Place(case_audit_id=at.audit("submitted", on), card="", part="rationale")


def suspect(db: Database, at: Scene, on: str) -> tuple[Place, str]:
    """Write what looks like an identifier into a submitted case audit; return its place and mark."""
    where, words = place(at, on), "Seen with 943 476 5919"
    with db.acting(builders.local(db), "judgement.rationale.given") as now:
        now.nothing()
        now.connection.execute(
            t.judgement.update()
            .where(t.judgement.c.case_audit_id == where.case_audit_id, t.judgement.c.standard == "")
            .values(rationale=words)
        )
    return where, identifiers.mark(where, words, suspects(words, ())[0])


def settle(db: Database, at: Scene, by: Person, on: str) -> None:
    """Settle the one thing on which the two readers differ."""
    moderation.settle(
        db, by, at.audit("moderated", on), Kind.RATING, "C1", Choice.FIRST, "The letter is there"
    )


def filled(db: Database, at: Scene, by: Person, on: str) -> Filled:
    """A workbook that this person could have brought, of one file in progress."""
    audit = at.audit("in progress", on)
    with db.reading() as connection:
        which = select(t.round_.c.checklist_id).where(t.round_.c.id == at.round(on))
        version = connection.execute(which).scalar() or ""
    key = ScoringKey(
        site=db.site,
        auditor=by.id,
        round_id=at.round(on),
        checklist_id=version,
        files={"1": audit},
        base={},
    )
    return Filled(name="book.xlsx", key=key, seal=db.mark_of([worded(key)]), values={})


def correct(db: Database, at: Scene, by: Person, on: str) -> None:
    """Begin the conversation on a complete case audit, and put its role right."""
    audit, held_on, was = at.audit("complete", on), date(2026, 3, 2), "allocated social worker"
    with contextlib.suppress(Refusal):  # who may not is asked for the act itself
        conversation.begin(db, by, audit, held_on, was)
    conversation.correct(db, by, audit, held_on, "named midwife", was=(held_on, was))


def explain(db: Database, at: Scene, by: Person, on: str) -> None:
    """Begin the conversation on a complete case audit, and say why C1 changed."""
    audit = at.audit("complete", on)
    with contextlib.suppress(Refusal):  # who may not is asked for the act itself
        conversation.begin(db, by, audit, date(2026, 3, 2), "allocated social worker")
    conversation.explain(db, by, audit, Kind.RATING, "C1", "They knew more", was="", visit=VISIT)


def agree(db: Database, at: Scene, by: Person, on: str) -> None:
    first(by, "moderation.settle", lambda: settle(db, at, by, on))
    moderation.agree(db, by, at.audit("moderated", on))


def begin_panel(db: Database, at: Scene, by: Person, on: str) -> None:
    """Begin a panel on a case whose file is still to be moderated."""
    case_id = builders.case_of(db, f"{on[:2].upper()}-4")
    panel.begin(db, by, at.round(on), case_id, "The others cannot come")


def sign_panel_off(db: Database, by: Person, panel_id: str) -> None:
    """Sign a panel off as a QA lead read it, so that nothing but the permission can refuse it."""
    try:
        seen = panel_views.panel(db, builders.local(db), panel_id).mark
    except NotFound:
        seen = ""
    panel.sign_off(db, by, panel_id, seen=seen)


def on_a_panel(act: Callable[[Database, Person, str], object], stage: str = "under way") -> "Call":
    """An act on a panel at that stage."""
    return lambda db, at, by, on: act(db, by, at.panel(stage, on))


Call = Callable[[Database, Scene, Person, str], Any]
VISIT = "matrix"

MATRIX: dict[str, tuple[tuple[str, ...], Call]] = {
    "commands.case.add_file": (
        ("case_file.add",),
        lambda db, at, by, on: case.add_file(db, by, at.round(on), "S-900", "csc"),
    ),
    "commands.case.add_files": (
        ("case_file.add",),
        lambda db, at, by, on: case.add_files(
            db, by, at.round(on), "S-901", {"csc": "", "police": ""}
        ),
    ),
    "commands.nudge.made": (
        ("progress.read",),
        lambda db, at, by, on: nudge.made(db, by, at.round(on), "email"),
    ),
    "commands.nudge.own_calendar_made": (
        ("case_audit.own",),
        lambda db, at, by, on: nudge.own_calendar_made(db, by),
    ),
    "commands.progress.read": (
        ("progress.read",),
        lambda db, at, by, on: progress.read(db, by, at.round(on)),
    ),
    "views.progress.progress": (
        ("progress.read",),
        lambda db, at, by, on: progress_views.progress(db, by, at.round(on)),
    ),
    "views.cases.cases": (
        ("progress.read",),
        lambda db, at, by, on: cases_views.cases(db, by, at.round(on)),
    ),
    "views.nudge.nudge": (
        ("progress.read",),
        lambda db, at, by, on: nudge_views.nudge(db, by, at.round(on), at.auditors.get(on, GHOST)),
    ),
    "views.nudge.due_day": (
        ("progress.read",),
        lambda db, at, by, on: nudge_views.due_day(db, by, at.round(on)),
    ),
    "views.nudge.nudged": (
        ("progress.read",),
        lambda db, at, by, on: nudge_views.nudged(db, by, at.round(on)),
    ),
    "commands.case.audit_one_now": (
        ("case_audit.own", "case_file.add"),
        lambda db, at, by, on: case.audit_one_now(db, by, at.checklist_id, "csc"),
    ),
    "commands.case_audit.allocate": (
        ("case_audit.allocate",),
        lambda db, at, by, on: case_audit.allocate(
            db,
            by,
            at.audit("not started", on),
            at.people[Role.AUDITOR].id,
            because="Nobody else",
        ),
    ),
    "commands.allocation.enlist": (
        ("allocation.change",),
        lambda db, at, by, on: allocation.enlist(
            db, by, at.round(on), [at.people[Role.AUDITOR].id]
        ),
    ),
    "commands.allocation.set_auditor": (("allocation.change",), set_auditor),
    "commands.allocation.strike": (("allocation.change",), strike),
    "commands.allocation.give_out": (("allocation.change",), give_out),
    "commands.allocation.take_back": (
        ("allocation.change",),
        lambda db, at, by, on: allocation.take_back(db, by, at.round(on)),
    ),
    "views.allocation.allocation": (
        ("allocation.read",),
        lambda db, at, by, on: allocation_views.allocation(db, by, at.round(on)),
    ),
    "views.allocation.proposal": (
        ("allocation.read",),
        lambda db, at, by, on: allocation_views.proposal(db, by, at.round(on), Wish()),
    ),
    "commands.case_audit.start": (
        ("case_audit.own",),
        lambda db, at, by, on: case_audit.start(db, by, at.audit("not started", on)),
    ),
    "commands.case_audit.submit": (
        ("case_audit.own",),
        lambda db, at, by, on: case_audit.submit(db, by, at.audit("complete", on)),
    ),
    "commands.case_audit.send_back": (
        ("case_audit.return",),
        lambda db, at, by, on: case_audit.send_back(db, by, at.audit("submitted", on), "Look"),
    ),
    "commands.case_fact.state": (
        ("case_audit.own",),
        lambda db, at, by, on: case_fact.state(
            db, by, at.audit("in progress", on), "father", "known", was=None, visit=VISIT
        ),
    ),
    "commands.scoring.exported": (
        ("case_audit.own",),
        lambda db, at, by, on: scoring.exported(db, by, at.round(on), 1),
    ),
    "commands.scoring.take": (
        ("case_audit.own",),
        lambda db, at, by, on: scoring.take(db, by, filled(db, at, by, on)),
    ),
    "views.scoring.scoring": (
        ("case_audit.own",),
        lambda db, at, by, on: scoring_views.scoring(db, by, at.round(on)),
    ),
    "views.scoring.received": (
        ("case_audit.own",),
        lambda db, at, by, on: scoring_views.received(db, by, at.round(on)),
    ),
    "views.scoring.layout": (
        ("case_audit.own",),
        lambda db, at, by, on: scoring_views.layout(
            db, by, (it := filled(db, at, by, on)).key, it.seal, it.name
        ),
    ),
    "views.scoring.preview": (
        ("case_audit.own",),
        lambda db, at, by, on: scoring_views.preview(db, by, filled(db, at, by, on)),
    ),
    "commands.rating.rate": (
        ("case_audit.own",),
        lambda db, at, by, on: rating.rate(
            db, by, at.audit("in progress", on), "C1", "rating", "yes", was=None, visit=VISIT
        ),
    ),
    "commands.quote.add": (
        ("case_audit.own",),
        lambda db, at, by, on: quote.add(
            db, by, at.audit("in progress", on), "likely", "likely", "p. 3", "open", visit=VISIT
        ),
    ),
    "commands.quote.tag": (
        ("case_audit.own",),
        lambda db, at, by, on: quote.tag(
            db, by, at.audit("in progress", on), at.quote(on), "clear", was="open", visit=VISIT
        ),
    ),
    "commands.quote.take_away": (
        ("case_audit.own",),
        lambda db, at, by, on: quote.take_away(db, by, at.audit("in progress", on), at.quote(on)),
    ),
    "commands.judgement.judge": (
        ("case_audit.own",),
        lambda db, at, by, on: judgement.judge(
            db, by, at.audit("in progress", on), "", "value", "fair", was=None, visit=VISIT
        ),
    ),
    "commands.conversation.begin": (
        ("case_audit.own",),
        lambda db, at, by, on: conversation.begin(
            db, by, at.audit("complete", on), date(2026, 3, 2), "allocated social worker"
        ),
    ),
    "commands.conversation.correct": (("case_audit.own",), correct),
    "commands.conversation.note": (
        ("case_audit.own",),
        lambda db, at, by, on: conversation.note(
            db, by, at.audit("complete", on), "without", "They left", was="", visit=VISIT
        ),
    ),
    "commands.conversation.explain": (("case_audit.own",), explain),
    "commands.conversation.hear": (
        ("case_audit.own",),
        lambda db, at, by, on: conversation.hear(
            db, by, at.audit("complete", on), "child", "standing", "sought", was=None, visit=VISIT
        ),
    ),
    "commands.conversation.expect": (
        ("round.open",),
        lambda db, at, by, on: conversation.expect(db, by, at.round(on), expected=True),
    ),
    "views.conversation.conversation": (
        ("case_audit.read",),
        lambda db, at, by, on: conversation_views.conversation(db, by, at.audit("submitted", on)),
    ),
    "views.conversation.change": (
        ("case_audit.read",),
        lambda db, at, by, on: conversation_views.change(
            db, by, at.audit("submitted", on), Kind.RATING, "C1"
        ),
    ),
    "views.conversation.picture": (
        ("board.read",),
        lambda db, at, by, on: conversation_views.picture(db, by, at.narrow(on)),
    ),
    "commands.moderation.begin": (
        ("moderation.settle",),
        lambda db, at, by, on: moderation.begin(db, by, at.audit("twice", on)),
    ),
    "commands.moderation.settle": (("moderation.settle",), settle),
    "commands.moderation.agree": (("moderation.settle",), agree),
    "commands.moderation.answer": (
        ("moderation.answer",),
        lambda db, at, by, on: moderation.answer(db, by, at.audit("signed", on), "I see"),
    ),
    "commands.moderation_sample.draw": (
        ("moderation.draw",),
        lambda db, at, by, on: moderation_sample.draw(db, by, at.round(on), 50),
    ),
    "commands.opening.moderation_opened": (
        ("moderation.read",),
        lambda db, at, by, on: opening.moderation_opened(db, by, at.audit("signed", on)),
    ),
    "views.moderation.moderation": (
        ("moderation.read",),
        lambda db, at, by, on: moderation_views.moderation(db, by, at.audit("signed", on)),
    ),
    "views.moderation_files.moderation_files": (
        ("moderation.settle",),
        lambda db, at, by, on: moderation_files.moderation_files(db, by, at.round(on)),
    ),
    "commands.calibration.ask": (
        ("calibration.ask",),
        lambda db, at, by, on: calibration.ask(db, by, at.round(on), None, 90),
    ),
    "commands.calibration.let_in": (
        ("calibration.ask",),
        lambda db, at, by, on: calibration.let_in(
            db, by, at.round(on), at.fresh.get(on, GHOST), "Has done it elsewhere"
        ),
    ),
    "views.calibration.calibration": (
        ("calibration.read",),
        lambda db, at, by, on: calibration_views.calibration(db, by, at.round(on)),
    ),
    "commands.practice.begin": (
        ("calibration.practise",),
        lambda db, at, by, on: practice.begin(db, by, at.round(on)),
    ),
    "commands.practice.rate": (
        ("calibration.practise",),
        lambda db, at, by, on: practice.rate(
            db, by, at.attempts.get(on, GHOST), "C1", "yes", was="part", visit=builders.VISIT
        ),
    ),
    "commands.practice.submit": (
        ("calibration.practise",),
        lambda db, at, by, on: practice.submit(db, by, at.attempts.get(on, GHOST)),
    ),
    "views.practice.practice": (
        ("calibration.practise",),
        lambda db, at, by, on: practice_views.practice(db, by, at.round(on)),
    ),
    "views.practice.practised": (
        ("calibration.practise",),
        lambda db, at, by, on: practice_views.practised(db, by, at.attempts.get(on, GHOST), "C1"),
    ),
    "commands.checklist.publish": (
        ("checklist.publish",),
        lambda db, at, by, on: checklists.publish(
            db, by, builders.small_review(), (builders.small_checklist(version=2),)
        ),
    ),
    "commands.export.exported": (
        ("board.export",),
        lambda db, at, by, on: export.exported(db, by, "board_pack", at.round(on), "board", 1),
    ),
    "commands.export.data_exported": (
        ("data.export",),
        lambda db, at, by, on: export.data_exported(db, by, at.round(on), "csv", 1, written=False),
    ),
    "views.extract.extract": (("data.export",), extracted),
    "commands.finding.raise_": (("finding.raise",), raise_finding),
    "commands.finding.change": (("finding.change",), change_finding),
    "commands.finding.withdraw": (
        ("finding.change",),
        lambda db, at, by, on: finding.withdraw(
            db, by, at.findings.get(on, GHOST), "It was the other file"
        ),
    ),
    "commands.finding.decline": (
        ("finding.decide",),
        lambda db, at, by, on: finding.decline(
            db, by, at.round(on), SUGGESTED, "Asked of too few files"
        ),
    ),
    "commands.finding.take_up_again": (
        ("finding.decide",),
        lambda db, at, by, on: finding.take_up_again(db, by, at.round(on), SUGGESTED.key),
    ),
    "commands.action.plan": (
        ("action.plan",),
        lambda db, at, by, on: action.plan(db, by, at.findings.get(on, GHOST), PROMISE),
    ),
    "commands.action.change": (("action.plan",), change_action),
    "commands.action.withdraw": (
        ("action.plan",),
        lambda db, at, by, on: action.withdraw(db, by, action_of(at, by, on), "Not needed"),
    ),
    "commands.action_done.note": (
        ("action.progress",),
        lambda db, at, by, on: action_done.note(db, by, action_of(at, by, on), "Asked", ""),
    ),
    "commands.action_done.complete": (
        ("action.complete",),
        lambda db, at, by, on: action_done.complete(db, by, action_of(at, by, on), "Done", ""),
    ),
    "commands.action_done.verify": (
        ("action.verify",),
        lambda db, at, by, on: action_done.verify(db, by, at.done.get(on, GHOST), "Seen"),
    ),
    "commands.action_done.reopen": (
        ("action.plan",),
        lambda db, at, by, on: action_done.reopen(db, by, at.done.get(on, GHOST), "Not there"),
    ),
    "commands.action_book.take": (("action.progress",), take_actions),
    "commands.action_book.exported": (
        ("action.read",),
        lambda db, at, by, on: action_book.exported(db, by, "workbook", 1),
    ),
    "views.action.actions": (
        ("action.read",),
        lambda db, at, by, on: action_views.actions(db, by),
    ),
    "views.followed.followed": (
        ("action.follow",),
        lambda db, at, by, on: followed_views.followed(db, by),
    ),
    "views.finding.rounds_of": (
        ("finding.read",),
        lambda db, at, by, on: finding_views.rounds_of(db, by),
    ),
    "views.finding.findings_of": (
        ("finding.read",),
        lambda db, at, by, on: finding_views.findings_of(db, by, at.round(on)),
    ),
    "views.finding.suggested": (
        ("finding.decide",),
        lambda db, at, by, on: finding_views.suggested(db, by, at.round(on)),
    ),
    "commands.draft.begin": (
        ("checklist.draft",),
        lambda db, at, by, on: drafts.begin(db, by, at.checklist_id, "Another", review="small"),
    ),
    "commands.draft.keep": (
        ("checklist.draft",),
        on_draft(
            lambda db, by, draft, head: drafts.keep(
                db, by, draft, head, "title", "Other words", was="Next", visit="tab"
            )
        ),
    ),
    "commands.draft.add": (
        ("checklist.draft",),
        lambda db, at, by, on: drafts.add(db, by, at.draft, ItemKind.STANDARD),
    ),
    "commands.draft.move": (
        ("checklist.draft",),
        on_draft(lambda db, by, draft, head: drafts.move(db, by, draft, head, 1)),
    ),
    "commands.draft.take_out": (
        ("checklist.draft",),
        lambda db, at, by, on: drafts.take_out(db, by, at.draft, a_standard(db, at.draft)),
    ),
    "commands.draft_taking.take": (
        ("checklist.draft",),
        lambda db, at, by, on: take_workbook(db, by, at.draft),
    ),
    "commands.draft_publish.propose": (
        ("checklist.draft",),
        lambda db, at, by, on: propose_draft(db, by, at.draft),
    ),
    "commands.draft_publish.agree": (
        ("checklist.agree",),
        lambda db, at, by, on: draft_publish.agree(db, by, at.proposed),
    ),
    "commands.draft_publish.send_back": (
        ("checklist.agree",),
        lambda db, at, by, on: draft_publish.send_back(db, by, at.proposed, "Shorter"),
    ),
    "commands.draft_publish.set_aside": (
        ("checklist.draft",),
        lambda db, at, by, on: draft_publish.set_aside(db, by, at.draft),
    ),
    "views.draft.drafts": (
        ("checklist.draft",),
        lambda db, at, by, on: draft_views.drafts(db, by),
    ),
    "views.draft.draft": (
        ("checklist.draft",),
        lambda db, at, by, on: draft_views.draft(db, by, at.draft),
    ),
    "views.draft.item": (
        ("checklist.draft",),
        on_draft(draft_views.item),
    ),
    "commands.trend.begin_anew": (("trend.rebase",), begin_anew),
    "commands.trend.take_back": (("trend.rebase",), take_back),
    "commands.jtai.exported": (
        ("jtai.export",),
        lambda db, at, by, on: jtai.exported(db, by, *child(db, at, on), 1),
    ),
    "views.jtai.children": (
        ("jtai.export",),
        lambda db, at, by, on: jtai_views.children(db, by, at.round(on)),
    ),
    "views.jtai.waiting": (
        ("jtai.export",),
        lambda db, at, by, on: jtai_views.waiting(db, by, *child(db, at, on)),
    ),
    "views.jtai_bundle.bundle": (
        ("jtai.export",),
        lambda db, at, by, on: jtai_bundle.bundle(db, by, *child(db, at, on)),
    ),
    "commands.release.release": (
        ("board.release",),
        lambda db, at, by, on: releases.release(
            db, by, at.round(on), "Board pack", Audience.BOARD, ()
        ),
    ),
    "commands.release.exported": (
        ("release.read",),
        lambda db, at, by, on: releases.exported(db, by, at.round(on), let_out(db, at, by, on), 0),
    ),
    "commands.concern.raise_": (
        ("concern.raise",),
        lambda db, at, by, on: builders.worried(db, by, at.audit("in progress", on)),
    ),
    "commands.concern.acknowledge": (
        ("concern.answer",),
        lambda db, at, by, on: concern.acknowledge(db, by, at.concerns.get(on, GHOST)),
    ),
    "commands.concern.close": (
        ("concern.answer",),
        lambda db, at, by, on: concern.close(db, by, at.concerns.get(on, GHOST), "All is well"),
    ),
    "commands.concern.opened": (
        ("concern.read",),
        lambda db, at, by, on: concern.opened(db, by, at.concerns.get(on, GHOST)),
    ),
    "commands.concern.drafted": (
        ("concern.read",),
        lambda db, at, by, on: concern.drafted(db, by, at.concerns.get(on, GHOST)),
    ),
    "commands.concern.name_receivers": (
        ("concern.receivers",),
        lambda db, at, by, on: concern.name_receivers(db, by, None, [at.auditors[OWN]]),
    ),
    "commands.concern.set_target": (
        ("concern.receivers",),
        lambda db, at, by, on: concern.set_target(db, by, 1, 4, "working hours"),
    ),
    "views.concern.concerns_of": (
        ("concern.read",),
        lambda db, at, by, on: concern_views.concerns_of(db, by),
    ),
    "views.concern.concern": (
        ("concern.read",),
        lambda db, at, by, on: concern_views.concern(db, by, at.concerns.get(on, GHOST)),
    ),
    "views.concern.draft": (
        ("concern.read",),
        lambda db, at, by, on: concern_views.draft(db, by, at.concerns.get(on, GHOST)),
    ),
    "views.concern.to_raise": (
        ("concern.raise",),
        lambda db, at, by, on: concern_views.to_raise(db, by, at.audit("in progress", on)),
    ),
    "views.concern.setting": (
        ("concern.receivers",),
        lambda db, at, by, on: concern_views.setting(db, by),
    ),
    "commands.publication.propose": (("publication.propose",), propose),
    "commands.publication.withdraw": (("publication.propose",), withdraw),
    "commands.publication.agree": (("publication.agree",), second),
    "commands.publication.decline": (
        ("publication.agree",),
        lambda db, at, by, on: publications.decline(
            db, by, at.proposals.get(on, GHOST), "Too early to say"
        ),
    ),
    "views.publication.publications_of": (
        ("publication.propose",),
        lambda db, at, by, on: publication_views.publications_of(db, by),
    ),
    "views.publication.look": (
        ("publication.agree",),
        lambda db, at, by, on: publication_views.look(db, by, at.proposals.get(on, GHOST)),
    ),
    "views.release.checked": (
        ("board.release",),
        lambda db, at, by, on: release_views.checked(
            db, by, release_views.proposal(db, by, at.round(on), Audience.BOARD)
        ),
    ),
    "views.release.checks_of": (
        ("board.release",),
        lambda db, at, by, on: release_views.checks_of(db, by, at.round(on), 1),
    ),
    "commands.supervision.used": (("supervision.return",), packed),
    "commands.supervision.take_back": (
        ("supervision.return",),
        lambda db, at, by, on: supervision.take_back(db, by, at.returns.get(on, GHOST)),
    ),
    "commands.supervision.exported": (
        ("supervision.read",),
        lambda db, at, by, on: supervision.exported(
            db, by, at.round(on), AGENCIES.get(on, "csc"), None, 0
        ),
    ),
    "commands.good_practice.draft": (("good_practice.draft",), practised),
    "commands.good_practice.change": (("good_practice.draft",), reword_practice),
    "commands.good_practice.show": (
        ("good_practice.show",),
        lambda db, at, by, on: good_practice.show(db, by, at.practices.get(on, GHOST), version=1),
    ),
    "commands.good_practice.take_down": (
        ("good_practice.draft",),
        lambda db, at, by, on: good_practice.take_down(
            db, by, at.practices.get(on, GHOST), "It is no longer done"
        ),
    ),
    "views.good_practice.gallery": (
        ("good_practice.read",),
        lambda db, at, by, on: good_practice_views.gallery(db, by),
    ),
    "views.good_practice.sources": (
        ("good_practice.draft",),
        lambda db, at, by, on: good_practice_views.sources(db, by, at.round(on)),
    ),
    "commands.spread.held": (("spread.record",), briefed),
    "commands.spread.change": (("spread.record",), put_right),
    "commands.spread.take_back": (
        ("spread.record",),
        lambda db, at, by, on: spread.take_back(
            db, by, at.briefings.get(on, GHOST), "It was put off"
        ),
    ),
    "views.spread.spread": (
        ("spread.read",),
        lambda db, at, by, on: spread_views.spread(db, by, at.round(on)),
    ),
    "views.spread.counts": (
        ("spread.count",),
        lambda db, at, by, on: spread_views.counts(db, by, at.narrow(on)),
    ),
    "views.supervision.teams": (
        ("supervision.read",),
        lambda db, at, by, on: supervision_views.teams(db, by, at.round(on)),
    ),
    "views.supervision.pack": (
        ("supervision.read",),
        lambda db, at, by, on: supervision_views.pack(
            db, by, at.round(on), AGENCIES.get(on, "csc"), None
        ),
    ),
    "views.supervision.returns": (
        ("supervision.read",),
        lambda db, at, by, on: supervision_views.returns(db, by, at.round(on)),
    ),
    "views.release.proposal": (
        ("board.release",),
        lambda db, at, by, on: release_views.proposal(db, by, at.round(on), Audience.BOARD),
    ),
    "views.released.released": (
        ("release.read",),
        lambda db, at, by, on: released_views.released(db, by),
    ),
    "views.released.reflective": (
        ("release.read",),
        lambda db, at, by, on: released_views.reflective(db, by, builders.small_review()),
    ),
    "views.released.one": (
        ("release.read",),
        lambda db, at, by, on: released_views.one(db, by, at.round(on), let_out(db, at, by, on)),
    ),
    "commands.opening.case_audit_opened": (
        ("case_audit.read",),
        lambda db, at, by, on: opening.case_audit_opened(db, by, at.audit("submitted", on)),
    ),
    "commands.opening.lines_opened": (
        ("board.lines",),
        lambda db, at, by, on: opening.lines_opened(db, by, at.narrow(on), "gaps"),
    ),
    "commands.opening.round_read": (
        ("round.read",),
        lambda db, at, by, on: opening.round_read(db, by, at.round(on)),
    ),
    "commands.seal.change": (("trail.rekey",), rekey),
    "commands.seal.part": (("trail.part",), lambda db, at, by, on: seal.part(db, by)),
    "commands.person.admit": (
        ("person.admit",),
        lambda db, at, by, on: person.admit(db, by, "Sam", (Role.AUDITOR,)),
    ),
    "commands.person.change": (
        ("person.change",),
        lambda db, at, by, on: person.change(
            db, by, at.somebody, name="Sam", roles=(Role.AUDITOR,), agency=None, team=None
        ),
    ),
    "commands.person.identify": (
        ("person.change",),
        lambda db, at, by, on: person.identify(db, by, at.somebody.id, "https://id.example", "1"),
    ),
    "commands.person.retire": (
        ("person.retire",),
        lambda db, at, by, on: person.retire(db, by, at.somebody.id),
    ),
    "commands.identifier.clear": (
        ("identifier.clear",),
        lambda db, at, by, on: identifier.clear(db, by, *suspect(db, at, on)),
    ),
    "commands.identifier.watch": (
        ("watched_word.change",),
        lambda db, at, by, on: identifier.watch(db, by, "Larkspur House"),
    ),
    "commands.identifier.unwatch": (
        ("watched_word.change",),
        lambda db, at, by, on: identifier.unwatch(db, by, "Larkspur House"),
    ),
    "commands.session.end_all_of": (
        ("session.end",),
        lambda db, at, by, on: session.end_all_of(db, by, at.somebody.id),
    ),
    "commands.person.list_exported": (
        ("person.read",),
        lambda db, at, by, on: person.list_exported(db, by, 1),
    ),
    "commands.round.open_": (
        ("round.open",),
        lambda db, at, by, on: rounds.open_(db, by, "Autumn", at.checklist_id),
    ),
    "commands.round.plan": (
        ("round.open",),
        lambda db, at, by, on: rounds.plan(db, by, "Autumn", at.checklist_id),
    ),
    "commands.round.plan_anew": (
        ("round.open",),
        lambda db, at, by, on: rounds.plan_anew(
            db, by, at.round(on), theme="Sleep", starts=None, due=None
        ),
    ),
    "commands.cycle.re_audit": (
        ("round.open",),
        lambda db, at, by, on: cycle.re_audit(db, by, at.round(on), "Again", KEPT_UNTIL),
    ),
    "commands.cycle.move": (
        ("round.move",),
        lambda db, at, by, on: cycle.move(db, by, at.round(on), "moderate", "It is time"),
    ),
    "commands.moving.move_version": (
        ("round.move",),
        lambda db, at, by, on: moving.move_version(db, by, *movable(db, at, by, on), "New"),
    ),
    "views.moving.touched": (
        ("round.move",),
        lambda db, at, by, on: moving_views.touched(db, by, at.round(on)),
    ),
    "commands.timetable.lay_out": (("round.timetable",), lay_out),
    "commands.timetable.add_step": (
        ("round.timetable",),
        lambda db, at, by, on: timetable.add_step(db, by, at.round(on), "Ask", KEPT_UNTIL),
    ),
    "commands.timetable.remove_step": (
        ("round.timetable",),
        on_a_step(lambda db, by, round_id: timetable.remove_step(db, by, round_id, 1)),
    ),
    "commands.timetable.move_step": (
        ("round.timetable",),
        on_a_step(lambda db, by, round_id: timetable.move_step(db, by, round_id, 1, KEPT_UNTIL)),
    ),
    "commands.timetable.mark_step": (
        ("round.timetable",),
        on_a_step(lambda db, by, round_id: timetable.mark_step(db, by, round_id, 1, done=True)),
    ),
    "commands.theme.add": (
        ("theme.change",),
        lambda db, at, by, on: theme.add(db, by, THEME.model_copy(update={"name": "Others"})),
    ),
    "commands.theme.change": (
        ("theme.change",),
        lambda db, at, by, on: theme.change(
            db, by, at.theme, THEME.model_copy(update={"name": "All carers"}), version=1
        ),
    ),
    "commands.theme.take_away": (
        ("theme.change",),
        lambda db, at, by, on: theme.take_away(db, by, at.theme, version=1),
    ),
    "views.theme.all_themes": (
        ("theme.read",),
        lambda db, at, by, on: theme_views.all_themes(db, by),
    ),
    "views.story.told_cycles": (
        ("board.read",),
        lambda db, at, by, on: story_views.told_cycles(db, by),
    ),
    "views.story.points_of": (
        ("board.read",),
        lambda db, at, by, on: story_views.points_of(db, by, at.round(on)),
    ),
    "views.story.story": (
        ("board.read",),
        lambda db, at, by, on: story_views.story(db, by, at.round(on), "AS1"),
    ),
    "views.released_story.released_cycles": (
        ("release.read",),
        lambda db, at, by, on: released_story_views.released_cycles(db, by),
    ),
    "views.released_story.released_story": (
        ("release.read",),
        lambda db, at, by, on: released_story_views.released_story(db, by, at.round(on), "AS1"),
    ),
    "commands.story.exported": (
        ("board.export",),
        lambda db, at, by, on: story.exported(db, by, at.round(on), "AS1", KEPT),
    ),
    "commands.story.released_exported": (
        ("release.read",),
        lambda db, at, by, on: story.released_exported(db, by, at.round(on), "AS1", KEPT),
    ),
    "views.re_audit.basis": (
        ("round.open",),
        lambda db, at, by, on: re_audit_views.basis(db, by, at.round(on)),
    ),
    "views.re_audit.planned": (
        ("round.read",),
        lambda db, at, by, on: re_audit_views.planned(db, by, at.round(on)),
    ),
    "views.cycle.cycle": (
        ("round.read",),
        lambda db, at, by, on: cycle_views.cycle(db, by, at.round(on)),
    ),
    "views.cycle.proposed_design": (
        ("round.read",),
        lambda db, at, by, on: cycle_views.proposed_design(db, by, at.round(on)),
    ),
    "views.programme.programme": (
        ("programme.read",),
        lambda db, at, by, on: programme_views.programme(db, by),
    ),
    "commands.retention.keep_until": (
        ("round.retain",),
        lambda db, at, by, on: retention.keep_until(
            db, by, at.round(on), KEPT_UNTIL, "Ten years", "Business manager"
        ),
    ),
    "commands.retention.hold": (
        ("round.hold",),
        lambda db, at, by, on: retention.hold(db, by, at.round(on), "An inquest"),
    ),
    "commands.retention.release": (("round.hold",), release),
    "commands.retention.dispose": (("round.dispose",), dispose),
    "commands.counts.recount": (
        ("counts.recount",),
        lambda db, at, by, on: counts.recount(db, by),
    ),
    "commands.retention.finish": (("round.dispose",), finish),
    "commands.job.ask": (
        ("data.export",),
        lambda db, at, by, on: job.ask(
            db,
            by,
            JobKind.DATA_EXTRACT,
            at.round(on),
            {"narrow": at.narrow(on).model_dump_json(), "form": "csv", "written": False},
        ),
    ),
    "commands.job.cancel": (
        ("job.own",),
        lambda db, at, by, on: job.cancel(db, by, long_work(db, at, by, on)),
    ),
    "views.search.find": (
        ("case_audit.read",),
        lambda db, at, by, on: search_views.find(db, by, "S-0", Within(round_id=at.round(on))),
    ),
    "views.search.places": (
        ("case_audit.read",),
        lambda db, at, by, on: search_views.places(db, by),
    ),
    "views.job.own": (("job.own",), lambda db, at, by, on: job_views.own(db, by)),
    "views.job.content": (
        ("job.own", "board.export"),
        lambda db, at, by, on: job_views.content(db, by, long_work(db, at, by, on, made=True)),
    ),
    "commands.document.fixed": (("document.own",), fix_document),
    "views.document.register": (
        ("document.read",),
        lambda db, at, by, on: document_views.register(db, by),
    ),
    "views.document.own": (("document.own",), lambda db, at, by, on: document_views.own(db, by)),
    "views.document.check": (
        ("document.own",),
        lambda db, at, by, on: document_views.check(db, by, sha256="0" * 64),
    ),
    "commands.retention.certified": (("round.retain",), certify),
    "commands.retention.extracted": (
        ("case.extract",),
        lambda db, at, by, on: retention.extracted(db, by, f"{on[:2].upper()}-0", "screen"),
    ),
    "commands.frame.take": (("frame.take",), take_list),
    "commands.frame.exported": (("frame.read",), list_exported),
    "commands.frame.pseudonyms_exported": (
        ("frame.take",),
        lambda db, at, by, on: frame.pseudonyms_exported(db, by, at.round(on), 1),
    ),
    "commands.sample.draw": (("sample.draw",), draw_sample),
    "commands.sample.draw_again": (("sample.draw",), draw_again),
    "commands.sample.replace": (
        ("sample.draw",),
        lambda db, at, by, on: sample.replace(
            db, by, at.round(on), drawn_case(db, at, by, on), "No file"
        ),
    ),
    "commands.sample.leave_out": (("sample.draw",), leave_out),
    "commands.sample.exported": (("sample.read",), log_exported),
    "views.sample.sample_page": (
        ("sample.read",),
        lambda db, at, by, on: sample_views.sample_page(db, by, at.round(on)),
    ),
    "views.sample.sampling_log": (("sample.read",), sampling_log),
    "views.sample.plan": (("sample.draw",), sample_plan),
    "commands.pseudonym.key": (
        ("frame.take",),
        lambda db, at, by, on: pseudonym.key(db, by),
    ),
    "views.frame.frame_page": (
        ("frame.read",),
        lambda db, at, by, on: frame_views.frame_page(db, by, at.round(on)),
    ),
    "views.frame.cases": (
        ("frame.read",),
        lambda db, at, by, on: frame_views.cases(db, by, at.round(on)),
    ),
    "views.frame.layout": (
        ("frame.take",),
        lambda db, at, by, on: frame_views.layout(db, by, at.round(on), "x"),
    ),
    "views.frame.difference": (
        ("frame.take",),
        lambda db, at, by, on: frame_views.difference(db, by, at.round(on), case_lists.drafted()),
    ),
    "views.retention.records": (
        ("round.retain",),
        lambda db, at, by, on: retention_views.records(db, by),
    ),
    "views.retention.certificate": (("round.retain",), certificate),
    "views.case_extract.case_extract": (
        ("case.extract",),
        lambda db, at, by, on: case_extracts.case_extract(db, by, f"{on[:2].upper()}-0"),
    ),
    "views.board.board": (
        ("board.read",),
        lambda db, at, by, on: board.board(db, by, at.narrow(on)),
    ),
    "views.board_pack.board_with_lines": (
        ("board.export",),
        lambda db, at, by, on: board_pack.board_with_lines(
            db, by, at.narrow(on), board_pack.Limits(10, 10)
        ),
    ),
    "views.case_audit.case_audit": (
        ("case_audit.read",),
        lambda db, at, by, on: case_audit_views.case_audit(db, by, at.audit("submitted", on)),
    ),
    "views.case_audit.standing": (
        ("case_audit.read",),
        lambda db, at, by, on: case_audit_views.standing(db, by, at.audit("submitted", on)),
    ),
    "views.case_audit.criterion": (
        ("case_audit.read",),
        lambda db, at, by, on: case_audit_views.criterion(db, by, at.audit("submitted", on), "C1"),
    ),
    "views.case_audit.judgement": (
        ("case_audit.read",),
        lambda db, at, by, on: case_audit_views.judgement(db, by, at.audit("submitted", on), ""),
    ),
    "views.case_audit.case_fact": (
        ("case_audit.read",),
        lambda db, at, by, on: case_audit_views.case_fact(
            db, by, at.audit("submitted", on), "father"
        ),
    ),
    "views.agreement.agreement": (
        ("board.read",),
        lambda db, at, by, on: agreement_views.agreement(db, by, at.narrow(on)),
    ),
    "views.change.change": (
        ("board.read",),
        lambda db, at, by, on: change_views.change(db, by, at.narrow(on)),
    ),
    "views.trend.trend": (
        ("trend.read",),
        lambda db, at, by, on: trend_views.trend(db, by, at.narrow(on)),
    ),
    "views.learning.learning": (
        ("board.read",),
        lambda db, at, by, on: learning_views.learning(db, by, at.narrow(on)),
    ),
    "views.agreement.readers": (
        ("agreement.pairs",),
        lambda db, at, by, on: agreement_views.readers(db, by, at.narrow(on)),
    ),
    "views.drift.drift": (
        ("drift.read",),
        lambda db, at, by, on: drift_views.drift(db, by, at.round(on)),
    ),
    "views.behind.files": (
        ("board.lines",),
        lambda db, at, by, on: behind.files(db, by, at.narrow(on)),
    ),
    "views.compare.compare": (
        ("board.read",),
        lambda db, at, by, on: compare.compare(db, by, at.narrow(on)),
    ),
    "views.coverage.coverage": (
        ("progress.read",),
        lambda db, at, by, on: coverage.coverage(db, by, at.round(on)),
    ),
    "views.evidence.lines": (
        ("board.lines",),
        lambda db, at, by, on: evidence.lines(db, by, at.narrow(on)),
    ),
    "views.measure.measures": (
        ("board.read",),
        lambda db, at, by, on: measure_views.measures(db, by, at.narrow(on)),
    ),
    "views.quote.quotes": (
        ("case_audit.read",),
        lambda db, at, by, on: quote_views.quotes(db, by, at.audit("submitted", on)),
    ),
    "views.quote.lines": (
        ("board.lines",),
        lambda db, at, by, on: quote_views.lines(db, by, at.narrow(on)),
    ),
    "views.identifier.waiting": (
        ("identifier.clear",),
        lambda db, at, by, on: identifier_views.waiting(db, by, at.round(on), limit=9),
    ),
    "views.identifier.held": (
        ("board.export",),
        lambda db, at, by, on: identifier_views.held(db, by, ()),
    ),
    "views.identifier.held_back": (
        ("board.export",),
        lambda db, at, by, on: identifier_views.held_back(db, by, at.narrow(on)),
    ),
    "views.identifier.uncleared": (
        ("case_audit.read",),
        lambda db, at, by, on: identifier_views.uncleared(db, by, place(at, on), "", ()),
    ),
    "commands.scrutiny.comment": (
        ("scrutiny.comment",),
        lambda db, at, by, on: scrutiny.comment(db, by, at.round(on), "Why so few?"),
    ),
    "commands.scrutiny.answer": (
        ("scrutiny.answer",),
        lambda db, at, by, on: scrutiny.answer(db, by, at.comments.get(on, GHOST), "It was asked."),
    ),
    "views.look.look": (
        ("round.read",),
        lambda db, at, by, on: look_views.look(db, by, at.round(on)),
    ),
    "views.scrutiny.titles": (
        ("scrutiny.read",),
        lambda db, at, by, on: scrutiny_views.titles(db, by),
    ),
    "views.scrutiny.scrutiny": (
        ("scrutiny.read",),
        lambda db, at, by, on: scrutiny_views.scrutiny(db, by, at.round(on)),
    ),
    "commands.panel.begin": (("panel.hold",), begin_panel),
    "commands.panel.sign_off": (("panel.hold",), on_a_panel(sign_panel_off)),
    "commands.panel.reopen": (
        ("panel.hold",),
        on_a_panel(lambda db, by, id_: panel.reopen(db, by, id_, "Look again"), "signed off"),
    ),
    "commands.panel_finding.note": (
        ("panel.hold",),
        on_a_panel(
            lambda db, by, id_: panel_finding.note(
                db, by, id_, "C1", "It was not passed on", is_gap=True, version=0
            ),
            "with a gap",
        ),
    ),
    "commands.panel_finding.judge": (
        ("panel.hold",),
        on_a_panel(
            lambda db, by, id_: panel_finding.judge(
                db, by, id_, "", "poor", "Seen by some", version=1
            )
        ),
    ),
    "commands.panel_meeting.held_on": (
        ("panel.hold",),
        on_a_panel(lambda db, by, id_: panel_meeting.held_on(db, by, id_, None)),
    ),
    "commands.panel_meeting.attended": (
        ("panel.hold",),
        on_a_panel(lambda db, by, id_: panel_meeting.attended(db, by, id_, "Chair", "")),
    ),
    "commands.panel_meeting.left_out": (
        ("panel.hold",),
        on_a_panel(lambda db, by, id_: panel_meeting.left_out(db, by, id_, 1)),
    ),
    "commands.panel_chronology.put": (
        ("panel.hold",),
        on_a_panel(lambda db, by, id_: panel_chronology.put(db, by, id_, "2025", "A visit", [])),
    ),
    "commands.panel_chronology.take_out": (
        ("panel.hold",),
        on_a_panel(
            lambda db, by, id_: panel_chronology.take_out(db, by, id_, 1, "Twice", version=1)
        ),
    ),
    "commands.panel_summary.summarise": (
        ("panel.hold",),
        on_a_panel(
            lambda db, by, id_: panel_summary.summarise(db, by, id_, "Learnt", version=2),
        ),
    ),
    "commands.panel_summary.exported": (("panel.hold",), on_a_panel(panel_summary.exported)),
    "commands.opening.panel_opened": (
        ("panel.read",),
        on_a_panel(opening.panel_opened, "signed off"),
    ),
    "views.panel.panel": (("panel.read",), on_a_panel(panel_views.panel, "signed off")),
    "views.panel_cases.panel_cases": (
        ("panel.hold",),
        lambda db, at, by, on: panel_case_views.panel_cases(db, by, at.round(on)),
    ),
    "views.panel_cases.panel_counts": (
        ("panel.count",),
        lambda db, at, by, on: panel_case_views.panel_counts(db, by),
    ),
    "views.person.people": (("person.read",), lambda db, at, by, on: person_views.people(db, by)),
    "views.trail.trail": (
        ("trail.read",),
        lambda db, at, by, on: trail_views.trail(db, by, trail_views.TrailFilter()),
    ),
    "views.trail.people": (("trail.read",), lambda db, at, by, on: trail_views.people(db, by)),
    "views.trail.check": (("trail.read",), lambda db, at, by, on: trail_views.check(db, by)),
    "views.round.rounds": (("board.read",), lambda db, at, by, on: round_views.rounds(db, by)),
    "views.round.round_page": (
        ("round.read",),
        lambda db, at, by, on: round_views.round_page(db, by, at.round(on)),
    ),
    "views.round.standing": (
        ("board.read",),
        lambda db, at, by, on: round_views.standing(db, by, [at.round(on)]),
    ),
    "views.case_files.case_files": (
        ("round.read",),
        lambda db, at, by, on: case_files.case_files(db, by, at.round(on)),
    ),
    "views.round.choices": (
        ("board.read",),
        lambda db, at, by, on: round_views.choices(db, by, at.round(on)),
    ),
}
"""Name to the verbs that it asks for, all of them, and a call on a thing of that kind."""

EVERYBODY: dict[str, str] = {
    "commands.access.refused": "nobody needs a right to be refused",
    "views.checklist.published": "what is rated is for everybody who may come in",
    "views.checklist.versions": "as the newest one",
    "views.moderation_files.shown_to": "one's own files, once their moderation is signed off",
    "views.checklist.practice_known": "names and versions of practice sets, and nothing of what is agreed",
    "views.practice.own": "one's own practice",
    "views.drift.own_drift": "one's own ratings, once their moderation is signed off",
    "views.panel_cases.own_panels": "panels that one may read, and none where one may read none",
    "views.spread.waiting": "packs in reach of which nothing came back, and none where none is in reach",
    "views.own_work.own_work": "one's own readings; of a round as a whole once it is closed",
    "views.concern.on_file": "concerns of one case audit that one must know of, and none where there is none",
    "views.desk.desk": "one's own case audits, whoever one is",
    "views.today.today_of": "each kind of thing by its own verb, and nothing where one may see none",
    "commands.person.local": "the person of a single machine, before anybody signs in",
    "views.agency.agencies": "what agencies and teams there are is no secret among those admitted",
    "views.identifier.words": "whoever reads case audits or changes the list: its own test walks both",
    "views.session.open_ones": "one's own sessions",
    "commands.session.end_others": "one's own sessions",
    "views.session.session": "the gate looks every token up before anything else",
    "views.session.signed_in": "who is asking is looked up before anything else",
    "commands.session.begin": "the identity that the provider vouches for is the permission",
    "commands.session.touch": "one's own session",
    "commands.session.end": "one's own session",
    "commands.session.refused": "a refusal is recorded whoever was refused",
    "commands.sign_in.expect": "anybody may begin to sign in",
    "commands.sign_in.answered": "what the provider answers is held against what was begun",
    "commands.backup.make": "whoever may run the command line there holds the files themselves",
    "commands.copy.copy": "whoever may run the command line there holds the database itself",
    "commands.person.acting_as": "who is asking is looked up before anything else",
}
"""What asks for no verb, and why."""

WITHOUT_A_THING = frozenset(
    {
        "commands.counts.recount",
        "commands.action_book.exported",
        "views.action.actions",
        "views.good_practice.gallery",
        "views.followed.followed",
        "commands.draft.begin",
        "commands.draft.keep",
        "commands.draft.add",
        "commands.draft.move",
        "commands.draft.take_out",
        "commands.draft_taking.take",
        "commands.draft_publish.propose",
        "commands.draft_publish.agree",
        "commands.draft_publish.send_back",
        "commands.draft_publish.set_aside",
        "views.draft.drafts",
        "views.draft.draft",
        "views.draft.item",
        "commands.theme.add",
        "commands.theme.change",
        "commands.theme.take_away",
        "views.theme.all_themes",
        "views.story.told_cycles",
        "views.released_story.released_cycles",
        "commands.case.audit_one_now",
        "commands.concern.name_receivers",
        "commands.concern.set_target",
        "views.concern.concerns_of",
        "views.concern.setting",
        "commands.nudge.own_calendar_made",
        "commands.identifier.watch",
        "commands.identifier.unwatch",
        "commands.session.end_all_of",
        "views.finding.rounds_of",
        "views.identifier.held",
        "views.identifier.uncleared",
        "commands.checklist.publish",
        "commands.person.admit",
        "commands.person.change",
        "commands.person.identify",
        "commands.person.retire",
        "commands.person.list_exported",
        "commands.pseudonym.key",
        "commands.retention.extracted",
        "commands.round.open_",
        "commands.round.plan",
        "commands.seal.change",
        "commands.seal.part",
        "views.document.check",
        "views.document.own",
        "views.job.own",
        "views.search.find",
        "views.search.places",
        "views.document.register",
        "views.publication.publications_of",
        "views.panel_cases.panel_counts",
        "views.trail.check",
        "views.trail.people",
        "views.trail.trail",
        "views.person.people",
        "views.programme.programme",
        "views.retention.records",
        "views.round.rounds",
        "views.released.released",
        "views.released.reflective",
        "views.scrutiny.titles",
    }
)
"""What is not about a file or a round: whose agency it is makes no difference."""

UNREACHED_IS_EMPTY = frozenset({"views.round.choices", "views.round.standing"})
"""What answers with nothing, not with a refusal, when the thing is out of reach or not there."""


def found() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public command and view: what is handed a database."""
    for floor in (audit.commands, audit.views):
        for module in pkgutil.iter_modules(floor.__path__):
            loaded = importlib.import_module(f"{floor.__name__}.{module.name}")
            for name, function in inspect.getmembers(loaded, inspect.isfunction):
                if name.startswith("_") or function.__module__ != loaded.__name__:
                    continue
                if next(iter(inspect.signature(function).parameters), "") == "db":
                    yield f"{floor.__name__.partition('.')[2]}.{module.name}.{name}", function


def rows() -> list[tuple[str, list[str], list[str]]]:
    """Verb, the commands and views that ask for it, and the reach of each role: the README's table."""
    return [
        (
            verb,
            [name for name, (verbs, _) in MATRIX.items() if verb in verbs],
            [allowed.get(role, "") for role in Role],
        )
        for verb, allowed in ALLOWED.items()
    ]
