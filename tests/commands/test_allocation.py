"""Who audits in a round, files given out as proposed, taken back, and changed by hand within the rules."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, update

from audit.commands import case, case_audit, retention
from audit.commands import round as rounds
from audit.commands.allocation import enlist, give_out, set_auditor, strike, take_back
from audit.commands.counts import count_whole
from audit.commands.opening import panel_opened
from audit.model.allocation import Proposal, Wish
from audit.model.case_audit import Reading
from audit.model.person import Role
from audit.model.refusal import NotFound, Refusal, complaint
from audit.model.round import RoundStatus
from audit.rules.allocation import SENTENCES, Rule
from audit.store import tables as t
from audit.store.trail import fingerprint
from audit.views import panel as panel_views
from audit.views.allocation import proposal
from audit.views.trail import TrailFilter, trail
from tests.builders import (
    admitted,
    audit_at,
    begun_panel,
    local,
    open_round,
    signed_panel,
    started,
    submitted,
)
from tests.laid import laid

TWICE = Wish(percent=50)


def auditor(db, name, **more):
    return admitted(db, Role.AUDITOR, name=name, **more)


@pytest.fixture
def round_id(db):
    """Eight files of two agencies, two of them in teams; nobody has one yet."""
    return laid(db, eight_files)


def eight_files(db):
    made = open_round(db, due=date(2026, 4, 30))
    for n in range(4):
        team = ("North", "South")[n % 2]
        case.add_files(db, local(db), made, f"S-{n}", {"csc": team, "gp": ""})
    return made


@pytest.fixture
def people(db, round_id):
    found = [
        auditor(db, "Ada", agency="csc", team="North"),
        auditor(db, "Bo", agency="csc"),
        auditor(db, "Cy", agency="gp"),
        auditor(db, "Di"),
    ]
    enlist(db, local(db), round_id, [each.id for each in found])
    return found


def stands(db, round_id):
    """Reference, agency, reading and auditor of each reading."""
    with db.reading() as connection:
        rows = connection.execute(
            select(
                t.case.c.reference,
                t.case_file.c.agency,
                t.case_audit.c.reading,
                t.case_audit.c.auditor_id,
                t.case_audit.c.id,
            )
            .join_from(t.case_audit, t.case_file)
            .join(t.case)
            .where(t.case_audit.c.round_id == round_id)
            .order_by(t.case.c.reference, t.case_file.c.agency, t.case_audit.c.reading)
        ).all()
    return {(row.reference, row.agency, row.reading): (row.auditor_id, row.id) for row in rows}


def last(db):
    """The act, its subject and what it says."""
    with db.reading() as connection:
        row = connection.execute(select(t.event).order_by(t.event.c.seq.desc())).first()
    return row.act, row.about, json.loads(row.detail)


def shown(db, round_id, wish=TWICE):
    found = proposal(db, local(db), round_id, wish)
    assert isinstance(found, Proposal), found
    return found


def given(db, round_id, wish=TWICE):
    return give_out(db, local(db), round_id, wish, seen=shown(db, round_id, wish).mark)


# ---- Auditors of the round -------------------------------------------------------------------------------


def test_people_are_let_into_a_round_with_a_full_share(db, round_id, people):
    act, about, detail = last(db)
    assert (act, about) == ("round_auditors.added", f"round:{round_id}")
    assert detail == {"n": 4, "people": [each.id for each in people]}
    with db.reading() as connection:
        rows = connection.execute(select(t.round_auditor)).all()
    assert {(row.person_id, row.share, row.away_from, tuple(row.expert_in)) for row in rows} == {
        (each.id, 100, None, ()) for each in people
    }


def test_nobody_chosen_is_no_change_and_a_double_click_one(db, round_id):
    before = db.version()
    assert enlist(db, local(db), round_id, []) == 0
    assert db.version() == before
    ada = auditor(db, "Ada")
    before = db.version()
    assert [enlist(db, local(db), round_id, [ada.id, ada.id], key="k") for _ in range(2)] == [1, 1]
    assert db.version() == before + 1


def test_who_is_in_it_already_or_no_auditor_is_not_let_in(db, round_id, people):
    lead = admitted(db, Role.QA_LEAD, name="Lee")
    for who, expected in (
        (people[0], complaint("allocation.in-round", where="Auditors", name="Ada")),
        (lead, complaint("allocate.not-an-auditor", where="Lee")),
    ):
        fresh = auditor(db, f"Fresh {who.name}")
        with pytest.raises(Refusal) as refused:
            enlist(db, local(db), round_id, [fresh.id, who.id])
        assert refused.value.complaint == expected
    with db.reading() as connection:
        found = connection.execute(select(func.count()).select_from(t.round_auditor)).scalar_one()
    assert found == 4, "all or none"


def test_share_leave_and_expertise_are_set_in_one_act(db, round_id, people):
    ada = people[0].id
    chosen = {
        "share": 50,
        "away_from": date(2026, 4, 1),
        "away_until": date(2026, 4, 9),
        "expert_in": ("sleep", "carers"),
    }
    set_auditor(db, local(db), round_id, ada, **chosen)
    assert last(db) == (
        "round_auditor.changed",
        f"round:{round_id}",
        {"receiver": ada, "share": "50", "expert_in": "['carers', 'sleep']", "leave": True},
    )
    before = db.version()
    set_auditor(db, local(db), round_id, ada, **chosen)
    assert db.version() == before, "equal to what stands is no change"
    set_auditor(db, local(db), round_id, ada, **{**chosen, "share": 60})
    assert last(db)[2] == {"receiver": ada, "share": "60", "leave": False}


def test_which_days_somebody_is_away_is_not_in_the_trail(db, round_id, people):
    set_auditor(db, local(db), round_id, people[0].id, share=100, away_from=date(2031, 7, 7))
    with db.reading() as connection:
        assert not [
            each
            for each in connection.execute(select(t.event.c.detail)).scalars()
            if "2031" in each
        ]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"share": 0}, complaint("allocation.share", where="Share", limit=100)),
        (
            {"away_until": date(2026, 4, 1)},
            complaint("allocation.leave", where="Leave"),
        ),
        (
            {"expert_in": ("slep",)},
            complaint(
                "allocation.expertise",
                where="Expertise",
                standard="slep",
                near=" Did you mean sleep?",
            ),
        ),
    ],
)
def test_what_cannot_be_set(db, round_id, people, more, expected):
    before = db.version()
    with pytest.raises(Refusal) as refused:
        set_auditor(db, local(db), round_id, people[0].id, **({"share": 100} | more))
    assert refused.value.complaint == expected
    assert db.version() == before


def test_who_is_taken_out_keeps_what_was_begun(db, round_id, people):
    di = people[3]
    audit = started(db, round_id, "S-9", to=di)
    strike(db, local(db), round_id, di.id)
    assert last(db) == ("round_auditor.removed", f"round:{round_id}", {"receiver": di.id})
    given(db, round_id, Wish())
    assert stands(db, round_id)["S-9", "csc", "first"] == (di.id, audit)


def test_of_somebody_who_is_not_in_the_round_nothing_is_set(db, round_id, people):
    stranger = auditor(db, "Stranger").id
    for act in (
        lambda: set_auditor(db, local(db), round_id, stranger, share=50),
        lambda: strike(db, local(db), round_id, stranger),
    ):
        with pytest.raises(Refusal) as refused:
            act()
        assert refused.value.complaint == complaint("allocation.not-in-round", where="Auditors")


# ---- Given out ------------------------------------------------------------------------------------------


def test_a_proposal_is_kept_as_it_was_shown_in_one_act(db, round_id, people):
    found, before = shown(db, round_id), db.version()
    assert give_out(db, local(db), round_id, TWICE, seen=found.mark, key="k") == 12
    assert db.version() == before + 1
    after = stands(db, round_id)
    assert {
        (each.reading.reference, each.reading.agency, each.reading.reading): each.auditor_id
        for each in found.given
    } == {key: who for key, (who, _) in after.items()}
    assert sum(kind == Reading.SECOND for _, _, kind in after) == found.drawn == 4
    act, about, detail = last(db)
    assert (act, about) == ("allocation.given", f"round:{round_id}")
    assert (detail["percent"], detail["drawn"]) == (50, 4)
    assert (detail["n"], detail["moved"]) == (12, 0)
    assert detail["given"] == {audit: who for who, audit in after.values()}
    # The same click once more is the same answer.
    assert give_out(db, local(db), round_id, TWICE, seen=found.mark, key="k") == 12
    assert db.version() == before + 1


def test_a_second_reading_is_of_the_same_file_at_the_same_age(db, round_id, people):
    given(db, round_id)
    with db.reading() as connection:
        rows = connection.execute(select(t.case_audit)).all()
    first = {row.case_file_id: row for row in rows if row.reading == Reading.FIRST}
    for row in rows:
        assert row.status == "not started"
        assert row.age_band == first[row.case_file_id].age_band
        if row.reading == Reading.SECOND:
            assert row.auditor_id != first[row.case_file_id].auditor_id


def test_what_is_given_out_already_is_no_change(db, round_id, people):
    given(db, round_id)
    before = db.version()
    assert given(db, round_id) == 0
    assert db.version() == before


def test_versions_move_on_so_that_an_open_page_notices(db, round_id, people):
    given(db, round_id, Wish())
    with db.reading() as connection:
        assert set(connection.execute(select(t.case_audit.c.version)).scalars()) == {2}


@pytest.mark.parametrize("change", ["file", "auditor", "leave", "begun", "day"])
def test_when_something_changed_since_nothing_is_kept(db, round_id, people, change):
    given(db, round_id, Wish())
    seen = shown(db, round_id).mark
    if change == "file":
        case.add_file(db, local(db), round_id, "S-9", "csc")
    elif change == "auditor":
        enlist(db, local(db), round_id, [auditor(db, "Eve").id])
    elif change == "leave":
        set_auditor(db, local(db), round_id, people[1].id, share=100, away_from=date(2026, 4, 1))
    elif change == "begun":
        (audit,) = [audit for who, audit in stands(db, round_id).values() if who == people[3].id][
            :1
        ]
        case_audit.start(db, people[3], audit)
    else:
        db.clock.now += timedelta(days=1)
    before = db.version()
    with pytest.raises(Refusal) as refused:
        give_out(db, local(db), round_id, TWICE, seen=seen)
    assert refused.value.complaint == complaint("allocation.moved-on", where="Spring 2026")
    assert db.version() == before


def test_a_change_between_working_it_out_and_keeping_it_is_noticed(
    db, round_id, people, monkeypatch
):
    from audit.commands import allocation

    seen = shown(db, round_id).mark
    work_out = allocation.propose

    def slowly(basis, wish):
        found = work_out(basis, wish)
        strike(db, local(db), round_id, people[1].id)
        return found

    monkeypatch.setattr(allocation, "propose", slowly)
    with pytest.raises(Refusal) as refused:
        give_out(db, local(db), round_id, TWICE, seen=seen)
    assert refused.value.complaint == complaint("allocation.moved-on", where="Spring 2026")
    assert {who for who, _ in stands(db, round_id).values()} == {None}


def test_where_a_rule_cannot_be_met_nothing_is_given(db, round_id, people):
    for each in people[2:]:
        strike(db, local(db), round_id, each.id)
    with pytest.raises(Refusal) as refused:
        give_out(db, local(db), round_id, Wish(), seen="")
    assert refused.value.complaint == complaint(
        "allocation.no-reader",
        where="4 files of General practice (S-0, S-1, S-2 and 1 more)",
        why="The rules keep out 2 of 2: “own agency” 2.",
        agency="General practice",
    )
    assert {who for who, _ in stands(db, round_id).values()} == {None}


def test_without_auditors_nothing_is_given(db, round_id):
    with pytest.raises(Refusal) as refused:
        give_out(db, local(db), round_id, Wish(), seen="")
    assert refused.value.complaint == complaint("allocation.nobody", where="Spring 2026")


def test_a_late_joiner_takes_the_fewest(db, round_id, people):
    given(db, round_id, Wish())
    eve = auditor(db, "Eve", agency="gp")
    enlist(db, local(db), round_id, [eve.id])
    before = stands(db, round_id)
    given(db, round_id, Wish())
    after = stands(db, round_id)
    moved = {key for key in after if before[key] != after[key]}
    assert {after[key][0] for key in moved} == {eve.id}
    assert last(db)[2]["moved"] == len(moved) > 0


def test_a_late_joiner_does_not_get_all_that_is_left(db, round_id, people):
    given(db, round_id, Wish())
    for (_, agency, _), (who, audit) in stands(db, round_id).items():
        if agency == "gp" and who == people[2].id:
            case_audit.start(db, people[2], audit)
            break
    eve = auditor(db, "Eve", agency="gp")
    enlist(db, local(db), round_id, [eve.id])
    loads = {each.auditor.name: each.after for each in shown(db, round_id, Wish()).loads}
    assert loads["Eve"] < loads["Cy"] + 1


# ---- Taken back -----------------------------------------------------------------------------------------


def test_what_nobody_began_is_taken_back_with_the_second_readings(db, round_id, people):
    given(db, round_id)
    after = stands(db, round_id)
    begun = next(key for key, (who, _) in after.items() if who == people[3].id)
    case_audit.start(db, people[3], after[begun][1])
    case_audit.allocate(
        db, local(db), after["S-0", "csc", "first"][1], people[0].id, because="Nobody else"
    )
    stays = {begun, ("S-0", "csc", "first")}
    assert take_back(db, local(db), round_id) == 12 - len(stays)
    left = stands(db, round_id)
    assert {key for key, (who, _) in left.items() if who} == stays
    assert {kind for *key, kind in left if (*key, kind) not in stays} == {"first"}
    act, _, detail = last(db)
    assert act == "allocation.taken_back"
    assert detail["n"] == 12 - len(stays)
    assert detail["taken"] == {
        audit: who for key, (who, audit) in after.items() if key not in stays
    }
    assert set(detail["undrawn"]) == {
        audit for key, (_, audit) in after.items() if key[2] == "second" and key not in stays
    }
    before = db.version()
    assert take_back(db, local(db), round_id) == 0
    assert db.version() == before


# ---- A round that is closed -------------------------------------------------------------------------------


ACTS = {
    "enlist": lambda db, at, who: enlist(db, local(db), at, [who]),
    "set": lambda db, at, who: set_auditor(db, local(db), at, who, share=50),
    "strike": lambda db, at, who: strike(db, local(db), at, who),
    "give": lambda db, at, who: give_out(db, local(db), at, TWICE, seen=""),
    "back": lambda db, at, who: take_back(db, local(db), at),
}


@pytest.mark.parametrize("name", ACTS)
def test_in_a_closed_round_nothing_is_given_out(db, round_id, people, name):
    with db.acting(local(db), "test.closed") as now:
        now.connection.execute(update(t.round_).values(status=RoundStatus.CLOSED))
    before = db.version()
    with pytest.raises(Refusal) as refused:
        ACTS[name](db, round_id, people[0].id)
    assert refused.value.complaint == complaint(
        "cycle.closed",
        where="Spring 2026",
        title="Spring 2026",
        work="giving a case file to an auditor",
    )
    assert db.version() == before


def test_in_moderation_files_change_hands_but_none_is_drawn_any_more(db, round_id, people):
    with db.acting(local(db), "test.moderation") as now:
        now.connection.execute(update(t.round_).values(status=RoundStatus.MODERATION))
    seen, before = shown(db, round_id).mark, db.version()
    with pytest.raises(Refusal) as refused:
        give_out(db, local(db), round_id, TWICE, seen=seen)
    assert refused.value.complaint == complaint(
        "cycle.moderation", where="Spring 2026", title="Spring 2026", work="adding a case file"
    )
    assert db.version() == before
    assert given(db, round_id, Wish()) == 8


def test_second_readings_alone_are_taken_back(db, round_id, people):
    given(db, round_id)
    first = [audit for key, (_, audit) in stands(db, round_id).items() if key[2] == "first"]
    with db.acting(local(db), "test.begun") as now:
        begun = update(t.case_audit).where(t.case_audit.c.id.in_(first))
        now.connection.execute(begun.values(status="in progress"))
        count_whole(now.connection, round_id)
    assert take_back(db, local(db), round_id) == 4
    assert len(stands(db, round_id)) == 8


@pytest.mark.parametrize("name", ACTS)
def test_of_a_disposed_round_nothing_is_given_out(db, name):
    made = rounds.open_(
        db,
        local(db),
        "Old",
        open_checklist(db),
        due=date(2026, 4, 1),
        retain_until=date(2026, 4, 1),
        retain_reason="Five years",
        retain_owner="Business manager",
    )
    ada = auditor(db, "Ada")
    enlist(db, local(db), made, [ada.id])
    case.add_file(db, local(db), made, "S-1", "csc")
    db.clock.now += timedelta(days=60)
    retention.dispose(db, local(db), made, confirm="Old")
    with pytest.raises(Refusal) as refused:
        ACTS[name](db, made, ada.id)
    assert refused.value.complaint.code == "round.disposed"


def open_checklist(db):
    from tests.builders import published

    return published(db)


# ---- By hand --------------------------------------------------------------------------------------------


def because_of(db, audit):
    with db.reading() as connection:
        row = select(t.case_audit.c.allocated_because).where(t.case_audit.c.id == audit)
        return connection.execute(row).scalar_one()


def test_by_hand_within_the_rules_no_reason_is_kept(db, round_id, people):
    _, audit = stands(db, round_id)["S-1", "csc", "first"]
    case_audit.allocate(db, local(db), audit, people[0].id, because="Because I can")
    assert because_of(db, audit) == ""
    assert last(db)[2] == {"old": None, "new": people[0].id}


@pytest.mark.parametrize(
    ("who", "rule"), [(0, Rule.OTHER_TEAM), (2, Rule.OWN_AGENCY), (1, Rule.PRESENT)]
)
def test_by_hand_a_rule_is_broken_with_a_reason_only(db, round_id, people, who, rule):
    _, audit = stands(db, round_id)["S-0", "csc", "first"]
    person = people[who]
    if rule is Rule.PRESENT:
        set_auditor(db, local(db), round_id, person.id, share=100, away_from=date(2026, 3, 1))
    before = db.version()
    with pytest.raises(Refusal) as refused:
        case_audit.allocate(db, local(db), audit, person.id)
    assert refused.value.complaint == complaint(
        "allocate.rule", where="Case file S-0", name=person.name, rule=SENTENCES[rule]
    )
    assert db.version() == before
    case_audit.allocate(db, local(db), audit, person.id, because=" Nobody  else ")
    assert because_of(db, audit) == "Nobody else"
    assert last(db) == (
        "case_audit.allocated",
        f"case_audit:{audit}",
        {
            "old": None,
            "new": person.id,
            "broken": [rule.value],
            "reason": fingerprint("Nobody else"),
        },
    )
    before = db.version()
    case_audit.allocate(db, local(db), audit, person.id, because="Nobody else")
    assert db.version() == before, "equal to what stands is no change"
    # A proposal leaves it where somebody meant it to be.
    given(db, round_id, Wish())
    assert stands(db, round_id)["S-0", "csc", "first"] == (person.id, audit)
    # Given within the rules again, the reason is gone.
    case_audit.allocate(db, local(db), audit, people[3].id)
    assert because_of(db, audit) == ""


def test_nobody_reads_a_file_twice_whatever_the_reason(db, round_id, people):
    given(db, round_id)
    after = stands(db, round_id)
    reference, agency = next(key[:2] for key in after if key[2] == "second")
    first, _ = after[reference, agency, "first"]
    _, audit = after[reference, agency, "second"]
    with pytest.raises(Refusal) as refused:
        case_audit.allocate(db, local(db), audit, first, because="Nobody else")
    name = next(each.name for each in people if each.id == first)
    assert refused.value.complaint == complaint(
        "allocate.firm",
        where=f"Case file {reference}",
        name=name,
        rule=SENTENCES[Rule.OTHER_READER],
    )


def test_a_file_is_added_for_somebody_by_the_same_rules(db, round_id, people):
    ada = people[0]
    with pytest.raises(Refusal) as refused:
        case.add_file(db, local(db), round_id, "S-9", "csc", team="North", auditor_id=ada.id)
    assert refused.value.complaint == complaint(
        "allocate.rule", where="Case file S-9", name="Ada", rule=SENTENCES[Rule.OTHER_TEAM]
    )
    assert ("S-9", "csc", "first") not in stands(db, round_id), "nothing half-kept"
    made = case.add_file(
        db,
        local(db),
        round_id,
        "S-9",
        "csc",
        team="North",
        auditor_id=ada.id,
        because="Nobody else",
    )
    assert because_of(db, made) == "Nobody else"
    detail = last(db)[2]
    assert (detail["broken"], detail["reason"]) == (
        [Rule.OTHER_TEAM.value],
        fingerprint("Nobody else"),
    )


def test_several_files_are_added_for_somebody_by_the_same_rules(db, round_id, people):
    ada, teams = people[0], {"csc": "South", "gp": ""}
    with pytest.raises(Refusal):
        case.add_files(db, local(db), round_id, "S-9", teams, auditor_id=ada.id)
    made = case.add_files(
        db, local(db), round_id, "S-9", teams, auditor_id=ada.id, because="Nobody else"
    )
    assert [because_of(db, each) for each in made] == ["", "Nobody else"]
    added = last(db)[2]["added"]
    assert [each.get("broken") for each in added.values()] == [None, [Rule.OWN_AGENCY.value]]
    entry = trail(db, local(db), TrailFilter(act="case_files.added")).entries[0]
    assert entry.words.endswith(f" against the rule “{Rule.OWN_AGENCY.value}”, with a reason")


def test_a_reason_that_is_no_line_is_refused(db, round_id, people):
    expected = complaint("allocation.reason", where="Reason", limit=300)
    audit = stands(db, round_id)["S-0", "csc", "first"][1]
    for act in (
        lambda: case_audit.allocate(db, local(db), audit, people[0].id, because="x" * 301),
        lambda: case.add_file(db, local(db), round_id, "S-9", "csc", because="x" * 301),
    ):
        with pytest.raises(Refusal) as refused:
            act()
        assert refused.value.complaint == expected


def test_what_is_begun_is_not_given_to_another(db, people, round_id):
    audit = audit_at(db, "in progress", "S-9", round_id=round_id)
    with pytest.raises(Refusal) as refused:
        case_audit.allocate(db, local(db), audit, people[3].id)
    assert refused.value.complaint.code == "case_audit.status"


def test_a_round_that_is_not_there(db, round_id):
    for act in ACTS.values():
        with pytest.raises(NotFound):
            act(db, "ghost", local(db).id)


# ---- A second reading, once the panel was begun --------------------------------------------------------


@pytest.fixture
def panelled(db):
    """A case of two files that are in, whose panel is signed off, with Ada, Bo, Cy and Di to read."""
    return laid(db, signed_off)


def signed_off(db):
    made = open_round(db, due=date(2026, 4, 30))
    found = {name: auditor(db, name) for name in ("Ada", "Bo", "Cy", "Di")}
    submitted(db, made, agency="csc", to=found["Ada"])
    submitted(db, made, agency="gp", to=found["Bo"])
    enlist(db, local(db), made, [each.id for each in found.values()])
    return made, found, signed_panel(db, made)


def test_a_second_reading_that_is_drawn_voids_the_panel_and_goes_to_who_was_not_told(db, panelled):
    round_id, people, panel = panelled
    held = admitted(db, Role.QA_LEAD, Role.AUDITOR, name="Held")
    enlist(db, local(db), round_id, [held.id])
    panel_opened(db, held, panel)
    assert given(db, round_id, Wish(percent=100)) == 2
    second = {
        agency: who
        for (_, agency, reading), (who, _) in stands(db, round_id).items()
        if reading == Reading.SECOND
    }
    assert set(second) == {"csc", "gp"}
    assert set(second.values()) <= {people["Cy"].id, people["Di"].id}
    assert last(db)[2]["panel"] == "voided"
    assert not panel_views.panel(db, local(db), panel).panel.is_signed_off


def test_whoever_opened_the_panel_or_reads_another_file_of_it_is_refused_by_hand(db, panelled):
    round_id, people, panel = panelled
    held = admitted(db, Role.QA_LEAD, Role.AUDITOR, name="Held")
    panel_opened(db, held, panel)
    second = case.add_file(db, local(db), round_id, "S-001", "gp", reading=Reading.SECOND)
    for who in (people["Ada"], held):
        with pytest.raises(Refusal) as refused:
            case_audit.allocate(db, local(db), second, who.id, because="There is nobody else")
        assert refused.value.complaint == complaint(
            "allocate.firm",
            where="Case file S-001",
            name=who.name,
            rule=SENTENCES[Rule.NOT_TOLD],
        )
    case_audit.allocate(db, local(db), second, people["Cy"].id)
    with pytest.raises(Refusal) as refused:
        case.add_file(
            db,
            local(db),
            round_id,
            "S-001",
            "csc",
            auditor_id=people["Bo"].id,
            because="There is nobody else",
            reading=Reading.SECOND,
        )
    assert refused.value.complaint.code == "allocate.firm"


def test_a_first_reading_is_given_to_whoever_saw_the_panel(db, panelled):
    """Nothing is to be compared with it, so it need not be blind."""
    round_id, people, _ = panelled
    first = case.add_file(db, local(db), round_id, "S-001", "police", auditor_id=people["Ada"].id)
    assert stands(db, round_id)["S-001", "police", Reading.FIRST] == (people["Ada"].id, first)


def test_before_the_panel_a_reader_of_another_file_may_be_second_and_stays_it(db):
    round_id = open_round(db, due=date(2026, 4, 30))
    ada, bo = auditor(db, "Ada"), auditor(db, "Bo")
    submitted(db, round_id, agency="csc", to=ada)
    submitted(db, round_id, agency="gp", to=bo)
    second = case.add_file(
        db, local(db), round_id, "S-001", "gp", auditor_id=ada.id, reading=Reading.SECOND
    )
    begun_panel(db, round_id)
    enlist(db, local(db), round_id, [ada.id, bo.id])
    assert [each.is_move for each in shown(db, round_id, Wish()).given] == [False]
    assert stands(db, round_id)["S-001", "gp", Reading.SECOND] == (ada.id, second)


def test_where_everybody_was_told_the_proposal_says_so(db, panelled):
    round_id, people, _ = panelled
    for name in ("Cy", "Di"):
        strike(db, local(db), round_id, people[name].id)
    found = proposal(db, local(db), round_id, Wish(percent=100))
    assert {each.why for each in found} == {
        "The rules keep out 2 of 2: “two different readers” 1, “not told by the panel” 1."
    }
