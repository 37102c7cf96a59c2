"""The pages on which a checklist is written: every part drawn, any text that stays text, and what a next version changes."""

from html import unescape

from audit.commands import draft
from audit.model.draft import DraftStatus, ItemKind
from audit.model.person import Role
from audit.views import draft as views
from tests.builders import local, published, small_checklist
from tests.pages.test_pages import assert_whole, drawn, opened, pages_db

__all__ = ["pages_db"]
HOSTILE = "<img src=x onerror=alert(1)> **Seen** ![x](http://e.x) :red[=1+1]"


def begun(db, **more):
    return draft.begin(db, local(db), published(db), "Small", **({"carries": True} | more))


def said(at):
    return unescape(" ".join(drawn(at)))


def press(at, label):
    next(each for each in at.button if each.label == label).click().run()


def test_every_part_is_drawn_and_any_text_in_it_stays_text(pages_db):
    by = local(pages_db)
    made = begun(pages_db)
    found = views.draft(pages_db, by, made)[0]
    for item in found.items:
        names = {"title", "name", "question", "statement", "help"} & set(item.fields)
        for name in names:
            was = item.text(name)
            draft.keep(pages_db, by, made, item.id, name, HOSTILE, was=was, visit="other")
    standard = found.of(ItemKind.STANDARD)[0].id
    for part in ("head", "agencies", "facts", standard, "try", "publish", "nothing"):
        at = opened("write", draft=made, part=part)
        assert_whole(at)
        assert "<img" not in "".join(drawn(at)), part
    assert HOSTILE in said(opened("write", draft=made, part=standard))


def test_what_is_chosen_from_stands_in_its_own_words(pages_db):
    """A list draws its options as they are: what is escaped for it is shown with the escapes."""
    made = begun(pages_db)
    standard = views.draft(pages_db, local(pages_db), made)[0].of(ItemKind.STANDARD)[0].id
    at = opened("write", draft=made, part=standard)
    assert at.multiselect
    offered = [each for one in (*at.multiselect, *at.selectbox) for each in one.options]
    assert any("." in each for each in offered)
    assert not [each for each in offered if "\\" in each]


def test_a_next_version_says_what_can_be_compared(pages_db):
    by = local(pages_db)
    made = begun(pages_db)
    at = opened("write", draft=made, part="publish")
    of = len(small_checklist().criteria)
    assert f"{of} of {of} criteria can be compared with version 1." in said(at)
    found = views.draft(pages_db, by, made)[0]
    one = next(each for each in found.items if each.kind is ItemKind.CRITERION)
    draft.keep(pages_db, by, made, one.id, "statement", "New", was=one.text("statement"), visit="o")
    at.run()
    assert_whole(at)
    assert f"{of - 1} of {of} criteria can be compared with version 1." in said(at)
    where = one.text("where_to_look")
    draft.keep(pages_db, by, made, one.id, "where_to_look", "Elsewhere", was=where, visit="o")
    at.run()
    assert "What else changed since version 1" in said(at)
    assert "where to look" in said(at)
    assert "its statement was changed" in said(at)
    assert "Rounds that were opened on version 1 stay on it." in said(at)


def test_proposed_sent_back_proposed_and_published(pages_db):
    by = local(pages_db)
    made = begun(pages_db)
    at = opened("write", draft=made, part="publish")
    press(at, "Propose to publish it")
    assert_whole(at)
    assert "waiting for a second person" in at.info[0].value
    at.text_area(key=f"back-{made}").set_value("Ask about the father, too").run()
    press(at, "Send it back to be written on")
    assert_whole(at)
    assert "Ask about the father, too" in said(at)
    press(at, "Propose to publish it")
    press(at, "I have read it: publish it")
    assert_whole(at)
    assert "It is published and frozen." in said(at)
    assert views.draft(pages_db, by, made)[0].status is DraftStatus.PUBLISHED
    at = opened("write")
    assert_whole(at)
    assert "Published and set aside: 1" in [each.label for each in at.expander]


def test_set_aside_and_taken_up(pages_db):
    made = begun(pages_db, carries=False, review="small")
    at = opened("write", draft=made, part="publish")
    assert "Begin with a standard and its first criterion." in said(at)
    draft.add(pages_db, local(pages_db), made, ItemKind.STANDARD)
    at = opened("write", draft=made, part="publish")
    assert "Begin with" in said(at)
    standard = views.draft(pages_db, local(pages_db), made)[0].of(ItemKind.STANDARD)[0].id
    draft.add(pages_db, local(pages_db), made, ItemKind.CRITERION, standard)
    at.run()
    assert "Not written yet:" in said(at)
    press(at, "Set this draft aside")
    press(at, "Take it up again")
    assert_whole(at)
    assert views.drafts(pages_db, local(pages_db))[0].status is DraftStatus.OPEN


def test_it_is_shut_to_whoever_writes_none(pages_db):
    begun(pages_db)
    at = opened("checklists")
    assert "Write a checklist" in [each.proto.label for each in at.get("page_link")]
    at.session_state["tried"] = local(pages_db).model_copy(update={"roles": (Role.AUDITOR,)})
    at.run()
    assert_whole(at)
    assert "Write a checklist" not in [each.proto.label for each in at.get("page_link")]
