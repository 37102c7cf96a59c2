"""Due days as a calendar file, read back by the library's own parser: one entry a round, no reference."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from audit.documents import calendar_file as documents
from audit.model.person import Person, Role
from audit.model.progress import DueDay
from audit.model.refusal import Refusal, complaint
from audit.store.database import Database
from audit.views.trail import TrailFilter, trail
from tests.builders import START, add, admitted, auditor, open_round, submitted

DUE = date(2026, 4, 30)


def events(content: bytes) -> list[Any]:
    calendar = Calendar.from_ical(content)
    assert calendar["version"] == "2.0"
    assert calendar["method"] == "PUBLISH"
    return list(calendar.walk("VEVENT"))


PRINTABLE = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=80)
DUE_DAYS = st.builds(
    DueDay,
    round_id=st.text("abcdefghjkmnpqrstuvwxyz23456789", min_size=12, max_size=12),
    round_title=PRINTABLE,
    due=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    whose=st.sampled_from(["all", "ab12", "ab12-gp"]),
    waiting=st.integers(0, 9),
    n=st.integers(9, 2000),
)


@given(
    days=st.lists(DUE_DAYS, max_size=5, unique_by=lambda each: (each.round_id, each.whose)),
    sequence=st.integers(0, 10**6),
)
def test_what_goes_in_comes_out(days: list[DueDay], sequence: int) -> None:
    content = documents.calendar_file(days, START, "site", sequence)
    found = events(content)
    assert [
        (
            str(each["summary"]),
            each.decoded("dtstart"),
            each.decoded("dtend"),
            each["sequence"],
            str(each["description"]),
        )
        for each in found
    ] == [
        (
            f"Case file audits due: {each.round_title}",
            each.due,
            each.due + timedelta(days=1),
            sequence,
            documents.says(each),
        )
        for each in days
    ]
    assert all(type(each.decoded("dtstart")) is date for each in found), "the whole day"
    assert len({str(each["uid"]) for each in found}) == len(days)
    assert all(each.decoded("dtstamp") == START for each in found)
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 75


def one(db: Database, content: bytes) -> Any:
    (event,) = events(content)
    assert str(event["class"]) == "PRIVATE"
    assert str(event["transp"]) == "TRANSPARENT"
    assert db.site in str(event["uid"])
    return event


def test_importing_it_again_brings_the_same_entry_up_to_date(db: Database, by: Person) -> None:
    round_id, robin = open_round(db, due=DUE), auditor(db, "Robin")
    add(db, round_id, "S-014", to=robin)
    first = one(db, documents.own(db, robin))
    assert str(first["description"]) == "1 of 1 case file audit to submit."
    add(db, round_id, "S-015", to=robin)
    again = one(db, documents.own(db, robin))
    assert again["uid"] == first["uid"]
    assert again["sequence"] > first["sequence"], "the newer one is taken for the newer"
    assert again.decoded("dtstamp") > first.decoded("dtstamp")
    assert str(again["description"]) == "2 of 2 case file audits to submit."
    led = one(db, documents.of_round(db, by, round_id, robin.id))
    assert led["uid"] == first["uid"], "it is the same entry, whoever made it for Robin"
    for_all = one(db, documents.of_round(db, by, round_id))
    assert for_all["uid"] != first["uid"]
    assert for_all["sequence"] > led["sequence"]


def test_a_telephone_shows_no_reference(db: Database, by: Person) -> None:
    round_id, robin = open_round(db, due=DUE), auditor(db, "Robin")
    add(db, round_id, "S-014", "gp", to=robin, team="Riverside")
    for content in (
        documents.own(db, robin),
        documents.of_round(db, by, round_id, robin.id),
        documents.of_round(db, by, round_id),
    ):
        for inside in (b"S-014", b"Riverside", b"General practice", b"Robin"):
            assert inside not in content
        assert b"SUMMARY:Case file audits due: Spring 2026" in content


def test_what_is_taken_out_stands_in_the_trail(db: Database, by: Person) -> None:
    round_id, robin = open_round(db, due=DUE), auditor(db, "Robin")
    add(db, round_id, to=robin)
    documents.own(db, robin)
    documents.of_round(db, by, round_id, robin.id)
    documents.of_round(db, by, round_id)
    told = trail(db, by, TrailFilter(act="nudge.made")).entries
    assert [(each.name, each.words) for each in told] == [
        (
            by.name,
            "took out a calendar file for everybody, on the round “Spring 2026”: 1 waiting",
        ),
        (by.name, "took out a calendar file for Robin, on the round “Spring 2026”: 1 waiting"),
        ("Robin", "took out a calendar file for Robin, on Robin: 1 waiting"),
    ]


def test_all_that_is_done_is_said_and_nothing_due_is_refused(db: Database, by: Person) -> None:
    round_id, robin = open_round(db, due=DUE), auditor(db, "Robin")
    submitted(db, round_id, to=robin)
    event = one(db, documents.own(db, robin))
    assert str(event["description"]) == "Nothing is left to submit of 1 case file audit."
    version = db.version()
    with pytest.raises(Refusal) as refused:
        documents.own(db, by)
    assert refused.value.complaint == complaint("nudge.no-day", where="Your case files")
    with pytest.raises(Refusal) as nothing:
        documents.of_round(db, by, round_id, robin.id)
    assert nothing.value.complaint.code == "nudge.nothing"
    assert db.version() == version


def test_an_agency_s_lead_has_an_entry_of_their_own(db: Database, by: Person) -> None:
    round_id = open_round(db, due=DUE)
    lead = admitted(db, Role.AGENCY_LEAD, name="Lead", agency="gp")
    add(db, round_id, "S-1", "gp")
    add(db, round_id, "S-2", "csc")
    theirs = one(db, documents.of_round(db, lead, round_id))
    assert str(theirs["description"]) == "1 of 1 case file audit to submit."
    assert theirs["uid"] != one(db, documents.of_round(db, by, round_id))["uid"]


def test_its_name() -> None:
    assert documents.file_name(
        "Spring 2026", datetime(2026, 7, 1, 12, 30, tzinfo=START.tzinfo)
    ) == ("due-days_spring-2026_2026-07-01-1330.ics")
