"""The board's picture: what counts and what does not, equal to counting by hand."""

import pytest

from audit.analysis.compliance import clustered, wilson
from audit.commands import case_audit
from audit.model.board import Board, Filter
from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.checklist import Counts
from audit.model.figure import Standing
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint
from audit.store.database import Database
from audit.views.board import board
from audit.views.round import choices
from tests.builders import (
    ALL_APPLIES,
    Clock,
    add,
    complete,
    give,
    judge,
    open_round,
    small_checklist,
    started,
    state_facts,
    submitted,
)
from tests.laid import laid


def drawn(db: Database, by: Person, round_id: str, **narrow: str) -> Board:
    return board(db, by, Filter(round_id=round_id, **narrow))


def figures(found: Board) -> dict[str, tuple[int, int]]:
    """Met and applicable of every criterion that anything counted for."""
    return {
        each.criterion.key: (each.figure.met, each.figure.applicable)
        for each in found.criteria
        if each.figure.applicable
    }


def test_an_empty_round_shows_everything_with_nothing_in_it(db: Database, by: Person) -> None:
    found = drawn(db, by, open_round(db))
    assert (found.submitted, found.cases, found.overruled) == (0, 0, 0)
    assert found.case_audits == dict.fromkeys(CaseAuditStatus, 0)
    assert found.overall.figure.words == "nothing applicable yet"
    assert found.overall.standing is Standing.NONE
    assert [each.standard.key for each in found.standards] == ["carers", "sleep", "sharing"]
    assert [each.point.key for each in found.points] == ["GP1", "AS1", "AS2", "RQ1"]
    assert len(found.criteria) == 5
    assert all(each.standing is Standing.NONE for each in (*found.standards, *found.points))
    assert found.judgements == {}
    assert found.at.tzinfo is not None


def test_one_file_is_counted_and_says_nothing_about_a_target(db: Database, by: Person) -> None:
    round_id = open_round(db)
    submitted(
        db, round_id, ratings={"C1": "yes", "C2": "no", "S1": "silent", "S2": "na"}, stars=["C1"]
    )
    found = drawn(db, by, round_id)
    assert (found.submitted, found.cases) == (1, 1)
    assert figures(found) == {"C1": (1, 1), "C2": (0, 1), "S1": (0, 1)}
    assert found.overall.figure.words == "1 of 3 (95% CI 3–91%)"  # one case is worth one rating
    assert found.overall.counts == {
        Counts.MET: 1,
        Counts.PARTLY: 0,
        Counts.NOT_MET: 1,
        Counts.NOT_EVIDENCED: 1,
        Counts.OUT: 1,
    }
    assert found.overall.starred == 1
    assert {each.standing for each in found.criteria} == {Standing.UNCLEAR, Standing.NONE}
    assert found.overall.figure.effective_n == 1


def test_nothing_applicable_anywhere(db: Database, by: Person) -> None:
    round_id = open_round(db)
    nothing = {"father": "unknown", "age": "older", "sleep": "no"}
    for number in range(3):
        submitted(db, round_id, f"S-{number}", facts=nothing, ratings="na")
    found = drawn(db, by, round_id)
    assert (found.submitted, found.cases) == (3, 3)
    assert found.overall.figure.applicable == 0
    assert found.overall.counts[Counts.OUT] == 12
    assert found.overall.standing is Standing.NONE
    assert found.overall.mostly_not_applicable
    assert all(each.judgements == {} for each in found.standards)
    assert found.judgements == {"Strong": 0, "Sound": 0, "Fair": 3, "Poor": 0}


