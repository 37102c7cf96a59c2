"""A page of other roles, asked for by its address: not drawn, said plainly, and in the trail."""

import pytest

from audit.commands.person import local
from audit.model.person import Role
from audit.model.refusal import complaint
from audit.pages.navigation import EVERYBODY, closed, places
from tests.pages.test_pages import opened, pages_db  # noqa: F401 - a fixture
from tests.pages.test_trail import acts

SAID = str(complaint("permission.page"))
AGAIN = 4


def asked_as(db, role, *paths):
    """Whoever has this role alone opens the tool and types the address of one page after the other."""
    at = opened("home")
    # Some pages are only there for who has an agency.
    at.session_state["tried"] = EVERYBODY
    at.run()
    marks = [at.session_state["pages"][path]._script_hash for path in paths]
    at.session_state["tried"] = local(db).model_copy(update={"roles": (role,)})
    for mark in marks:
        at._page_hash = mark
        yield at.run()


def shut(role):
    return [each.path for each in closed(EVERYBODY.model_copy(update={"roles": (role,)}))]


@pytest.mark.parametrize("role", Role)
def test_a_page_of_another_role_is_refused_and_recorded(pages_db, role):  # noqa: F811
    """Every refusal of access is in the trail, that of a page too."""
    for path, at in zip(shut(role), asked_as(pages_db, role, *shut(role)), strict=True):
        assert not at.exception
        assert [each.value.replace("\\", "") for each in at.error] == [SAID], path
        assert [each.value for each in at.title] == ["Not open to you"]
    told = [("access.refused", f"page:{path}") for path in shut(role)]
    assert acts(pages_db, "access.refused") == told


def test_asking_on_and_on_does_not_fill_the_trail(pages_db):  # noqa: F811
    """One entry a person, page and some minutes, from as many tabs as they like."""
    for _ in range(AGAIN):
        next(asked_as(pages_db, Role.AUDITOR, "people"))
    assert acts(pages_db, "access.refused") == [("access.refused", "page:people")]


def test_a_role_tried_where_its_page_is_shut_leads_home(pages_db):  # noqa: F811
    """Whoever stands on a page that ceases to be theirs has asked for nothing."""
    at = opened("people")
    at.session_state["tried"] = local(pages_db).model_copy(update={"roles": (Role.AUDITOR,)})
    at.run()
    assert not at.error
    assert acts(pages_db, "access.refused") == []


def test_a_role_whose_choice_was_overtaken_is_tried_all_the_same(pages_db):  # noqa: F811
    """Its box says it, and no callback was called: what the box says is what holds."""
    at = opened("home")
    at.session_state["try-role"] = Role.QA_LEAD
    at.run()
    assert at.session_state["tried"].roles == (Role.QA_LEAD,)
    at.session_state["try-role"] = "All roles"
    at.run()
    assert at.session_state["tried"].roles == local(pages_db).roles


def test_no_page_is_shut_to_everybody_and_each_is_shut_to_somebody_or_open_to_all():
    """A page that nobody may open would be found by nobody; one that is neither would not be there."""
    every = {each.path for each in places(EVERYBODY)}
    assert closed(EVERYBODY) == ()
    for role in Role:
        one = EVERYBODY.model_copy(update={"roles": (role,)})
        assert {each.path for each in places(one)} | set(shut(role)) == every


def test_a_refused_page_is_not_remembered_as_where_somebody_was(pages_db):  # noqa: F811
    """Drawn again, it says the same, and does not lead away."""
    at = next(asked_as(pages_db, Role.AUDITOR, "people"))
    at.run()
    assert [each.value.replace("\\", "") for each in at.error] == [SAID]
