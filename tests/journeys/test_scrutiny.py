"""Comments on a round in a browser: a double click is one comment, and an answer that came second is not lost."""

import pytest
from playwright.sync_api import expect

from audit.views import scrutiny as views
from tests.builders import open_round

pytestmark = pytest.mark.browser
BOX = "Your comment on this round"
HOSTILE = "<img src=x onerror=alert(1)> **bold** [x](http://evil.example)"


def test_a_double_click_is_one_comment_and_a_second_answer_is_shown(opened, new_app, new_book):
    round_id = open_round(new_book.db, title=HOSTILE)

    def kept():
        return views.scrutiny(new_book.db, new_book.by, round_id).comments

    first, second = opened(new_app), opened(new_app)
    first.open("scrutiny")
    for n, words in enumerate((HOSTILE, "Another one"), start=1):
        first.page.get_by_label(BOX).fill(words)
        first.page.get_by_role("button", name="Comment", exact=True).dblclick()
        expect(first.page.get_by_text(f"Comment {n}, by")).to_be_visible()
        first.settle()
        expect(first.page.get_by_label(BOX)).to_have_value("")
        assert len(kept()) == n
    second.open("scrutiny")
    for each in (first, second):
        each.page.get_by_label("Answer to comment 1").fill(f"Answer of {id(each)}")
    for each in (first, second):
        each.page.get_by_role("button", name="Answer comment 1").dblclick()
        expect(each.page.get_by_text("✓ Answered by")).to_be_visible()
        each.settle()
    assert [each.text for each in kept()] == [HOSTILE, "Another one"]
    assert kept()[0].answer == f"Answer of {id(first)}"
    expect(second.page.get_by_text("Yours was not kept. It was:")).to_be_visible()
    expect(second.page.get_by_text(f"Answer of {id(second)}")).to_be_visible()
    expect(first.page.get_by_text("Yours was not kept. It was:")).not_to_be_visible()
