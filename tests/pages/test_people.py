"""The people page: admit, change, end access."""

import pytest

from audit.commands.person import acting_as
from audit.model.person import Role
from audit.model.refusal import NotFound
from audit.pages import people as page_of_people
from audit.views.person import people
from tests import builders
from tests.builders import local, published
from tests.pages.test_pages import assert_whole, opened, pages_db  # noqa: F401 - a fixture
from tests.pages.test_progress import shown, tables


def named(db, name):
    return next(each for each in people(db, local(db)).entries if each.person.name == name)


def admitted(db):
    """The page, somebody having been admitted through it."""
    published(db)
    page = opened("people")
    page.text_input(key="admit-name").set_value("Robin Okafor")
    page.multiselect(key="admit-roles").set_value([Role.AUDITOR])
    page.selectbox(key="admit-place").set_value(("csc", ""))
    page.button(key="FormSubmitter:admit-Admit").click().run()
    assert not page.exception
    return page


def test_somebody_is_admitted_and_changed_and_retired(pages_db):  # noqa: F811
    page = admitted(pages_db)
    assert "Robin Okafor is admitted" in page.success[0].value.replace("\\", "")
    entry = named(pages_db, "Robin Okafor")
    assert (entry.person.roles, entry.person.agency) == ((Role.AUDITOR,), "csc")
    assert page.text_input(key="admit-name").value == ""
    assert (
        page.selectbox(key="people-chosen").value == entry.person.id
    )  # what follows is about them
    page.selectbox(key="people-chosen").set_value(entry.person.id).run()
    key = f"change-{entry.person.id}-{hash(entry.person)}"
    page.multiselect(key=f"{key}-roles").set_value([Role.AGENCY_LEAD])
    page.button(key=f"FormSubmitter:{key}-Keep the change").click().run()
    assert acting_as(pages_db, entry.person.id).roles == (Role.AGENCY_LEAD,)
    form = f"FormSubmitter:retire-{entry.person.id}-End access"
    page.button(key=form).click().run()
    assert "tick that you are sure" in page.error[0].value.replace("\\", "")
    page.checkbox(key=f"retire-{entry.person.id}-sure").check()
    page.button(key=form).click().run()
    with pytest.raises(NotFound):
        acting_as(pages_db, entry.person.id)


def test_what_is_refused_is_said_and_nothing_is_lost(pages_db):  # noqa: F811
    page = admitted(pages_db)
    page.text_input(key="admit-name").set_value("Sam")
    page.button(key="FormSubmitter:admit-Admit").click().run()
    assert "at least one role" in page.error[0].value.replace("\\", "")
    assert page.text_input(key="admit-name").value == "Sam"
    assert len(people(pages_db, local(pages_db)).entries) == 2


def test_of_many_those_with_part_of_a_name_are_shown(pages_db, monkeypatch):  # noqa: F811
    monkeypatch.setattr(page_of_people, "SHOWN", 1)
    for name in ("Ada Marsh", "Bo Marsh", "Cy Rowe"):
        builders.admitted(pages_db, Role.AUDITOR, name=name)
    at = opened("people")
    at.text_input(key="people-part").set_value(" marsh").run()
    assert_whole(at)
    (drawn,) = tables(at)
    assert "Ada Marsh" in drawn
    assert "Cy Rowe" not in drawn
    assert "Of everybody ever admitted, 4: the first 1 of 2 are shown" in shown(at)
    at.text_input(key="people-part").set_value("xyz").run()
    assert_whole(at)
    assert not tables(at)
    assert "Nobody's name has that in it." in shown(at)