def test_the_figures_are_those_of_the_analysis(db: Database, by: Person) -> None:
    """Six cases with two agencies each, counted by hand here."""
    round_id = open_round(db)
    rated = {
        ("S-1", "csc"): {"C1": "yes", "C2": "yes", "S1": "yes", "S2": "yes"},
        ("S-1", "gp"): {"C1": "yes", "S1": "no", "S2": "yes", "I1": "yes"},
        ("S-2", "csc"): {"C1": "no", "C2": "no", "S1": "no", "S2": "silent"},
        ("S-3", "csc"): {"C1": "part", "C2": "na", "S1": "yes", "S2": "yes"},
        ("S-3", "police"): {"C1": "yes", "S2": "yes", "I1": "no"},
        ("S-4", "gp"): {"C1": "silent", "S1": "yes", "S2": "na", "I1": "part"},
    }
    for (reference, agency), ratings in rated.items():
        submitted(db, round_id, reference, agency, ratings=ratings)
    found = drawn(db, by, round_id)
    assert (found.submitted, found.cases) == (6, 4)
    assert figures(found) == {"C1": (3, 6), "C2": (1, 2), "S1": (3, 5), "S2": (4, 5), "I1": (1, 3)}
    c1 = next(each for each in found.criteria if each.criterion.key == "C1")
    limits = wilson(3, 6)
    assert (c1.figure.low, c1.figure.high) == (limits.low, limits.high)
    assert (c1.figure.cases, c1.target, c1.standard) == (4, 0.8, "Fathers and all carers")

    def pooled(criteria: set[str]) -> tuple[list[int], list[int]]:
        met, applicable = dict.fromkeys("1234", 0), dict.fromkeys("1234", 0)
        for (reference, _), ratings in rated.items():
            for key, value in ratings.items():
                if key in criteria and value != "na":
                    applicable[reference[-1]] += 1
                    met[reference[-1]] += value == "yes"
        return list(met.values()), list(applicable.values())

    shown = {each.standard.key: each.figure for each in found.standards}
    shown |= {each.point.key: each.figure for each in found.points}
    shown["all"] = found.overall.figure
    for name, criteria in {
        "carers": {"C1", "C2"},
        "sleep": {"S1", "S2"},
        "sharing": {"I1"},
        "AS1": {"C1", "C2"},
        "GP1": {"C2", "I1"},
        "AS2": {"S1", "S2"},
        "all": {"C1", "C2", "S1", "S2", "I1"},
    }.items():
        met, applicable = pooled(criteria)
        expected = clustered([[m] for m in met], [[a] for a in applicable])
        figure = shown[name]
        assert (figure.met, figure.applicable) == (sum(met), sum(applicable)), name
        assert figure.cases == sum(a > 0 for a in applicable), name
        assert figure.low == pytest.approx(float(expected.low[0])), name
        assert figure.high == pytest.approx(float(expected.high[0])), name
        assert figure.effective_n == pytest.approx(float(expected.effective_n[0])), name
    assert shown["RQ1"].applicable == 0
    assert found.overall.target == pytest.approx((2 * 0.8 + 2 * 0.9 + 1 * 0.9) / 5)


def test_standards_and_criteria_stand_in_the_order_of_what_matters(
    db: Database, by: Person
) -> None:
    checklist = small_checklist()
    carers = checklist.standards[0].model_copy(update={"target": 0.5})
    checklist = small_checklist(standards=(carers, *checklist.standards[1:]))
    round_id = open_round(db, checklist=checklist)
    for number in range(6):
        ratings = {"C1": "yes", "C2": "yes", "S1": "no", "S2": "yes" if number % 2 else "no"}
        submitted(db, round_id, f"S-{number}", ratings=ratings)
    found = drawn(db, by, round_id)
    assert [(each.standard.key, each.standing) for each in found.standards] == [
        ("sleep", Standing.BELOW),
        ("carers", Standing.MEETS),
        ("sharing", Standing.NONE),
    ]
    assert [each.criterion.key for each in found.standards[0].criteria] == ["S1", "S2"]
    assert [each.criterion.key for each in found.criteria][:2] == ["S1", "S2"]
    assert [each.key for each in found.checklist.standards] == ["carers", "sleep", "sharing"]


# ---- What counts -------------------------------------------------------------------------------------


def test_drafts_and_what_came_back_are_not_counted(db: Database, by: Person) -> None:
    round_id = open_round(db)
    submitted(db, round_id, "S-1")
    complete(db, by, started(db, round_id, "S-2"))
    add(db, round_id, "S-3")
    back = submitted(db, round_id, "S-4")
    case_audit.send_back(db, by, back, "Look again")
    found = drawn(db, by, round_id)
    assert found.submitted == 1
    assert figures(found) == dict.fromkeys(("C1", "C2", "S1", "S2"), (1, 1))
    assert found.judgements["Fair"] == 1
    assert found.case_audits == {
        CaseAuditStatus.NOT_STARTED: 1,
        CaseAuditStatus.IN_PROGRESS: 1,
        CaseAuditStatus.SUBMITTED: 1,
        CaseAuditStatus.RETURNED: 1,
    }
    case_audit.submit(db, by, back)
    assert drawn(db, by, round_id).submitted == 2


