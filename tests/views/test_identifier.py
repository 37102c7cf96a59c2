"""What waits for a QA lead: on the page, and before a board pack leaves."""

from time import process_time

import pytest

from audit.commands import case_audit
from audit.commands.identifier import clear, watch
from audit.documents.board_pack import board_pack
from audit.model.board import Filter
from audit.model.case_audit import Reading
from audit.model.checklist import Counts
from audit.model.identifier import Place
from audit.model.person import Role
from audit.model.refusal import NotFound, Refusal, complaint
from audit.rules.identifier import suspects
from audit.views import identifier as views
from audit.views.evidence import Line
from tests.builders import admitted, complete, give, judge, open_round, started, submitted

LINE = "Told by Mrs Smith, p. 3"


@pytest.fixture
def round_id(db):
    return open_round(db)


def one(db, by, round_id, reference="S-001", *, agency="csc", submit=True, **lines):
    """A case audit with C1 not met and these texts beside it."""
    made = started(db, round_id, reference, agency=agency)
    complete(db, by, made, ratings={"C1": "no"})
    for part, line in (lines or {"evidence": LINE}).items():
        give(db, by, made, "C1", part, line)
    if submit:
        case_audit.submit(db, by, made)
    return made


def clear_all(db, by, round_id):
    for each in views.waiting(db, by, round_id, limit=500).waiting:
        clear(db, by, each.place, each.mark)


# ---- The QA lead's page ---------------------------------------------------------------------------------


def test_every_text_of_a_submitted_case_audit_is_read(db, by, round_id):
    """One box that nobody reads is where the name stands."""
    audit = one(
        db,
        by,
        round_id,
        submit=False,
        evidence="Mrs Smith",
        reason="Dr Patel",
        overrule="mother Jane Brown",
    )
    judge(db, by, audit, "", "fair", "PC Hughes")
    judge(db, by, audit, "carers", "fair", "NHS 943 476 5919")
    case_audit.submit(db, by, audit)
    page = views.waiting(db, by, round_id, limit=50)
    assert page.total == 5
    assert {
        (each.step, each.place.card, each.place.part, each.suspect.found) for each in page.waiting
    } == {
        ("carers", "C1", "evidence", "Mrs Smith"),
        ("carers", "C1", "reason", "Dr Patel"),
        ("carers", "C1", "overrule", "Jane Brown"),
        ("", "", "rationale", "PC Hughes"),
        ("carers", "carers", "rationale", "943 476 5919"),
    }
    first = page.waiting[0]
    assert (first.reference, first.agency, first.text) == (
        "S-001",
        "Children's social care",
        first.suspect.found,
    )


def test_drafts_and_other_rounds_do_not_wait(db, by, round_id):
    """An auditor's draft is theirs; another round is looked at by itself."""
    one(db, by, round_id, submit=False)
    assert views.waiting(db, by, round_id, limit=5).total == 0
    with pytest.raises(NotFound):
        views.waiting(db, by, "nowhere", limit=5)


def test_second_readings_wait_too(db, by, round_id):
    """They are read side by side in moderation."""
    made = started(db, round_id, "S-002", reading=Reading.SECOND, to=by)
    complete(db, by, made)
    give(db, by, made, "C1", "evidence", LINE)
    case_audit.submit(db, by, made)
    assert views.waiting(db, by, round_id, limit=5).total == 1


def test_only_the_first_are_handed_out_and_all_are_counted(db, by, round_id):
    """A page of a thousand helps nobody."""
    one(db, by, round_id, evidence=", ".join(["Mrs Smith"] * 9))
    page = views.waiting(db, by, round_id, limit=4)
    assert (len(page.waiting), page.total) == (4, 9)


# ---- Beside a box ---------------------------------------------------------------------------------------


def test_what_a_qa_lead_has_cleared_is_not_pointed_out_again(db, by, round_id):
    """The auditor would take out what was found to be right."""
    audit = one(db, by, round_id)
    place = Place(case_audit_id=audit, card="C1", part="evidence")
    found = suspects(LINE)
    assert views.uncleared(db, by, place, LINE, found) == found
    clear_all(db, by, round_id)
    assert views.uncleared(db, by, place, LINE, found) == ()


@pytest.mark.parametrize("role", Role)
def test_who_may_read_the_words_and_what_is_uncleared(db, by, round_id, role):
    """The list itself points at people."""
    who = admitted(db, role)
    place = Place(case_audit_id="any", card="C1", part="evidence")
    asked = {
        lambda: views.words(db, who): role
        in (Role.AUDITOR, Role.QA_LEAD, Role.AGENCY_LEAD, Role.ADMINISTRATOR),
        lambda: views.uncleared(db, who, place, LINE, suspects(LINE)): role
        in (Role.AUDITOR, Role.QA_LEAD, Role.AGENCY_LEAD),
    }
    for ask, may in asked.items():
        if may:
            ask()
        else:
            with pytest.raises(Refusal) as refused:
                ask()
            assert refused.value.complaint.code == "permission.role"


