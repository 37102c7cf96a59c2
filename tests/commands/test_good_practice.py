"""Good practice is written from what was starred or found, read, shown to everybody, taken down; and erased with its round."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from audit.commands import finding, good_practice, retention
from audit.model.case_audit import Reading
from audit.model.finding import FindingKind, FindingWords, Origin
from audit.model.good_practice import PracticeWords, State
from audit.model.person import Person, Role
from audit.model.refusal import NotFound, Refusal
from audit.rules.good_practice import shown
from audit.store import tables as t
from audit.store.database import Database
from audit.views import good_practice as views
from audit.views.case_extract import case_extract
from audit.views.trail import TrailFilter, trail
from tests.builders import admitted, open_round, started, submitted

WORDS = PracticeWords(
    done="Both parents were rung first",
    possible="The duty folder asks for it",
    copy_it="The two questions in the folder",
    criterion="C2",
    agency="csc",
)


@pytest.fixture
def round_id(db: Database) -> str:
    """Three files of csc, C2 starred in two; one of the GP."""
    kept = {"retain_reason": "Five years", "retain_owner": "Business manager"}
    until = date(2026, 4, 1)
    made = open_round(db, title="Spring 2026", due=until, retain_until=until, **kept)
    for number, stars in enumerate((("C2",), ("C2",), ())):
        submitted(db, made, f"S-{number}", agency="csc", team="East", stars=stars)
    submitted(db, made, "S-9", agency="gp")
    return made


def test_what_was_starred_becomes_an_entry_that_everybody_sees_once_it_is_shown(
    db: Database, by: Person, round_id: str
) -> None:
    (source,) = views.sources(db, by, round_id)
    assert (source.key, source.basis, source.is_taken_up) == (
        "starred/C2",
        "Starred in 2 of 3 files",
        False,
    )
    made = good_practice.draft(db, by, round_id, WORDS, key="k")
    assert good_practice.draft(db, by, round_id, WORDS, key="k") == made
    readers = {
        role: admitted(db, role, name=role.value, agency="csc")
        for role in Role
        if role not in (Role.ADMINISTRATOR, Role.QA_LEAD)
    }
    other = admitted(db, Role.AGENCY_LEAD, name="Gill", agency="gp")
    lead = readers.pop(Role.AGENCY_LEAD)
    assert [each.state for each in views.gallery(db, lead)] == [State.DRAFT]
    for each in (*readers.values(), other):
        assert views.gallery(db, each) == ()
    with pytest.raises(NotFound):
        good_practice.take_down(db, other, made, "It is not ours")
    assert len({each.sign for each in State}) == len(State)
    with pytest.raises(Refusal) as moved:
        good_practice.show(db, by, made, version=2)
    assert moved.value.complaint.code == "good_practice.moved-on"
    for _ in range(2):
        good_practice.show(db, by, made, version=1)
    assert views.sources(db, by, round_id)[0].is_taken_up
    counts = {role: views.gallery(db, each)[0].basis for role, each in readers.items()}
    true = "Starred in 2 of 3 files"
    assert counts == {Role.AUDITOR: true, Role.BOARD_MEMBER: "", Role.SCRUTINEER: ""}
    team = admitted(db, Role.AUDITOR, name="Of a team", agency="csc", team="East")
    assert views.gallery(db, team)[0].basis == "", "it counts files of the other teams"
    (found,) = views.gallery(db, other)
    assert (found.basis, found.points, found.standard) == (
        "",
        ("AS1", "GP1"),
        "Fathers and all carers",
    )
    told = [each.words for each in trail(db, by, TrailFilter(kind="good_practice")).entries]
    assert told == [
        "showed good practice of the round “Spring 2026” to everybody",
        "wrote down good practice that was seen in the round “Spring 2026”",
    ]


def test_a_strength_that_was_found_is_a_source_too(db: Database, by: Person, round_id: str) -> None:
    words = FindingWords(kind=FindingKind.STRENGTH, title="Fathers are rung", criterion="C1")
    made = finding.raise_(db, by, round_id, words, Origin.BOARD)
    gap = words.model_copy(update={"kind": FindingKind.GAP})
    other = finding.raise_(db, by, round_id, gap, Origin.BOARD)
    found = {each.key: each for each in views.sources(db, by, round_id)}
    assert found.keys() == {"starred/C2", f"finding/{made}"}
    assert not any(each.is_taken_up for each in found.values())
    given = WORDS.model_copy(update={"criterion": "", "points": ("AS1",), "agency": ""})
    good_practice.draft(db, by, round_id, given, finding_id=made)
    (entry,) = views.gallery(db, by)
    assert (entry.basis, entry.points, entry.agency_name, entry.standard) == ("", ("AS1",), "", "")
    taken = {each.key: each.is_taken_up for each in views.sources(db, by, round_id)}
    assert taken == {"starred/C2": False, f"finding/{made}": True}
    with pytest.raises(NotFound):
        good_practice.draft(db, by, round_id, given, finding_id=other)


def test_what_it_may_not_say(db: Database, by: Person, round_id: str) -> None:
    for given, code in (
        ({"done": " "}, "good_practice.empty"),
        ({"possible": "Mrs Kowalski 07700 900123 asks"}, "good_practice.identifier"),
        ({"copy_it": "As the east team does: ask East"}, "good_practice.identifier"),
        ({"copy_it": "x" * 601}, "text.too-long"),
        ({"points": ("AS9",)}, "good_practice.unknown"),
        ({"criterion": "C1"}, "good_practice.nothing"),
    ):
        with pytest.raises(Refusal) as refused:
            good_practice.draft(db, by, round_id, WORDS.model_copy(update=given))
        assert refused.value.complaint.code == code
    given = {"possible": "The east window is open"}
    good_practice.draft(db, by, round_id, WORDS.model_copy(update=given), looked=True)
    told = [each.words for each in trail(db, by, TrailFilter(act="good_practice.drafted")).entries]
    assert len(told) == 1
    assert told[0] != "wrote down good practice that was seen in the round “Spring 2026”"


def test_who_reads_a_file_blind_has_nothing_from_its_other_reading(
    db: Database, by: Person, round_id: str
) -> None:
    other = admitted(db, Role.AUDITOR, name="Other", agency="csc")
    lead = admitted(db, Role.QA_LEAD, Role.AUDITOR, name="Lead", agency="csc")
    made = good_practice.draft(db, by, round_id, WORDS)
    good_practice.show(db, by, made, version=1)
    assert views.gallery(db, lead)[0].basis == "Starred in 2 of 3 files"
    submitted(db, round_id, "S-7", agency="csc", to=other, stars=("S2",))
    started(db, round_id, "S-7", agency="csc", to=lead, reading=Reading.SECOND)
    assert views.gallery(db, lead)[0].basis == "", "it may count the other's reading"
    theirs = WORDS.model_copy(update={"criterion": "S2"})
    with pytest.raises(Refusal) as nothing:
        good_practice.draft(db, lead, round_id, theirs)
    assert nothing.value.complaint.code == "good_practice.nothing"
    hidden = good_practice.draft(db, by, round_id, theirs)
    assert [each.id for each in views.gallery(db, lead)] == [made]
    for verb in (
        lambda: good_practice.show(db, lead, hidden, version=1),
        lambda: good_practice.take_down(db, lead, hidden, "It is theirs"),
    ):
        with pytest.raises(NotFound):
            verb()
    with pytest.raises(Refusal) as pointed:
        good_practice.take_down(db, by, hidden, "Ask 07700 900123")
    assert pointed.value.complaint.code == "good_practice.identifier"


def test_other_words_are_a_draft_again_and_what_is_taken_down_says_why(
    db: Database, by: Person, round_id: str
) -> None:
    lead = admitted(db, Role.AGENCY_LEAD, name="Ash", agency="csc")
    made = good_practice.draft(db, lead, round_id, WORDS)
    good_practice.show(db, by, made, version=1)
    new = WORDS.model_copy(update={"done": "Both were rung", "points": ("AS1",)})
    with pytest.raises(Refusal) as moved:
        good_practice.change(db, lead, made, new, version=1)
    assert moved.value.complaint.code == "good_practice.moved-on"
    for _ in range(2):
        good_practice.change(db, lead, made, new, version=2)
    assert views.gallery(db, lead)[0].state is State.DRAFT
    with pytest.raises(NotFound):
        good_practice.change(db, lead, made, new.model_copy(update={"agency": "gp"}), version=3)
    with pytest.raises(NotFound):
        good_practice.draft(db, lead, round_id, WORDS.model_copy(update={"agency": ""}))
    for _ in range(2):
        good_practice.take_down(db, lead, made, "It is no longer done")
    (found,) = views.gallery(db, lead)
    assert (found.state, found.because) == (State.TAKEN_DOWN, "It is no longer done")
    reader = admitted(db, Role.AUDITOR, name="Robin", agency="csc")
    assert views.gallery(db, reader) == ()
    assert shown(reader, found.model_copy(update={"state": State.SHOWN}), blind=True) is not None


def test_disposed_of_what_was_shown_stands_and_leads_to_no_case(
    db: Database, by: Person, round_id: str
) -> None:
    stands, goes = (
        good_practice.draft(db, by, round_id, WORDS.model_copy(update={"done": each}))
        for each in ("It was shown", "It was not")
    )
    good_practice.show(db, by, stands, version=1)
    away = good_practice.draft(db, by, round_id, WORDS.model_copy(update={"done": "It was not"}))
    good_practice.take_down(db, by, away, "One family has a dog like that")
    assert {each.done for each in case_extract(db, by, "S-0").good_practice} == {
        "It was shown",
        "It was not",
    }
    assert case_extract(db, by, "S-2").good_practice == ()
    db.clock.now += timedelta(days=60)  # type: ignore[attr-defined]
    retention.dispose(db, by, round_id, confirm="Spring 2026")
    assert [each.done for each in views.gallery(db, by)] == ["It was shown"]
    with db.reading() as connection:
        links = select(func.count()).select_from(t.good_practice_file)
        assert connection.execute(links).scalar_one() == 0
        because = connection.execute(select(t.good_practice.c.because)).scalars()
        assert set(because) == {""}
    with pytest.raises(Refusal):
        good_practice.draft(db, by, round_id, WORDS)
    with pytest.raises(NotFound):
        good_practice.show(db, by, goes, version=1)
    good_practice.take_down(db, by, stands, "Somebody knows who it was")
    assert views.gallery(db, by) == ()
    with db.reading() as connection:
        assert set(connection.execute(select(t.good_practice.c.done)).scalars()) == {""}
