"""What a QA lead sees of an allocation, and what an auditor does not learn from it."""

from datetime import date

import pytest

from audit.commands import case, case_audit
from audit.commands.allocation import enlist, give_out, set_auditor, strike, take_back
from audit.model.allocation import Proposal, Wish
from audit.model.case_audit import Reading
from audit.model.person import Role
from audit.model.refusal import NotFound, complaint
from audit.views import case_audit as case_audit_views
from audit.views.allocation import allocation, proposal
from audit.views.case_files import case_files
from audit.views.desk import desk
from audit.views.trail import TrailFilter, trail
from tests.builders import admitted, complete, local, open_round, started

WISH = Wish(percent=100)


@pytest.fixture
def round_id(db):
    made = open_round(db, due=date(2026, 4, 30))
    for n in range(3):
        case.add_files(db, local(db), made, f"S-{n}", {"csc": "North", "gp": ""})
    return made


def auditor(db, name, **more):
    return admitted(db, Role.AUDITOR, name=name, **more)


@pytest.fixture
def people(db, round_id):
    found = [
        auditor(db, "Ada", agency="csc"),
        auditor(db, "Bo", agency="gp"),
        auditor(db, "Cy"),
    ]
    enlist(db, local(db), round_id, [each.id for each in found])
    return found


def given(db, round_id, wish=WISH):
    found = proposal(db, local(db), round_id, wish)
    assert isinstance(found, Proposal), found
    give_out(db, local(db), round_id, wish, seen=found.mark)
    return found


def test_who_audits_and_what_each_has(db, round_id, people):
    ada, _, cy = people
    set_auditor(
        db,
        local(db),
        round_id,
        ada.id,
        share=50,
        away_from=date(2026, 4, 1),
        expert_in=("sleep", "carers"),
    )
    given(db, round_id, Wish())
    audit = started(db, round_id, "S-9", to=cy)
    found = allocation(db, local(db), round_id)
    assert (found.files, found.twice, found.nobody, found.settled) == (7, 0, 0, 1)
    assert found.waiting == 6
    assert found.is_open
    first = found.auditors[0]
    assert (first.auditor.name, first.agency) == ("Ada", "Children's social care")
    assert (first.auditor.share, first.auditor.away_from) == (50, date(2026, 4, 1))
    assert first.expert_in == "Fathers and all carers; Safer sleep"
    assert [each.settled for each in found.auditors] == [0, 0, 1]
    assert sum(each.waiting for each in found.auditors) == 6
    assert found.others == {local(db).id: local(db).name}
    assert list(found.standards) == ["carers", "sleep", "sharing"]
    assert audit


def test_who_may_audit_no_more_is_told(db, round_id, people):
    from audit.commands.person import retire

    retire(db, local(db), people[0].id)
    found = allocation(db, local(db), round_id)
    assert [each.auditor.can_audit for each in found.auditors] == [False, True, True]
    assert people[0].id not in found.others


def test_files_without_a_team_and_files_against_a_rule_are_counted(db, round_id, people):
    case.add_file(db, local(db), round_id, "S-8", "gp", team="West")
    enlist(db, local(db), round_id, [auditor(db, "Di", agency="gp", team="West").id])
    found = allocation(db, local(db), round_id)
    assert (found.unchecked, found.against) == (3, 0)
    audit = case.add_file(db, local(db), round_id, "S-9", "csc")
    case_audit.allocate(db, local(db), audit, people[1].id, because="Nobody else")
    assert allocation(db, local(db), round_id).against == 1
    (row,) = [each for each in case_files(db, local(db), round_id).audits if each.id == audit]
    assert row.allocated_because == "Nobody else"


def test_what_stands_in_the_way_is_told_and_nothing_is_proposed(db, round_id):
    assert proposal(db, local(db), round_id, WISH) == (
        complaint("allocation.nobody", where="Spring 2026"),
    )
    enlist(db, local(db), round_id, [auditor(db, "Ada", agency="csc").id])
    found = proposal(db, local(db), round_id, Wish())
    assert [each.code for each in found] == ["allocation.no-reader"]


def test_of_a_round_that_is_not_there(db):
    for look in (
        lambda: allocation(db, local(db), "x"),
        lambda: proposal(db, local(db), "x", WISH),
    ):
        with pytest.raises(NotFound):
            look()


