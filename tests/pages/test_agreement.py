"""The board's view of agreement, full and empty."""

from audit.model.case_audit import Reading
from tests.builders import auditor, open_round, submitted
from tests.pages.test_pages import assert_whole, opened, pages_db  # noqa: F401 - a fixture


def said(at):
    return " ".join(each.value for each in at.get("html"))


def test_it_says_how_far_two_readers_agree(pages_db):  # noqa: F811
    round_id = open_round(pages_db)
    robin, sam = auditor(pages_db, "Robin"), auditor(pages_db, "<b>Sam</b>")
    for reading, who, given in ((Reading.FIRST, robin, "yes"), (Reading.SECOND, sam, {"C1": "no"})):
        submitted(pages_db, round_id, to=who, reading=reading, ratings=given)
    at = opened("board", view="Agreement")
    assert_whole(at)
    assert "gave the same rating to 3 of 4 (95% CI" in said(at)
    assert "&lt;b&gt;Sam&lt;/b&gt; and Robin" in said(at)
    assert "Why not kappa alone?" in said(at)


def test_with_nothing_read_twice_it_says_how_to_begin(pages_db):  # noqa: F811
    submitted(pages_db, open_round(pages_db))
    at = opened("board", view="Agreement")
    assert_whole(at)
    assert "No file has been read by two auditors yet" in said(at)
    assert "Agreement by criterion" not in said(at)
