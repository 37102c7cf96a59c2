"""The invented case list: ten times what is audited, some of it known from the list before."""

from datetime import date

import pytest

from audit.commands.person import local
from audit.demonstration.case_list import case_list
from audit.demonstration.clock import WorkingClock
from audit.demonstration.content import partnership
from audit.demonstration.lines import Lines
from audit.demonstration.partnership import opening
from audit.demonstration.people import leads
from audit.demonstration.planning import Planned, Planning, Workshop
from audit.documents.checklist_library import CHECKLISTS, ready
from audit.model.case import AgeBand
from audit.model.checklist import Checklist
from audit.model.sample import Part
from audit.rules.frame_check import check
from audit.store.database import Database
from audit.views.checklist import published
from audit.views.sample import sample_page
from tests.builders import small_checklist


@pytest.fixture
def work(db: Database) -> Workshop:
    by = local(db)
    ready(db, by, CHECKLISTS)
    found = next(each for each in published(db) if each.checklist.purpose == "case file audit")
    clock = WorkingClock(4, date(2026, 1, 5))
    return Workshop(db, by, clock, 4, found, Lines(4, found.checklist))


@pytest.fixture
def checklist(work: Workshop) -> Checklist:
    return work.published.checklist


def test_lists_one_after_the_other_share_some_cases_and_no_others_do(checklist: Checklist) -> None:
    lists = [case_list(checklist, 1, place, 24) for place in range(3)]
    first, second, third = ({each.reference for each in found.cases} for found in lists)
    assert len(first) == 240
    assert 40 < len(first & second) < 72
    assert not first & third


def test_nobody_stays_unborn_from_one_list_to_the_next(checklist: Checklist) -> None:
    first, second = (case_list(checklist, 1, place, 24).cases for place in range(2))
    both = {each.reference for each in first} & {each.reference for each in second}
    assert not [
        each for each in first if each.reference in both and each.age_band is AgeBand.UNBORN
    ]


def test_a_case_says_the_same_on_both_lists(checklist: Checklist) -> None:
    first, second = (
        {
            each.reference: each._replace(line=0)
            for each in case_list(checklist, 1, place, 24).draft(checklist, 1, "Spring").cases
        }
        for place in range(2)
    )
    both = first.keys() & second.keys()
    assert {each: first[each] for each in both} == {each: second[each] for each in both}


@pytest.mark.parametrize("some", ["multi-agency", "small"])
@pytest.mark.parametrize("to_audit", [1, 12, 24])
def test_a_list_may_be_kept_whatever_the_checklist(
    checklist: Checklist, some: str, to_audit: int
) -> None:
    of = small_checklist() if some == "small" else checklist
    agencies = {each.key: each.name for each in of.agencies}
    for place in range(3):
        check(case_list(of, 1, place, to_audit).draft(of, 1, "Spring 2026"), agencies)


@pytest.mark.parametrize(("to_audit", "certain"), [(1, 0), (11, 0), (12, 1), (24, 2)])
def test_the_design_draws_what_is_not_certain(
    checklist: Checklist, to_audit: int, certain: int
) -> None:
    for place in range(3):
        found = case_list(checklist, 1, place, to_audit)
        sure = partnership()["list"]["certain"]
        assert len(found.marked) == certain
        assert found.marked <= {each.reference for each in found.cases}
        assert not found.marked & found.marked_before
        assert found.design().size == to_audit - certain
        assert [each.reason for each in found.design().certainty] == [sure["reason"]] * bool(
            certain
        )


def test_cases_at_one_place_of_two_rounds_went_equally_well(work: Workshop) -> None:
    lead = leads(work.db, work.by)[0]
    went = []
    for number in range(2):
        plan = Planned(number, f"Round {number}", opening(number, 2), lead, 12, unfinished=False)
        planning = Planning(work, plan)
        log = sample_page(work.db, lead, planning.opened(None)).log
        assert log is not None
        taken = [each for each in log.cases if each.part is not Part.RESERVE]
        assert [each.part for each in taken].count(Part.CERTAINTY) == 1
        went.append([planning.cases[each.reference].quality for each in taken])
    assert went[0] == went[1]
    assert len(set(went[0])) == 12
