"""If this fails, agreed answers are shown before an attempt is handed in, or somebody's result to somebody else."""

import pytest

from audit.commands import calibration, practice
from audit.model.person import Person, Role
from audit.model.refusal import NotFound
from audit.rules.calibration import standing_words
from audit.store.database import Database
from audit.views import calibration as lead_views
from audit.views import practice as views
from audit.views.trail import TrailFilter, trail
from tests import builders
from tests.builders import AGREED, OVERRULED

NEAR = AGREED | {"C1": "yes"}
FAR = NEAR | {"C2": "no"}


@pytest.fixture
def round_id(db: Database) -> str:
    """A round that asks for three of four before live files."""
    made = builders.open_round(db)
    builders.asked(db, made)
    return made


@pytest.fixture
def robin(db: Database, round_id: str) -> Person:
    """An auditor with a file of the round."""
    who = builders.auditor(db)
    builders.add(db, round_id, to=who)
    return who


def test_what_is_agreed_is_not_shown_before_an_attempt_is_handed_in(
    db: Database, round_id: str, robin: Person
) -> None:
    before = views.practice(db, robin, round_id)
    assert (before.open, before.last, before.next_of, before.bar) == (None, None, 4, 75)
    builders.tried(db, robin, round_id, FAR, hand_in=False)
    during = views.practice(db, robin, round_id)
    for page in (before, during):
        assert "Because of the letter" not in page.model_dump_json()
    assert during.extracts is not None
    assert [title for title, _ in during.extracts.documents] == ["Letter", "Minutes"]
    assert [each.criterion.key for each in during.criteria] == ["C1", "C2", "S1", "S2"]
    assert ("Is the father known?", "Known") in during.extracts.facts


def test_the_facts_that_rule_a_criterion_out_are_named(
    db: Database, round_id: str, robin: Person
) -> None:
    builders.tried(db, robin, round_id, FAR)
    practice.begin(db, robin, round_id)
    page = views.practice(db, robin, round_id)
    ruled_out = {each.criterion.key: each.ruled_out_by for each in page.criteria}
    by = (("Is the father known?", "Not known"),)
    assert ruled_out == {"C1": by, "C2": by, "S1": (), "S2": ()}


def test_afterwards_each_difference_stands_beside_the_agreed_answer_and_why(
    db: Database, round_id: str, robin: Person
) -> None:
    builders.tried(db, robin, round_id, FAR)
    page = views.practice(db, robin, round_id)
    assert page.last is not None
    assert page.next_is_new
    compared = {each.key: each for each in page.last.compared}
    assert {key for key, each in compared.items() if not each.is_alike} == {"C1", "C2"}
    assert (compared["C1"].given, compared["C1"].agreed) == ("Yes", "In part")
    assert compared["C1"].why == "Because of the letter on C1."
    assert (page.last.needed, page.standing.passed) == (3, False)


def test_home_tells_what_is_asked_of_oneself_alone(
    db: Database, round_id: str, robin: Person
) -> None:
    sam = builders.auditor(db, "Sam")
    assert views.own(db, sam) == ()
    assert views.own(db, builders.admitted(db, Role.SCRUTINEER)) == ()
    (mine,) = views.own(db, robin)
    assert (mine.minutes, mine.attempts, mine.is_begun) == (5, 0, False)
    builders.tried(db, robin, round_id, FAR)
    practice.begin(db, robin, round_id)
    (mine,) = views.own(db, robin)
    assert (mine.attempts, mine.is_begun, mine.standing.is_through) == (1, True, False)
    builders.moved(db, round_id, "moderate", "close")
    assert views.own(db, robin) == ()


def test_nobody_sees_anothers_practice(db: Database, round_id: str, robin: Person) -> None:
    made = builders.tried(db, robin, round_id, FAR)
    sam = builders.auditor(db, "Sam")
    builders.add(db, round_id, "S-002", to=sam)
    assert views.practice(db, sam, round_id).attempts == ()
    for look in (
        lambda: views.practised(db, sam, made, "C1"),
        lambda: views.practice(db, sam, "ghost"),
        lambda: views.practice(db, builders.auditor(db, "Lee"), round_id),
    ):
        with pytest.raises(NotFound):
            look()