# ---- Before a board pack --------------------------------------------------------------------------------


def test_a_board_pack_waits_until_each_is_cleared(db, by, round_id):
    """What has left cannot be taken back."""
    one(db, by, round_id, "S-001")
    one(db, by, round_id, "S-002", evidence="NHS 943 476 5919", reason="Dr Patel said so")
    narrow = Filter(round_id=round_id)
    with pytest.raises(Refusal) as refused:
        board_pack(db, by, narrow)
    assert refused.value.complaint == complaint(
        "identifier.held", n="3 places", first="S-001, C1; S-002, C1"
    )
    assert len(views.held_back(db, by, narrow)) == 3
    found = views.waiting(db, by, round_id, limit=50).waiting
    for each in found[:-1]:
        clear(db, by, each.place, each.mark)
    with pytest.raises(Refusal) as refused:
        board_pack(db, by, narrow)
    assert refused.value.complaint == complaint("identifier.held", n="one place", first="S-002, C1")
    clear_all(db, by, round_id)
    assert views.held_back(db, by, narrow) == ()
    assert board_pack(db, by, narrow).content


def test_the_first_three_places_are_named(db, by, round_id):
    """Enough to know what it is about; the page has the rest."""
    for n in range(1, 6):
        one(db, by, round_id, f"S-00{n}")
    with pytest.raises(Refusal) as refused:
        board_pack(db, by, Filter(round_id=round_id))
    assert refused.value.complaint == complaint(
        "identifier.held", n="5 places", first="S-001, C1; S-002, C1; S-003, C1 and others"
    )


def test_what_the_pack_does_not_carry_does_not_hold_it(db, by, round_id):
    """A line beside a plain met rating, or a rationale, is on no sheet."""
    audit = started(db, round_id)
    complete(db, by, audit)
    give(db, by, audit, "C1", "evidence", LINE)
    judge(db, by, audit, "", "fair", LINE)
    case_audit.submit(db, by, audit)
    narrow = Filter(round_id=round_id)
    assert views.held_back(db, by, narrow) == ()
    assert board_pack(db, by, narrow).content
    assert views.waiting(db, by, round_id, limit=5).total == 2


def test_an_agency_lead_is_held_by_the_own_agency_alone(db, by, round_id):
    """Another agency's case must not be named to them."""
    one(db, by, round_id, "S-001", agency="csc")
    submitted(db, round_id, "S-002", agency="gp")
    narrow = Filter(round_id=round_id)
    for agency, n in (("csc", 1), ("gp", 0)):
        lead = admitted(db, Role.AGENCY_LEAD, name=agency, agency=agency)
        assert len(views.held_back(db, lead, narrow)) == n


def test_a_new_watched_word_holds_what_was_clean(db, by, round_id):
    """A text that was found clean once is read again when the list is another."""
    one(db, by, round_id, evidence="Placed on Osprey overnight")
    narrow = Filter(round_id=round_id)
    assert views.held_back(db, by, narrow) == ()
    watch(db, by, "Osprey")
    assert len(views.held_back(db, by, narrow)) == 1


def test_only_who_may_export_is_told_what_holds(db, round_id):
    with pytest.raises(Refusal) as refused:
        views.held(db, admitted(db, Role.SCRUTINEER), ())
    assert refused.value.complaint.code == "permission.role"


def lines(n):
    """Lines as they stand in a file, each another one."""
    return [
        Line(
            case_audit_id=f"a{number}",
            reference=f"S-{number}",
            agency="csc",
            team="",
            standard="Carers",
            criterion="C1",
            rating="No",
            counts=Counts.NOT_MET,
            starred=False,
            evidence=f"Booking notes, partner section, 14 March 2026, p. {number}: partner named by role,"
            " no date of contact, nothing on what was asked.",
            reason="",
            overrule="",
        )
        for number in range(n)
    ]


def test_looking_through_ten_thousand_lines_takes_a_moment(db, by, capsys, monkeypatch):
    """Whoever asks for a pack waits for it; the second time it is known which lines are clean."""
    monkeypatch.setattr(views, "_CLEAN", set())
    some = lines(10_000)
    taken = []
    for _ in range(2):
        begun = process_time()
        assert views.held(db, by, some) == ()
        taken.append(process_time() - begun)
    with capsys.disabled():
        print(f"\n10,000 lines looked through: {taken[0]:.2f} s, again {taken[1]:.2f} s")
    assert taken[0] < 8
    assert taken[1] < taken[0] / 3


def test_no_more_is_remembered_than_there_is_room_for(db, by, monkeypatch):
    """A process that runs for months must not grow with every line that was ever written."""
    monkeypatch.setattr(views, "_CLEAN", set())
    monkeypatch.setattr(views, "MOST_CLEAN", 10)
    views.held(db, by, lines(35))
    assert 0 < len(views._CLEAN) <= 10
