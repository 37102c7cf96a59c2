"""The page of a learning point's story: the ways to it, what it draws of any text, and what each reader is told."""

from html import unescape

from audit.commands import finding
from audit.commands.person import local
from audit.documents.release import let_out
from audit.model.disclosure import Audience
from audit.model.finding import FindingKind, FindingWords, Origin
from audit.model.person import Role
from audit.pages.story import NONE_RELEASED
from tests.builders import open_round, submitted
from tests.documents.test_paper import office
from tests.pages.test_pages import assert_whole, drawn, opened, pages_db

__all__ = ["pages_db"]
SAVE = "Save “This story” as PDF"
HOSTILE = "<img src=x onerror=alert(1)> **Fathers** ![x](http://evil.example)"


def said(at):
    return unescape(" ".join(drawn(at)))


def test_a_story_is_drawn_and_any_text_in_it_stays_text(pages_db):
    by = local(pages_db)
    first = open_round(pages_db, title=HOSTILE[:80])
    for n in range(10):
        submitted(pages_db, first, f"S-{n:03}", ratings={"C1": "no"})
    words = FindingWords(kind=FindingKind.GAP, title=HOSTILE, criterion="C1", points=("AS1",))
    finding.raise_(pages_db, by, first, words, Origin.BOARD)
    again = open_round(pages_db, title="Autumn 2026", follows=first)
    # The address may name any round of the cycle.
    at = opened("story", cycle=again, point="AS1")
    assert_whole(at)
    assert at.query_params["cycle"] in (first, [first])
    for each in ("AS1 ", HOSTILE, "✗ Nothing promised yet.", "Nothing submitted yet"):
        assert each in said(at)
    assert "<img" not in "".join(drawn(at))
    assert "This story (Word)" in [each.label for each in at.get("download_button")]

    for path, more in (("board", {}), ("findings", {"findings-round": HOSTILE[:80]})):
        leads = [each.proto.label for each in opened(path, **more).get("page_link")]
        assert any(each.startswith("The whole story of ") for each in leads), path

    as_board(at, pages_db)
    assert NONE_RELEASED in said(at)
    let_out(pages_db, by, first, Audience.BOARD)
    at.run()
    assert "Figures as they were released" in said(at)
    assert "Nothing released yet" in said(at)
    home = as_board(opened("home"), pages_db)
    assert any("whole story" in each.proto.label for each in home.get("page_link"))


def test_a_pdf_is_offered_until_it_would_say_something_else(pages_db, tmp_path, monkeypatch):
    """Else a click takes it away, and the register has a number that no file bears."""
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    office(tmp_path, 'for last; do :; done; echo "%PDF" > "${last%.docx}.pdf"')
    by = local(pages_db)
    round_id = open_round(pages_db, title="Spring 2026")
    submitted(pages_db, round_id, "S-001", ratings={"C1": "no"})
    at = opened("story", cycle=round_id, point="AS1")
    at.button(key=f"pdf-story-{round_id}-AS1").click().run()
    assert_whole(at)
    assert SAVE in labels(at)
    assert SAVE in labels(at.run())
    words = FindingWords(kind=FindingKind.GAP, title="Seen", criterion="C1", points=("AS1",))
    finding.raise_(pages_db, by, round_id, words, Origin.BOARD)
    assert SAVE not in labels(at.run())
    assert SAVE not in labels(at.run())


def labels(at):
    return [each.label for each in at.get("download_button")]


def as_board(at, db):
    """The same page as a board member sees it."""
    at.session_state["tried"] = local(db).model_copy(update={"roles": (Role.BOARD_MEMBER,)})
    return at.run()