def test_another_round_is_another_picture(db: Database, by: Person) -> None:
    spring, autumn = open_round(db), open_round(db, "Autumn 2026")
    submitted(db, spring, "S-1")
    submitted(db, autumn, "S-1", ratings="no")
    assert drawn(db, by, spring).overall.figure.met == 4
    assert drawn(db, by, autumn).overall.figure.met == 0


def test_a_second_reading_is_not_counted(db: Database, by: Person) -> None:
    round_id = open_round(db)
    submitted(db, round_id, "S-1")
    submitted(db, round_id, "S-1", ratings="no", stars=["C1"], reading=Reading.SECOND)
    submitted(db, round_id, "S-2", ratings="no", reading=Reading.SECOND)
    found = drawn(db, by, round_id)
    assert (found.submitted, found.cases) == (1, 1)
    assert (found.overall.figure.met, found.overall.figure.applicable) == (4, 4)
    assert found.overall.starred == 0
    assert sum(found.judgements.values()) == 1
    assert found.case_audits[CaseAuditStatus.SUBMITTED] == 1


def test_a_moderated_reading_takes_the_place_of_the_first(db: Database, by: Person) -> None:
    round_id = open_round(db)
    submitted(db, round_id, "S-1")
    submitted(db, round_id, "S-1", ratings="no", reading=Reading.SECOND)
    submitted(db, round_id, "S-2", ratings="no")
    moderated = started(db, round_id, "S-1", reading=Reading.MODERATED)
    complete(db, by, moderated, ratings="part", judged="poor")
    assert drawn(db, by, round_id).overall.figure.met == 4, "a draft settles nothing"
    case_audit.submit(db, by, moderated)
    found = drawn(db, by, round_id)
    assert (found.submitted, found.cases) == (2, 2)
    assert (found.overall.figure.met, found.overall.counts[Counts.PARTLY]) == (0, 4)
    assert found.judgements == {"Strong": 0, "Sound": 0, "Fair": 1, "Poor": 1}
    case_audit.send_back(db, by, moderated, "Not yet")
    assert drawn(db, by, round_id).overall.figure.met == 4


def test_a_moderated_reading_in_another_round_settles_nothing_here(
    db: Database, by: Person
) -> None:
    spring, autumn = open_round(db), open_round(db, "Autumn 2026")
    submitted(db, spring, "S-1")
    submitted(db, autumn, "S-1", reading=Reading.MODERATED, ratings="no")
    assert drawn(db, by, spring).overall.figure.met == 4


# ---- Narrowed ----------------------------------------------------------------------------------------


@pytest.fixture
def mixed(db: Database) -> str:
    """Two teams of csc, one gp file, one case in common."""
    return laid(db, two_teams)


def two_teams(db: Database) -> str:
    round_id = open_round(db)
    submitted(db, round_id, "S-1", "csc", team="North")
    submitted(db, round_id, "S-2", "csc", team="South", ratings="no", stars=["C2"])
    submitted(db, round_id, "S-1", "gp", ratings="silent", team="North")
    add(db, round_id, "S-3", "gp")
    return round_id


def test_an_agency_sees_its_own(db: Database, by: Person, mixed: str) -> None:
    csc, gp = drawn(db, by, mixed, agency="csc"), drawn(db, by, mixed, agency="gp")
    assert (csc.submitted, csc.cases, gp.submitted, gp.cases) == (2, 2, 1, 1)
    assert figures(csc) == dict.fromkeys(("C1", "C2", "S1", "S2"), (1, 2))
    assert figures(gp) == dict.fromkeys(("C1", "S1", "S2", "I1"), (0, 1))
    assert csc.narrowed_to == "Children's social care"
    assert sum(csc.judgements.values()) == 2
    assert gp.case_audits[CaseAuditStatus.NOT_STARTED] == 1
    assert csc.case_audits[CaseAuditStatus.NOT_STARTED] == 0
    whole = drawn(db, by, mixed)
    assert whole.narrowed_to == ""
    for each in ("met", "applicable"):
        parts = [getattr(found.overall.figure, each) for found in (csc, gp)]
        assert getattr(whole.overall.figure, each) == sum(parts)
    assert whole.cases == 2, "the case that both have is one case"


