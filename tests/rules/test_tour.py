"""The tours: each leads its own role to pages that are open to it, and is short."""

import pytest

from audit.model.person import Person, Role
from audit.pages.navigation import places
from audit.pages.rounds import PARTS
from audit.rules.tour import TOURS, first, others, own

WORDS_A_MINUTE = 180
"""Read at ease, beside the page."""


def somebody(*roles: Role) -> Person:
    return Person(id="p", name="Robin", roles=roles, agency="midwifery")


def test_every_role_has_one() -> None:
    assert {each.role for each in TOURS.values()} == set(Role)


@pytest.mark.parametrize("tour", TOURS.values(), ids=TOURS)
def test_each_step_leads_to_a_page_of_the_role(tour) -> None:
    """A way to a page that is shut would end the tour in a refusal."""
    offered = {each.path for each in places(somebody(tour.role))}
    assert {each.page for each in tour.steps} <= offered
    assert {each.asks["round-part"] for each in tour.steps if "round-part" in each.asks} <= set(
        PARTS
    )


@pytest.mark.parametrize("tour", TOURS.values(), ids=TOURS)
def test_it_takes_two_minutes(tour) -> None:
    assert 5 <= len(tour.steps) <= 7
    words = sum(len(f"{each.title} {each.words}".split()) for each in tour.steps)
    assert words <= 2 * WORDS_A_MINUTE


def test_somebody_new_is_offered_the_first_file() -> None:
    auditor = somebody(Role.AUDITOR)
    assert first(auditor, is_new=True) is TOURS["newcomer"]
    assert first(auditor, is_new=False) is TOURS["auditor"]
    assert first(somebody(Role.SCRUTINEER), is_new=True) is TOURS["scrutineer"]
    assert first(somebody(), is_new=True) is None


def test_own_tours_and_the_others_are_all_of_them() -> None:
    both = somebody(Role.QA_LEAD, Role.AUDITOR)
    assert [each.key for each in own(both)] == ["newcomer", "auditor", "qa-lead"]
    both_ways = [each.key for each in (*own(both), *others(both))]
    assert sorted(both_ways) == sorted(TOURS)
