"""A return says that a supervision pack was used: kept with its day, setting and people, in words that identify nobody."""

from datetime import date

import pytest
from sqlalchemy import select

from audit.commands import supervision
from audit.model.person import Person, Role
from audit.model.refusal import NotFound, Refusal, complaint
from audit.model.supervision import Setting
from audit.rules.supervision import WHERE
from audit.store import tables as t
from audit.store.database import Database
from audit.views import supervision as views
from audit.views.trail import TrailFilter, trail
from tests.builders import admitted, local, open_round, submitted

ON = date(2026, 3, 1)
SAID = "We ring both parents before the first visit"


@pytest.fixture
def lead(db: Database) -> Person:
    return admitted(db, Role.QA_LEAD, name="Lee")


@pytest.fixture
def round_id(db: Database) -> str:
    made = open_round(db, title="Spring 2026")
    submitted(db, made, "S-001", agency="csc")
    submitted(db, made, "S-002", agency="gp")
    return made


def used(db: Database, by: Person, round_id: str, agency: str = "csc", **more: object) -> str:
    given = {"on": ON, "where": "team meeting", "people": 6, "words": SAID} | more
    return supervision.used(db, by, round_id, agency, None, **given)  # type: ignore[arg-type]


def test_a_return_is_kept_shown_and_in_the_trail(db: Database, lead: Person, round_id: str) -> None:
    used(db, lead, round_id, words=f"  {SAID}\n")
    (found,) = views.returns(db, lead, round_id)
    assert (found.on, found.setting, found.people) == (ON, Setting.TEAM_MEETING, 6)
    assert (found.words, found.made_by) == (SAID, "Lee")
    assert found.team.words.endswith(", all files")
    told = [each.words for each in trail(db, lead, TrailFilter()).entries]
    asked = f"the supervision pack of {found.team.words} on the round “Spring 2026” was used on"
    assert f"said that {asked} 1 March 2026: team meeting, 6 people" in told[0]
    with db.reading() as connection:
        details = connection.execute(select(t.event.c.detail)).scalars()
        assert not any(SAID in each for each in details)


def test_the_same_submit_twice_is_one(db: Database, lead: Person, round_id: str) -> None:
    assert used(db, lead, round_id, key="k") == used(db, lead, round_id, key="k")
    assert len(views.returns(db, lead, round_id)) == 1


def test_a_return_made_in_error_is_taken_back(db: Database, lead: Person, round_id: str) -> None:
    made = used(db, lead, round_id, people=1)
    for _ in range(2):
        supervision.take_back(db, lead, made)
    assert views.returns(db, lead, round_id) == ()
    told = [each.words for each in trail(db, lead, TrailFilter()).entries]
    assert sum(each.startswith("took back that the supervision pack") for each in told) == 1
    assert any(each.endswith("team meeting, 1 person") for each in told)


def test_an_agency_lead_sees_and_returns_their_own(
    db: Database, lead: Person, round_id: str
) -> None:
    mine = admitted(db, Role.AGENCY_LEAD, name="Ash", agency="gp")
    theirs = used(db, lead, round_id)
    used(db, mine, round_id, "gp")
    assert [each.made_by for each in views.returns(db, mine, round_id)] == ["Ash"]
    assert len(views.returns(db, lead, round_id)) == 2
    with pytest.raises(NotFound):
        used(db, mine, round_id, "csc")
    with pytest.raises(NotFound) as out_of_reach:
        supervision.take_back(db, mine, theirs)
    assert out_of_reach.value.complaint == complaint("supervision.not-found")
    nowhere = admitted(db, Role.AGENCY_LEAD, name="Nobody's")
    with pytest.raises(NotFound):
        used(db, nowhere, round_id)


@pytest.mark.parametrize(
    ("given", "code", "facts"),
    [
        ({"on": None}, "supervision.day", {}),
        ({"on": date(2027, 1, 5)}, "supervision.day-to-come", {"day": "5 January 2027"}),
        ({"people": 0}, "supervision.people", {"limit": "500"}),
        ({"people": 501}, "supervision.people", {"limit": "500"}),
        ({"words": " "}, "supervision.no-words", {}),
        ({"where": "pub"}, "supervision.setting", {"known": ", ".join(Setting)}),
    ],
)
def test_what_a_return_has_to_say(
    db: Database, lead: Person, round_id: str, given: dict[str, object], code: str, facts: dict
) -> None:
    with pytest.raises(Refusal) as refused:
        used(db, lead, round_id, **given)
    assert refused.value.complaint == complaint(code, WHERE, **facts)
    assert views.returns(db, lead, round_id) == ()


def test_what_looks_like_an_identifier_is_pointed_out_first(
    db: Database, lead: Person, round_id: str
) -> None:
    with pytest.raises(Refusal) as refused:
        used(db, lead, round_id, words="Mrs Kowalski 07700 900123 helped us")
    assert refused.value.complaint.code == "supervision.identifier"
    used(db, lead, round_id, words="Mrs Kowalski 07700 900123 helped us", looked=True)
    assert len(views.returns(db, lead, round_id)) == 1
    (told,) = trail(db, local(db), TrailFilter(act="supervision.returned")).entries
    assert told.words.endswith("; looked at 2 places that may identify a person, and kept the text")


def test_of_a_disposed_round_the_use_stands_and_the_words_do_not(db: Database) -> None:
    from audit.commands import retention
    from audit.rules.retention import gone, today

    by = local(db)
    round_id = open_round(
        db,
        title="Spring 2026",
        due=date(2026, 4, 1),
        retain_until=date(2026, 4, 1),
        retain_reason="Five years",
        retain_owner="Business manager",
    )
    submitted(db, round_id, "S-001", agency="csc")
    used(db, by, round_id)
    from datetime import timedelta

    db.clock.now += timedelta(days=60)  # type: ignore[attr-defined]
    retention.dispose(db, by, round_id, confirm="Spring 2026")
    (found,) = views.returns(db, by, round_id)
    assert (found.words, found.people) == ("", 6)
    with pytest.raises(Refusal) as refused:
        used(db, by, round_id)
    with db.reading() as connection:
        at = connection.execute(select(t.round_.c.disposed_at)).scalar_one()
    assert refused.value.complaint == gone("Spring 2026", at).complaint
    assert today(at) > ON
