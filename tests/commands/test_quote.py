"""Noting quotes with vague words: kept once, tagged anew, taken away, and refused in words."""

import json

import pytest
from sqlalchemy import select

from audit.commands import case_audit, moderation, quote
from audit.model.moderation import Choice, Kind
from audit.model.person import Person
from audit.model.quote import QUOTE_LIMIT
from audit.model.refusal import Conflict, NotFound, Refusal, complaint
from audit.store import tables as t
from audit.store.database import Database
from audit.views import quote as views
from tests.builders import (
    VISIT,
    audit_at,
    auditor,
    noted,
    open_round,
    read_twice,
    small_checklist,
    started,
)


def held(db: Database, by: Person, audit: str) -> list[tuple[str, str, str, str]]:
    found = views.quotes(db, by, audit).quotes
    return [(each.word, each.quote, each.place, each.tag) for each in found]


def test_a_quote_is_kept_tagged_anew_and_taken_away(db: Database, by: Person, audit: str) -> None:
    first = noted(db, by, audit, "  likely\n fell ")
    noted(db, by, audit, "probably fine", word="probably", place="", tag="clear")
    assert held(db, by, audit) == [
        ("likely", "likely fell", "Letter, 3 March, p. 2", "open"),
        ("probably", "probably fine", "", "clear"),
    ]
    quote.tag(db, by, audit, first, "clear", was="open", visit=VISIT)
    assert held(db, by, audit)[0][3] == "clear"
    quote.take_away(db, by, audit, first)
    assert [each[0] for each in held(db, by, audit)] == ["probably"]


def test_doing_it_again_changes_nothing(db: Database, by: Person, audit: str) -> None:
    given = {"word": "likely", "quote": "likely", "place": "p. 1", "tag": "open"}
    for _ in range(2):
        quote.add(db, by, audit, **given, visit=VISIT, key="once")
    (only,) = views.quotes(db, by, audit).quotes
    version = db.version()
    quote.tag(db, by, audit, only.id, "open", was="clear", visit="another")
    quote.tag(db, by, audit, only.id, None, was="open", visit=VISIT)
    assert db.version() == version
    quote.take_away(db, by, audit, only.id)
    version = db.version()
    quote.take_away(db, by, audit, only.id)
    assert db.version() == version


@pytest.mark.parametrize(
    ("given", "code", "facts"),
    [
        ({"word": "maybe"}, "quote.word", {"value": "maybe", "known": "likely, probably"}),
        ({"tag": "shut"}, "quote.tag", {"value": "shut", "known": "clear, open"}),
        ({"quote": " \n"}, "quote.empty", {}),
        ({"quote": "\ud800"}, "text.not-text", {}),
        ({"place": "x" * 201}, "text.too-long", {"length": "201", "limit": f"{QUOTE_LIMIT}"}),
    ],
)
def test_what_cannot_be_kept_is_refused(
    db: Database, by: Person, audit: str, given: dict[str, str], code: str, facts: dict[str, str]
) -> None:
    whole = {"word": "likely", "quote": "likely", "place": "p. 1", "tag": "open"} | given
    with pytest.raises(Refusal) as refused:
        quote.add(db, by, audit, **whole, visit=VISIT)
    assert refused.value.complaint == complaint(code, "Case file S-001, quotes", **facts)
    assert held(db, by, audit) == []


def test_there_is_an_end_to_quotes(
    db: Database, by: Person, audit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quote, "MOST_QUOTES", 1)
    noted(db, by, audit)
    with pytest.raises(Refusal) as refused:
        noted(db, by, audit, "likely again")
    assert refused.value.complaint == complaint("quote.full", "Case file S-001, quotes", limit=1)


def test_a_tag_that_another_visit_changed_is_told(db: Database, by: Person, audit: str) -> None:
    one = noted(db, by, audit)
    quote.tag(db, by, audit, one, "clear", was="open", visit="another")
    with pytest.raises(Conflict) as refused:
        quote.tag(db, by, audit, one, "open", was="open", visit=VISIT)
    assert refused.value.theirs == "Clarified"
    assert refused.value.mine == "Not clarified"
    assert held(db, by, audit)[0][3] == "clear"


def test_a_quote_that_is_gone_cannot_be_tagged(db: Database, by: Person, audit: str) -> None:
    with pytest.raises(Refusal) as refused:
        quote.tag(db, by, audit, "gone", "open", was=None, visit=VISIT)
    assert refused.value.complaint == complaint("quote.gone", "Case file S-001, quotes")


def test_a_checklist_without_vague_words_asks_for_none(db: Database, by: Person) -> None:
    plain = started(db, open_round(db, checklist=small_checklist(version=2, vague_words=None)))
    with pytest.raises(Refusal) as refused:
        noted(db, by, plain)
    assert refused.value.complaint == complaint("quote.not-asked", "Case file S-001, quotes")
    with pytest.raises(NotFound):
        views.quotes(db, by, plain)


def test_after_submission_nothing_is_noted_any_more(db: Database, by: Person) -> None:
    audit = audit_at(db, "complete")
    one = noted(db, by, audit)
    case_audit.submit(db, by, audit)
    with pytest.raises(Refusal):
        noted(db, by, audit, "likely later")
    with pytest.raises(Refusal):
        quote.take_away(db, by, audit, one)
    assert not views.quotes(db, by, audit).can_change


def test_the_moderated_reading_holds_what_either_reader_noted_once(
    db: Database, by: Person
) -> None:
    readers = auditor(db, "First"), auditor(db, "Second")
    round_id = open_round(db)
    first = read_twice(db, round_id, to=readers)
    with db.reading() as connection:
        rows = connection.exec_driver_sql("SELECT id FROM case_audit ORDER BY reading").all()
    for who, (audit,) in zip(readers, rows, strict=True):
        case_audit.send_back(db, by, audit, "Note the words")
        noted(db, who, audit, "Likely fell" if who is readers[1] else "likely fell")
        noted(db, who, audit, f"probably {who.name}", word="probably")
        case_audit.submit(db, who, audit)
    made = moderation.begin(db, by, first)
    moderation.settle(db, by, made, Kind.RATING, "C1", Choice.SECOND, "It is in the letter")
    assert [each[1] for each in held(db, by, made)] == [
        "likely fell",
        "probably First",
        "probably Second",
    ]


def test_a_quote_cannot_be_guessed_from_the_trail(db: Database, by: Person, audit: str) -> None:
    """A few words could be tried out: they stand there by a mark that needs the key."""
    made = noted(db, by, audit, "likely fell", place="p. 1")
    quote.take_away(db, by, audit, made)
    with db.reading() as connection:
        rows = connection.execute(select(t.event.c.act, t.event.c.detail)).all()
    told = {row.act: json.loads(row.detail) for row in rows if row.act.startswith("quote.")}
    mark = db.mark_of(["likely fell"])
    added = told["quote.added"]
    assert (added["quote"], added["place"]) == (mark, db.mark_of(["p. 1"]))
    assert told["quote.taken_away"]["quote"] == mark
