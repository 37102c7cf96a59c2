"""The register: who sees which documents, and what is said of a file that somebody holds."""

from hashlib import sha256

import pytest

from audit.commands.export import exported
from audit.documents.board_pack import board_pack
from audit.model.board import Filter
from audit.model.case_audit import Reading
from audit.model.document import Verdict
from audit.model.person import Person, Role
from audit.model.refusal import Refusal, complaint
from audit.store.database import Database
from audit.views.document import PAGE, check, own, register
from tests import builders


def test_a_lead_sees_all_and_others_their_own(db: Database, by: Person) -> None:
    round_id = builders.open_round(db)
    builders.submitted(db, round_id)
    lead = builders.admitted(db, Role.AGENCY_LEAD, name="Ash", agency="csc")
    mine = exported(db, lead, "board_pack", round_id, "professionals", 1, about="CSC").number
    other = exported(db, by, "board_pack", round_id, "professionals", 1).number
    assert [each.number for each in register(db, by).documents] == [other, mine]
    assert [each.number for each in own(db, lead).documents] == [mine]
    assert [each.number for each in own(db, by).documents] == [other]
    with pytest.raises(Refusal) as refused:
        register(db, lead)
    assert refused.value.complaint == complaint("permission.role", roles="QA lead")
    for words in (mine, "ash", "csc", " Board Pack "):
        assert mine in [each.number for each in register(db, by, words).documents], words
    assert register(db, by, "100%").total == 0


def test_what_is_said_of_a_file(db: Database, by: Person) -> None:
    round_id = builders.open_round(db)
    builders.submitted(db, round_id)
    member = builders.admitted(db, Role.BOARD_MEMBER, name="Alex")
    content = board_pack(db, by, Filter(round_id=round_id)).content
    number = register(db, by).documents[0].number
    held, altered = (sha256(each).hexdigest() for each in (content, content + b" "))
    for who in (by, member):  # whoever holds it may ask of it
        found = check(db, who, sha256=held)
        assert (found.verdict, found.found.number) == (Verdict.UNCHANGED, number)  # type: ignore[union-attr]
    assert check(db, by, sha256=altered, number=number).verdict is Verdict.ALTERED
    assert check(db, by, number=number).verdict is Verdict.NUMBER
    for asked in ({"sha256": altered, "number": number}, {"number": number}, {"sha256": altered}):
        assert check(db, member, **asked).verdict is Verdict.UNKNOWN
    unmade = exported(db, by, "board_pack", round_id, "professionals", 1).number
    assert check(db, by, sha256=altered, number=unmade).verdict is Verdict.NUMBER


def test_pages_are_whole(db: Database, by: Person) -> None:
    round_id = builders.open_round(db)
    for _ in range(PAGE + 1):
        exported(db, by, "board_pack", round_id, "professionals", 0)
    first, last = register(db, by), register(db, by, page=9)
    assert (len(first.documents), first.total, first.pages) == (PAGE, PAGE + 1, 2)
    assert (len(last.documents), last.page) == (1, 2)


def test_who_reads_blind_does_not_see_what_others_took_of_that_round(
    db: Database, by: Person
) -> None:
    round_id, elsewhere = builders.open_round(db), builders.open_round(db, title="Other")
    me = builders.admitted(db, Role.AUDITOR, Role.QA_LEAD, name="Reader")
    other = builders.auditor(db, "The other")
    builders.started(db, round_id, "B-1", agency="csc", to=me, reading=Reading.FIRST)
    builders.add(db, round_id, "B-1", "csc", to=other, reading=Reading.SECOND)
    theirs = exported(db, by, "board_pack", round_id, "professionals", 1).number
    seen = exported(db, by, "board_pack", elsewhere, "professionals", 1).number
    mine = exported(db, me, "board_pack", round_id, "professionals", 1).number
    found = register(db, me)
    assert found.kept_from_you
    assert [each.number for each in found.documents] == [mine, seen]
    assert check(db, me, number=theirs).verdict is Verdict.UNKNOWN
    assert not register(db, by).kept_from_you