def test_the_trail_tells_it_in_words(db, round_id, people):
    given(db, round_id)
    audit = case.add_file(db, local(db), round_id, "S-9", "csc")
    case_audit.allocate(db, local(db), audit, people[1].id, because="Nobody else")
    set_auditor(db, local(db), round_id, people[0].id, share=50)
    strike(db, local(db), round_id, people[2].id)
    take_back(db, local(db), round_id)
    words = [each.words for each in trail(db, local(db), TrailFilter()).entries]
    of = "the round “Spring 2026”"
    for said in (
        f"added 3 auditors to {of}",
        f"gave out 12 readings of {of}, with 6 second readings drawn by the round's id",
        "gave case file S-9 (Children's social care) to Bo against the rule “own agency”, with a reason",
        f"changed share, leave or expertise of Ada in {of}",
        f"took Cy out of the auditors of {of}",
        f"took back 12 readings of {of} that nobody had begun",
    ):
        assert said in words, (said, words)


# ---- Blind ----------------------------------------------------------------------------------------------


def test_an_auditor_does_not_learn_that_a_file_is_read_twice_nor_by_whom(db, round_id, people):
    """Neither the list of what is theirs nor the page of a file tells a first reading from a second."""
    given(db, round_id)
    everything = case_files(db, local(db), round_id).audits
    assert {each.reading for each in everything} == {Reading.FIRST, Reading.SECOND}
    names = {each.name for each in people}
    for person in people:
        mine = [each for each in everything if each.auditor_id == person.id]
        found = desk(db, person)
        assert {each.audit.id for each in found.entries} == {each.id for each in mine}
        told = found.model_dump_json()
        for audit in mine:
            case_audit.start(db, person, audit.id)
            told += case_audit_views.case_audit(db, person, audit.id).audit.model_dump_json()
            told += case_audit_views.standing(db, person, audit.id).audit.model_dump_json()
        assert not [each for each in names - {person.name} if each in told]
        assert '"reading":"' not in told
        others = [each for each in everything if each.auditor_id != person.id]
        assert not [each.id for each in others if each.id in told]
        for audit in others:
            with pytest.raises(NotFound):
                case_audit_views.case_audit(db, person, audit.id)


def test_why_a_file_was_given_is_not_for_its_auditor(db, round_id, people):
    audit = case.add_file(db, local(db), round_id, "S-9", "csc")
    case_audit.allocate(db, local(db), audit, people[1].id, because="Cy has the other reading")
    told = desk(db, people[1]).model_dump_json()
    told += case_audit_views.case_audit(db, people[1], audit).audit.model_dump_json()
    assert "Cy" not in told


def test_a_first_and_a_second_reading_look_the_same_to_their_readers(db, round_id, people):
    """Field by field: what differs between the two is who reads, and the id."""
    given(db, round_id)
    both = [
        each
        for each in case_files(db, local(db), round_id).audits
        if (each.case_file.reference, each.case_file.agency) == ("S-0", "gp")
    ]
    readers = {each.id: each for each in people}
    seen = [
        case_audit_views.case_audit(db, readers[each.auditor_id], each.id).model_dump()
        for each in both
    ]
    own = {"id", "auditor_id", "auditor"}
    for each in seen:
        each["audit"] = {key: value for key, value in each["audit"].items() if key not in own}
    # Given out and drawn are two different acts on a reading, and a version tells nobody which it was.
    assert [each["audit"].pop("version") for each in seen] == [2, 1]
    assert seen[0] == seen[1]


def test_a_qa_lead_sees_which_reading_it_is(db, round_id, people):
    given(db, round_id)
    second = next(
        each
        for each in case_files(db, local(db), round_id).audits
        if each.reading is Reading.SECOND
    )
    found = case_audit_views.case_audit(db, local(db), second.id)
    assert found.audit.reading is Reading.SECOND


def test_an_agency_s_lead_does_not_see_that_a_file_is_read_twice(db, round_id, people):
    given(db, round_id)
    lead = admitted(db, Role.AGENCY_LEAD, name="Lead", agency="gp")
    for each in case_files(db, local(db), round_id).audits:
        if each.case_file.agency == "gp":
            assert case_audit_views.case_audit(db, lead, each.id).audit.reading is None


def test_both_readings_are_answered_apart(db, round_id, people):
    given(db, round_id)
    both = [
        each
        for each in case_files(db, local(db), round_id).audits
        if (each.case_file.reference, each.case_file.agency) == ("S-0", "gp")
    ]
    readers = {each.id: each for each in people}
    first, second = ((readers[each.auditor_id], each.id) for each in both)
    case_audit.start(db, *first)
    complete(db, *first)
    case_audit.start(db, *second)
    assert case_audit_views.criterion(db, *second, "C1").answer.rating is None
