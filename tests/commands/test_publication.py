"""What the public is told takes two people who looked at the same numbers, and everything that is checked before."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select, update

from audit.commands import identifier, publication, scrutiny
from audit.commands import person as persons
from audit.commands.release import release
from audit.commands.release_entry import Slice, Told
from audit.documents import release as documents
from audit.model.case_audit import Reading
from audit.model.disclosure import Audience, Count, Tables
from audit.model.person import Person, Role
from audit.model.publication import Outcome, Standing
from audit.model.refusal import NotFound, Refusal, complaint
from audit.rules.disclosure import key, mask
from audit.rules.retention import gone
from audit.store import publications, releases
from audit.store import tables as t
from audit.store.database import Database
from audit.views import publication as views
from audit.views import release as proposals
from audit.views import released
from tests import builders
from tests.released import random_round

WHY, WHERE = "The chair of the board has agreed", "Spring 2026"


def told(files: int = 40, audience: Audience = Audience.PUBLICATION) -> Told:
    """So many files, of which all but ten met one criterion."""
    met, out = key(counts="Met"), key(counts="Not met")
    counts = (Count(key=met, value=files - 10), Count(key=out, value=10))
    files_of = {f"file {n}": f"case {n}" for n in range(files)}
    part = Slice("the whole round", files_of, mask(Tables(counts=counts), audience))
    return Told(f"{WHERE}, for the public", audience, (part,))


@pytest.fixture
def ash(db: Database) -> Person:
    return builders.admitted(db, Role.QA_LEAD, name="Ash")


@pytest.fixture
def jo(db: Database) -> Person:
    return builders.admitted(db, Role.QA_LEAD, name="Jo")


def refused(act: Callable[[], object]) -> object:
    with pytest.raises(Refusal) as found:
        act()
    return found.value.complaint


def at(db: Database, publication_id: str) -> Standing:
    with db.reading() as connection:
        return publications.find(connection, publication_id).standing


def acts(db: Database, since: int) -> list[tuple[str, dict[str, object]]]:
    with db.reading() as connection:
        rows = connection.execute(
            select(t.event).where(t.event.c.seq > since).order_by(t.event.c.seq)
        )
        return [(row.act, json.loads(row.detail)) for row in rows]


def for_me(db: Database, by: Person) -> Any:
    with db.reading() as connection:
        return views.waiting_for(connection, by)


def test_nobody_is_one_of_two_people_at_a_computer_without_sign_in(
    db: Database, ash: Person, jo: Person
) -> None:
    """Whoever sits there may be the other one, too: it is not agreed to from there, nor what came from there."""
    me = builders.local(db)
    round_id = random_round(db, 3, 14)
    for proposes, agrees in ((ash, me), (me, jo)):
        made = documents.propose(db, proposes, round_id, WHY)
        mark = views.look(db, agrees, made).mark
        unnamed = complaint("publication.unnamed", where="Spring 2026")
        assert refused(lambda: publication.agree(db, agrees, made, told(), mark)) == unnamed  # noqa: B023
        assert refused(lambda: publication.decline(db, agrees, made, "No")) == unnamed  # noqa: B023
        assert for_me(db, agrees) == ()
        (waiting,) = views.publications_of(db, agrees).waiting
        assert waiting.is_unnamed
        publication.withdraw(db, proposes, made)


def test_two_people_look_at_the_same_and_it_is_out(db: Database, ash: Person, jo: Person) -> None:
    round_id = random_round(db, 3, 14)
    made = documents.propose(db, ash, round_id, WHY)
    assert released.released(db, ash) == ()  # nothing is out by a proposal
    assert [each.id for each in for_me(db, jo)] == [made]
    assert for_me(db, ash) == ()
    found = proposals.proposal(db, jo, round_id, Audience.PUBLICATION)
    assert found.mark == views.look(db, jo, made).mark
    for audience, of in (
        (Audience.BOARD, round_id),
        (Audience.PROFESSIONALS, round_id),
        (Audience.PUBLICATION, "other"),
    ):
        wrong = Told(WHERE, audience, (), picture=found.picture)
        with pytest.raises(ValueError, match="of another round or for another audience"):
            wrong.release("r", found.picture.at, ash, of)
    before = db.version()
    out = documents.agree(db, jo, made, seen=found.mark, key="k")
    assert documents.agree(db, jo, made, seen=found.mark, key="k") == out  # twice is once
    (shown,) = released.released(db, ash)
    assert (shown.proposed_by, shown.by, shown.number) == ("Ash", "Jo", 1)
    # Both the release and who agreed to whose proposal stand in the trail, in one act.
    (let, of_it), (agreed, of_both) = acts(db, before)
    assert (let, agreed) == ("board.released", "publication.agreed")
    assert (of_it["audience"], of_it["warned"]) == ("publication", ["round", "handling"])
    assert (of_both["proposed_by"], of_both["mark"]) == (ash.id, found.mark)
    (settled,) = views.publications_of(db, ash).settled
    assert (settled.standing, settled.number, settled.settled_by) == (Standing.AGREED, 1, "Jo")
    checks = proposals.checks_of(db, ash, round_id, 1)
    assert {each.key: each.outcome for each in checks} == {
        "small": Outcome.PASSED,
        "ledger": Outcome.PASSED,
        "identifiers": Outcome.PASSED,
        "concerns": Outcome.PASSED,
        "comments": Outcome.PASSED,
        "round": Outcome.WARNS,
        "handling": Outcome.WARNS,
    }


def test_whoever_proposes_does_not_agree(db: Database, ash: Person, jo: Person) -> None:
    round_id = builders.open_round(db)
    made = publication.propose(db, ash, round_id, told(), "m", WHY)
    expected = complaint("publication.own", where=WHERE)
    assert refused(lambda: publication.agree(db, ash, made, told(), "m")) == expected
    assert refused(lambda: publication.decline(db, ash, made, "No")) == expected
    with pytest.raises(NotFound):  # nor does anybody take it back for them
        publication.withdraw(db, jo, made)
    moved = ash.model_copy(update={"roles": (Role.AUDITOR,)})  # to another post meanwhile
    role = complaint("permission.role", roles="QA lead")
    assert refused(lambda: publication.withdraw(db, moved, made)) == role
    publication.withdraw(db, ash, made)
    settled = complaint("publication.settled", where=WHERE, standing="withdrawn", by="Ash")
    assert refused(lambda: publication.agree(db, jo, made, told(), "m")) == settled
    with pytest.raises(NotFound):
        publication.agree(db, jo, "none", told(), "m")


def test_other_numbers_are_another_proposal(db: Database, ash: Person, jo: Person) -> None:
    round_id = random_round(db, 3, 14)
    made = documents.propose(db, ash, round_id, WHY)
    seen = proposals.proposal(db, jo, round_id, Audience.PUBLICATION).mark
    builders.submitted(db, round_id, "S-901")
    moved = complaint("release.moved", where=WHERE)
    assert refused(lambda: documents.agree(db, jo, made, seen=seen)) == moved
    now = proposals.proposal(db, jo, round_id, Audience.PUBLICATION).mark
    expired = complaint("publication.moved", where=WHERE)
    assert refused(lambda: documents.agree(db, jo, made, seen=now)) == expired
    assert refused(lambda: documents.propose(db, ash, round_id, WHY, seen=seen)) == moved
    again = documents.propose(db, jo, round_id, WHY, seen=now)  # takes the place of the first
    assert (at(db, made), at(db, again)) == (Standing.WITHDRAWN, Standing.WAITING)
    documents.agree(db, ash, again, seen=now)


def test_a_proposal_is_declined_with_a_reason(db: Database, ash: Person, jo: Person) -> None:
    round_id = builders.open_round(db)
    made = publication.propose(db, ash, round_id, told(), "m", WHY, key="k")
    assert publication.propose(db, ash, round_id, told(), "m", WHY, key="k") == made
    none = complaint("publication.no-reason", where=WHERE)
    assert refused(lambda: publication.decline(db, jo, made, "  ")) == none
    with pytest.raises(Refusal) as named:
        publication.decline(db, jo, made, "Ring 07700 900123")
    assert named.value.complaint.code.endswith(".identifier")
    publication.decline(db, jo, made, "Ring 07700 900123", looked=True)
    (settled,) = views.publications_of(db, ash).settled
    assert (settled.standing, settled.reason) == (Standing.DECLINED, "Ring 07700 900123")


def test_what_warns_takes_a_reason_and_what_blocks_is_mended(
    db: Database, ash: Person, jo: Person
) -> None:
    round_id = builders.open_round(db)
    first = "the round is closed; the review may go where this goes"
    why = complaint("publication.why", where=WHERE, n="2 checks", first=first)
    assert refused(lambda: publication.propose(db, ash, round_id, told(), "m", " ")) == why
    watcher = builders.admitted(db, Role.SCRUTINEER, name="Sam")
    comment = scrutiny.comment(db, watcher, round_id, "How were the files chosen?")
    identifier.watch(db, ash, "Notes on C1")
    builders.submitted(db, round_id, ratings={"C1": "part"})
    builders.worried(db, builders.local(db), builders.started(db, round_id, "S-002"))
    blocked = refused(lambda: publication.propose(db, ash, round_id, told(), "m", WHY))
    identifiers = "Texts that may identify somebody are cleared: 1 place in what auditors wrote may identify somebody."
    concerns = "No immediate concern is open: 1 immediate concern about a child is open."
    comments = "Scrutineers are answered: 1 comment, 1 of them without an answer."
    assert blocked == complaint(
        "release.blocked",
        where=f"{WHERE}, for the public",
        n="3 checks",
        first=f"{identifiers} {concerns} {comments}",
    )
    # A board may be told meanwhile: there it warns, and stands with the release.
    of_board = told(audience=Audience.BOARD)
    release(db, ash, round_id, "Board pack", Audience.BOARD, of_board.slices)
    kept = {each.key: each.outcome for each in proposals.checks_of(db, ash, round_id, 1)}
    assert {kept[each] for each in ("identifiers", "concerns", "comments")} == {Outcome.WARNS}
    scrutiny.answer(db, jo, comment, "By lot")
    assert "Scrutineers" not in str(
        refused(lambda: publication.propose(db, ash, round_id, told(), "m", WHY))
    )


def test_a_concern_that_is_raised_at_the_last_moment_still_blocks(
    db: Database, ash: Person, jo: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    round_id = builders.open_round(db)
    audit = builders.started(db, round_id)
    made = publication.propose(db, ash, round_id, told(), "m", WHY)
    read = publication.facts

    def and_then_somebody_worries(*asked: Any) -> object:
        found = read(*asked)
        builders.worried(db, builders.local(db), audit)
        return found

    monkeypatch.setattr(publication, "facts", and_then_somebody_worries)
    blocked = refused(lambda: publication.agree(db, jo, made, told(), "m"))
    assert "No immediate concern is open: 1 immediate concern" in str(blocked)
    assert at(db, made) is Standing.WAITING


def test_what_was_said_is_erased_with_the_round(db: Database, ash: Person, jo: Person) -> None:
    round_id = builders.open_round(db)
    made = publication.propose(db, ash, round_id, told(), "m", WHY)
    publication.decline(db, jo, made, "Too early")
    with db.acting(ash, "round.disposed") as now:
        assert publications.erase(now.connection, round_id) == 2
    with db.reading() as connection:
        kept = publications.find(connection, made)
        assert releases.all_of(connection) == ()
    assert (kept.why, kept.reason) == ("", "")


def test_whoever_reads_a_file_of_it_blind_waits_for_their_own_reading(
    db: Database, ash: Person
) -> None:
    """What was checked and which picture it was tell how far the other reader is."""
    round_id = builders.open_round(db)
    made = publication.propose(db, ash, round_id, told(), "m", WHY)
    me = builders.admitted(db, Role.AUDITOR, Role.QA_LEAD, name="Reader")
    builders.started(db, round_id, "B-1", to=me, reading=Reading.FIRST)
    builders.add(db, round_id, "B-1", to=builders.auditor(db, "Other"), reading=Reading.SECOND)
    blind = complaint("release.blind")
    for act in (
        lambda: publication.propose(db, me, round_id, told(), "m", WHY),
        lambda: publication.agree(db, me, made, told(), "m"),
        lambda: publication.decline(db, me, made, "No"),
        lambda: views.look(db, me, made),
    ):
        assert refused(act) == blind
    (waiting,) = views.publications_of(db, me).waiting
    assert (waiting.is_blind, waiting.proposed.checks, waiting.proposed.mark) == (True, (), "")
    assert for_me(db, me) == ()
    publication.withdraw(db, ash, made)
    (settled,) = views.publications_of(db, me).settled
    assert (settled.checks, settled.mark) == ((), "")
    of_board = told(audience=Audience.BOARD)
    release(db, ash, round_id, "Board pack", Audience.BOARD, of_board.slices)
    assert proposals.checks_of(db, ash, round_id, 1)
    assert proposals.checks_of(db, me, round_id, 1) == ()


def test_what_may_be_agreed_to_as_it_stands(db: Database, ash: Person, jo: Person) -> None:
    """Numbers without a picture are as good as any; a round that was disposed of has none to tell."""
    round_id = builders.open_round(db)
    made = publication.propose(db, ash, round_id, told(), "m", WHY)
    publication.agree(db, jo, made, told(), "m")
    assert at(db, made) is Standing.AGREED
    again = publication.propose(db, ash, round_id, told(), "m", WHY)
    with db.acting(ash, "round.disposed") as now:
        now.connection.execute(update(t.round_).values(disposed_at=now.at))
        over = gone(WHERE, now.at).complaint
    assert refused(lambda: publication.agree(db, jo, again, told(), "m")) == over
    assert refused(lambda: publication.propose(db, ash, round_id, told(), "m", WHY)) == over


def test_who_can_be_the_second_person_is_named(db: Database, ash: Person) -> None:
    """Another QA lead who can sign in, and nobody who left."""
    by = builders.local(db)
    identity = {"issuer": "https://id.example", "subject": "kit"}
    kit = persons.admit(db, by, "Kit", (Role.QA_LEAD,), **identity)
    assert views.publications_of(db, ash).others == ("Kit",)
    assert views.publications_of(db, kit).others == ()  # Ash and the local person cannot sign in
    persons.retire(db, by, kit.id)
    assert views.publications_of(db, ash).others == ()