def test_attempts_stay_readable_once_nothing_is_asked_any_more(
    db: Database, round_id: str, robin: Person
) -> None:
    builders.tried(db, robin, round_id, FAR)
    calibration.ask(db, builders.local(db), round_id, None, 75)
    page = views.practice(db, robin, round_id)
    assert (len(page.attempts), page.can_practise, page.next_minutes) == (1, False, 0)


def test_a_lead_sees_who_has_passed_and_where_first_attempts_went_astray(
    db: Database, round_id: str, robin: Person
) -> None:
    lead, sam = builders.local(db), builders.auditor(db, "Sam")
    builders.add(db, round_id, "S-002", to=sam)
    builders.tried(db, robin, round_id, FAR)
    builders.tried(db, robin, round_id, OVERRULED | {"C1": "na", "S1": "no"})
    builders.tried(db, robin, round_id, AGREED)
    practice.begin(db, sam, round_id)
    calibration.let_in(db, lead, round_id, sam.id, "Wrote the set")
    page = lead_views.calibration(db, lead, round_id)
    stood = {each.name: each for each in page.auditors}
    assert list(stood) == ["Robin", "Sam"]
    best = stood["Robin"].best
    assert best is not None
    assert (best.agreed, best.of, len(stood["Robin"].attempts)) == (4, 4, 3)
    assert [each.is_from_memory for each in stood.values()] == [True, False]
    words = standing_words(stood["Robin"].standing, from_memory=True)
    assert words == "✓ passed, on a file tried before"
    assert (stood["Sam"].best, stood["Sam"].is_trying) == (None, True)
    assert (stood["Sam"].let_in_because, stood["Sam"].let_in_by) == ("Wrote the set", lead.name)
    counted = {(each.file[-3:], each.key): (each.agreed, each.n) for each in page.criteria}
    # The third attempt was on a file whose agreed answers Robin had seen.
    assert counted["one", "C1"] == (0, 1)
    assert counted["two", "C1"] == (0, 1)
    assert counted["one", "S2"] == (1, 1)
    astray = page.criteria[0]
    assert astray.others == (("Yes", 1),)
    assert [each.agreed for each in page.criteria] == sorted(each.agreed for each in page.criteria)
    assert page.attempts == 3


def test_a_round_that_asks_for_nothing_offers_the_sets_of_its_checklist(db: Database) -> None:
    round_id = builders.open_round(db)
    lead = builders.local(db)
    assert lead_views.calibration(db, lead, round_id).choices == ()
    builders.published_practice(db)
    builders.published_practice(db, builders.small_practice(version=2))
    page = lead_views.calibration(db, lead, round_id)
    assert [(each.title, each.version) for each in page.choices] == [("Small practice", 2)]
    assert (page.set_id, page.bar, page.auditors) == (None, 90, ())


def test_the_trail_tells_it_in_words(db: Database, round_id: str, robin: Person) -> None:
    lead = builders.local(db)
    builders.tried(db, robin, round_id, FAR)
    calibration.let_in(db, lead, round_id, robin.id, "Wrote the set")
    calibration.ask(db, lead, round_id, None, 75)
    said = [each.words for each in trail(db, lead, TrailFilter()).entries]
    attempt = "practice attempt 1 for the round “Spring 2026”"
    for words in (
        "asked for no practice any more before live files of the round “Spring 2026”",
        "let Robin into live files of the round “Spring 2026” without passing, with a reason",
        f"handed in {attempt}: 2 of 4 as agreed, not passed",
        f"rated criterion S2 in {attempt}",
        f"began {attempt}",
        "asked for a practice set to be passed at 75% before live files of the round “Spring 2026”",
    ):
        assert any(words in each for each in said), words
