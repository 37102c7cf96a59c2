"""The page on what looks like an identifier: what can be returned, and what was fixed when a conversation began."""

from audit.commands import case_audit, conversation, identifier
from tests.builders import START, complete, give, local, open_round, started
from tests.pages.test_pages import drawn, opened, pages_db

__all__ = ["pages_db"]


def test_what_nobody_can_change_any_more_says_so_in_place_of_the_way_back(pages_db):
    """A word that is watched from now on stands in what was kept before the conversation."""
    by, round_id = local(pages_db), open_round(pages_db)
    audit = started(pages_db, round_id)
    complete(pages_db, by, audit)
    give(pages_db, by, audit, "C1", "evidence", "From Rosebank, p. 3")
    conversation.begin(pages_db, by, audit, START.date(), "worker of Rosebank")
    give(pages_db, by, audit, "C1", "evidence", "From Rosebank, page 3")
    case_audit.submit(pages_db, by, audit)
    identifier.watch(pages_db, by, "Rosebank")
    at = opened("identifiers")
    assert not at.exception
    said = " ".join(drawn(at))
    assert "the practitioner&#x27;s role" in said
    assert "evidence, as it stood before the conversation" in said
    assert said.count("cannot be changed; it is erased with the records of its round") == 2
    assert [each.label for each in at.button].count("Return it to its auditor") == 1
