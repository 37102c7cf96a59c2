"""Step by step on the board: the quotes behind the counts are sent to nobody who did not open them, and leave a trace."""

import json

import pytest
from sqlalchemy import select

from audit.commands import case_audit
from audit.store import tables as t
from tests.builders import complete, noted, open_round, reader
from tests.builders import started as begun
from tests.pages.test_pages import assert_whole, opened, pages_db

__all__ = ["pages_db"]
QUOTE = "likely fell"


@pytest.fixture
def quoted(pages_db):
    """The id of a round with one file that is in, and a quote noted in it."""
    round_id = open_round(pages_db)
    audit, by = begun(pages_db, round_id), reader(pages_db)
    noted(pages_db, by, audit, QUOTE)
    complete(pages_db, by, audit)
    case_audit.submit(pages_db, by, audit)
    return round_id


def looks(db):
    """What the trail says of each time that somebody opened lines behind figures."""
    with db.reading() as connection:
        found = connection.execute(
            select(t.event.c.detail).where(t.event.c.act == "lines.opened")
        ).scalars()
        return [json.loads(each) for each in found]


def is_sent(at):
    """Is the quote anywhere in what the browser is sent?"""
    return any(QUOTE in str(each.proto) for each in at.main)


def test_a_quote_is_sent_once_it_is_opened_and_once_in_the_trail(pages_db, quoted):
    at = opened("board", view="Step by step")
    assert_whole(at)
    assert not is_sent(at)
    assert looks(pages_db) == []
    at.session_state["vague-quotes"] = True
    at.run()
    assert_whole(at)
    assert is_sent(at)
    at.run()
    (look,) = looks(pages_db)
    assert look["which"] == "quotes"
