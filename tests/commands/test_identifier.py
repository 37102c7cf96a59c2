"""Clearing what only looked like an identifier, and a partnership's own list of words."""

import json

import pytest
from sqlalchemy import select

from audit.commands import case_audit
from audit.commands.identifier import MOST_WORDS, clear, unwatch, watch
from audit.model.identifier import Place
from audit.model.person import Role
from audit.model.refusal import NotFound, Refusal, complaint
from audit.rules.identifier import suspects
from audit.rules.permission import ALLOWED
from audit.store import identifiers
from audit.store import tables as t
from audit.views import identifier as views
from tests.builders import admitted, complete, give, judge, open_round, started

LINE = "Told by Mrs Smith, NHS 943 476 5919, p. 3"


@pytest.fixture
def round_id(db):
    return open_round(db)


def case_audit_with(db, by, round_id, line=LINE, *, submit=True):
    """A case audit whose evidence on C1 is that line."""
    made = started(db, round_id)
    complete(db, by, made)
    give(db, by, made, "C1", "evidence", line)
    if submit:
        case_audit.submit(db, by, made)
    return made


def waiting(db, by, round_id):
    return views.waiting(db, by, round_id, limit=50).waiting


def events(db, act):
    with db.reading() as connection:
        rows = connection.execute(select(t.event).where(t.event.c.act == act)).mappings()
        return [dict(row) for row in rows]


def test_what_is_cleared_no_longer_waits(db, by, round_id):
    """A board pack would wait for ever for a ward that is called like a person."""
    audit = case_audit_with(db, by, round_id)
    name, number = waiting(db, by, round_id)
    assert (name.suspect.found, number.suspect.found) == ("Mrs Smith", "943 476 5919")
    lead = admitted(db, Role.QA_LEAD)
    clear(db, lead, name.place, name.mark)
    assert waiting(db, by, round_id) == (number,)
    clear(db, lead, number.place, number.mark)
    assert waiting(db, by, round_id) == ()
    assert name.place == Place(case_audit_id=audit, card="C1", part="evidence")


def test_the_trail_says_who_cleared_what_kind_and_never_the_text(db, by, round_id):
    """Texts are erased when their time comes; the trail is not."""
    audit = case_audit_with(db, by, round_id)
    _, number = waiting(db, by, round_id)
    lead = admitted(db, Role.QA_LEAD)
    clear(db, lead, number.place, number.mark)
    (event,) = events(db, "identifier.cleared")
    assert (event["person"], event["about"]) == (lead.id, f"case_audit:{audit}")
    detail = json.loads(event["detail"])
    assert detail["kind"] == "NHS number"
    assert detail["fingerprint"] == number.mark
    assert not any(word in str(event) for word in ("943", "5919", "Smith"))
    with db.reading() as connection:
        row = connection.execute(select(t.identifier_cleared)).mappings().one()
    assert (row["cleared_by"], row["kind"]) == (lead.id, "NHS number")
    assert "943" not in str(dict(row))


def test_clearing_again_is_no_change(db, by, round_id):
    """A double click is one decision."""
    case_audit_with(db, by, round_id)
    name = waiting(db, by, round_id)[0]
    for _ in range(2):
        clear(db, by, name.place, name.mark)
    assert len(events(db, "identifier.cleared")) == 1


def test_any_change_of_the_text_asks_again(db, by, round_id):
    """What was looked at was another sentence."""
    audit = case_audit_with(db, by, round_id)
    for each in waiting(db, by, round_id):
        clear(db, by, each.place, each.mark)
    case_audit.send_back(db, by, audit, "Look at C1 again")
    give(db, by, audit, "C1", "evidence", LINE + " too")
    case_audit.submit(db, by, audit)
    assert [each.suspect.found for each in waiting(db, by, round_id)] == [
        "Mrs Smith",
        "943 476 5919",
    ]


def test_the_same_words_elsewhere_wait_by_themselves(db, by, round_id):
    """“Smith” may be a ward in one file and a father in another."""
    audit = case_audit_with(db, by, round_id, submit=False)
    give(db, by, audit, "C2", "evidence", LINE)
    judge(db, by, audit, "", "fair", LINE)
    case_audit.submit(db, by, audit)
    found = waiting(db, by, round_id)
    assert len(found) == 6
    clear(db, by, found[0].place, found[0].mark)
    assert waiting(db, by, round_id) == found[1:]