def test_a_team_sees_its_own_and_not_the_other_agencys_of_that_name(
    db: Database, by: Person, mixed: str
) -> None:
    teams = choices(db, by, mixed).teams
    assert sorted(teams.values()) == [("csc", "North"), ("csc", "South"), ("gp", "North")]
    for team, (agency, name) in teams.items():
        found = drawn(db, by, mixed, team=team)
        assert found.submitted == 1
        assert found.narrowed_to == name
        both = drawn(db, by, mixed, team=team, agency=agency)
        assert both.narrowed_to.endswith(f", {name}")
        assert both.overall == found.overall
    south = next(team for team, (_, name) in teams.items() if name == "South")
    assert drawn(db, by, mixed, team=south).overall.starred == 1
    assert drawn(db, by, mixed, team=south, agency="gp").submitted == 0


@pytest.mark.parametrize("narrow", [{"agency": "navy"}, {"team": "ghost"}, {"agency": "police"}])
def test_narrowed_to_nothing_it_is_empty(
    db: Database, by: Person, mixed: str, narrow: dict[str, str]
) -> None:
    found = drawn(db, by, mixed, **narrow)
    assert found.submitted == 0
    assert found.overall.standing is Standing.NONE


def test_a_round_that_is_not_there(db: Database, by: Person) -> None:
    with pytest.raises(NotFound) as refused:
        drawn(db, by, "ghost")
    assert refused.value.complaint == complaint("round.not-found")


# ---- Overruled, ruled out, judged ----------------------------------------------------------------------


def test_an_overruled_rating_counts_and_is_counted_as_such(db: Database, by: Person) -> None:
    round_id = open_round(db)
    made = started(db, round_id, "S-1")
    complete(db, by, made, facts=ALL_APPLIES | {"father": "unknown"})
    give(db, by, made, "C1", "overrule", "He lives there")
    give(db, by, made, "C1", "rating", "silent")
    judge(db, by, made, "carers", "sound")
    case_audit.submit(db, by, made)
    submitted(db, round_id, "S-2", facts=ALL_APPLIES | {"father": "unknown"})
    found = drawn(db, by, round_id)
    assert found.overruled == 1
    assert figures(found) == {"C1": (0, 1), "S1": (2, 2), "S2": (2, 2)}


def test_an_overruling_that_is_not_needed_any_more_is_not_counted(db: Database, by: Person) -> None:
    round_id = open_round(db)
    made = started(db, round_id)
    give(db, by, made, "C1", "overrule", "He lives there")
    complete(db, by, made)
    case_audit.submit(db, by, made)
    assert drawn(db, by, round_id).overruled == 0


def test_a_judgement_on_a_standard_in_which_nothing_applies_any_more_is_not_counted(
    db: Database, by: Person
) -> None:
    round_id = open_round(db)
    submitted(db, round_id, "S-1", judged="sound")
    made = started(db, round_id, "S-2")
    complete(db, by, made, judged="poor")
    state_facts(db, by, made, {"father": "unknown"})
    case_audit.submit(db, by, made)
    judged = {each.standard.key: each.judgements for each in drawn(db, by, round_id).standards}
    assert judged["carers"] == {"Strong": 0, "Sound": 1, "Fair": 0, "Poor": 0}
    assert judged["sleep"] == {"Strong": 0, "Sound": 1, "Fair": 0, "Poor": 1}
    assert judged["sharing"] == {}


def test_a_checklist_without_judgements_has_none(db: Database, by: Person) -> None:
    checklist = small_checklist(judgement_scale=None, version=2)
    round_id = open_round(db, checklist=checklist)
    submitted(db, round_id)
    found = drawn(db, by, round_id)
    assert found.judgements == {}
    assert all(each.judgements == {} for each in found.standards)


def test_a_learning_point_that_nothing_cites_is_shown_with_nothing(
    db: Database, by: Person
) -> None:
    round_id = open_round(db)
    submitted(db, round_id)
    point = drawn(db, by, round_id).points[-1]
    assert (point.point.key, point.criteria, point.standing) == ("RQ1", (), Standing.NONE)


def test_the_picture_says_when_it_was_drawn(db: Database, by: Person) -> None:
    round_id = open_round(db)
    assert isinstance(db.clock, Clock)
    before = db.clock.now
    assert drawn(db, by, round_id).at > before