def test_what_is_not_there_cannot_be_cleared(db, by, round_id):
    """A forged press must not clear what nobody has looked at."""
    audit = case_audit_with(db, by, round_id)
    first, _ = waiting(db, by, round_id)
    elsewhere = first.place.model_copy(update={"card": "C2"})
    judged = first.place.model_copy(update={"card": "", "part": "rationale"})
    other = first.place.model_copy(update={"part": "starred"})
    for place, mark in (
        (first.place, "sha256:0"),
        (elsewhere, first.mark),
        (judged, first.mark),
        (other, first.mark),
    ):
        with pytest.raises(Refusal) as refused:
            clear(db, by, place, mark)
        assert refused.value.complaint == complaint("identifier.moved-on", "Case file S-001")
    nowhere = first.place.model_copy(update={"case_audit_id": "nowhere"})
    with pytest.raises(NotFound):
        clear(db, by, nowhere, first.mark)
    case_audit.send_back(db, by, audit, "Take it out")
    with pytest.raises(Refusal) as refused:
        clear(db, by, first.place, first.mark)
    assert refused.value.complaint.code == "identifier.moved-on"
    assert events(db, "identifier.cleared") == []


@pytest.mark.parametrize("role", Role)
def test_who_may_clear_and_who_may_change_the_list(db, by, round_id, role):
    """Auditors must not settle their own lines."""
    case_audit_with(db, by, round_id)
    name = waiting(db, by, round_id)[0]
    one = admitted(db, role)
    acts = {
        "identifier.clear": [
            lambda: clear(db, one, name.place, name.mark),
            lambda: views.waiting(db, one, round_id, limit=5),
        ],
        "watched_word.change": [
            lambda: watch(db, one, "Osprey"),
            lambda: unwatch(db, one, "Osprey"),
        ],
    }
    for verb, asked in acts.items():
        for act in asked:
            if role in ALLOWED[verb]:
                act()
            else:
                with pytest.raises(Refusal) as refused:
                    act()
                roles = " or ".join(sorted(ALLOWED[verb]))
                assert refused.value.complaint == complaint("permission.role", roles=roles)


# ---- The partnership's own words ------------------------------------------------------------------------


def test_a_watched_word_is_found_from_then_on(db, by, round_id):
    """Only the partnership knows that Osprey is a ward of six beds."""
    case_audit_with(db, by, round_id, "Placed on osprey overnight")
    assert waiting(db, by, round_id) == ()
    watch(db, by, " Osprey ")
    assert [each.suspect.found for each in waiting(db, by, round_id)] == ["osprey"]
    assert views.words(db, by) == ("Osprey",)
    unwatch(db, by, "Osprey")
    assert waiting(db, by, round_id) == ()


def test_the_same_word_is_on_the_list_once(db, by):
    """Capitals aside, and however its apostrophe is written."""
    for word in ("St Mary's", "st mary’s", "St  Mary's"):
        watch(db, by, word)
    assert views.words(db, by) == ("St Mary's",)
    for _ in range(2):
        unwatch(db, by, "St Mary's")
    assert views.words(db, by) == ()
    assert (len(events(db, "watched_word.added")), len(events(db, "watched_word.removed"))) == (
        1,
        1,
    )


def test_the_trail_holds_a_watched_word_by_its_hash(db, by):
    """It points at somebody: that is why it is on the list."""
    watch(db, by, "Kingfisher Court")
    unwatch(db, by, "Kingfisher Court")
    for act in ("watched_word.added", "watched_word.removed"):
        (event,) = events(db, act)
        assert "ingfisher" not in str(event)
        assert json.loads(event["detail"])["word"] == db.mark_of(["Kingfisher Court"])


@pytest.mark.parametrize("word", ["", "of", "x" * 81])
def test_a_word_that_cannot_be_watched_for_is_refused(db, by, word):
    version = db.version()
    with pytest.raises(Refusal) as refused:
        watch(db, by, word)
    assert refused.value.complaint == complaint("watched_word.form", "Word", shortest=3, longest=80)
    assert db.version() == version


def test_the_list_has_an_end(db, by):
    """Every line is read against all of it."""
    rows = [
        {"word": f"word{n}", "added_at": db.clock(), "added_by": by.id} for n in range(MOST_WORDS)
    ]
    with db.acting(by, "watched_word.added") as now:  # a thousand acts would take a minute
        now.connection.execute(t.watched_word.insert(), rows)
    watch(db, by, "WORD7")  # there already
    with pytest.raises(Refusal) as refused:
        watch(db, by, "Osprey")
    assert refused.value.complaint == complaint("watched_word.full", limit=MOST_WORDS)


def test_a_mark_is_of_its_place_text_and_match():
    """Two that differ in anything are two decisions."""
    place = Place(case_audit_id="a", card="C1", part="evidence")
    name, number = suspects(LINE)
    marks = {
        identifiers.mark(place, LINE, name),
        identifiers.mark(place, LINE, number),
        identifiers.mark(place, LINE + " ", name),
        *(
            identifiers.mark(place.model_copy(update=change), LINE, name)
            for change in ({"case_audit_id": "b"}, {"card": "C2"}, {"part": "reason"})
        ),
    }
    assert len(marks) == 6
