"""The pack of a release: nothing in the file, drawn or not, holds a number that is hidden."""

import re
from io import BytesIO

import pytest
from sqlalchemy import select

from audit.commands import action, finding
from audit.documents.pack_for import pack_for
from audit.documents.released_followed import NOTHING
from audit.documents.released_pack import released_pack, workbook
from audit.documents.released_sheets import FOLLOWED
from audit.model.action import ActionWords
from audit.model.change import Verdict
from audit.model.checkpoint import Checkpoint, marks
from audit.model.document import Taken
from audit.model.finding import FindingKind, FindingWords, Origin
from audit.model.person import Role
from audit.model.refusal import NotFound, Refusal, complaint
from audit.store import tables as t
from audit.views import released as views
from audit.views.followed import followed
from tests import builders
from tests.documents.packs import NOON, beside, read, rows, texts
from tests.released import parts_of, random_round, told_in

RESULT = re.compile(r"</f><v>([-\d.e]+)</v>")
SHEETS = ["Cover", "Summary", "Charts", "Learning points", "Standards", "Criteria", "Change"]
SHEETS += ["Check", "Method", "Data dictionary"]
LEGEND = "c: hidden: from 1 to 5, or it would give such a number away"


def sheets(content):
    return read(content)


def cells(content):
    return [cell for sheet in sheets(content) for row in sheet.iter_rows() for cell in row]


@pytest.mark.parametrize("audience", ["board", "publication"])
@pytest.mark.parametrize("cases", [3, 14, 22])
def test_no_small_number_is_anywhere_in_the_file(released, cases, audience):
    pack = released[cases][2][audience]
    counts = [cell.value for cell in cells(pack.content) if cell.style.startswith("Whole")]
    counts = [each for each in counts if isinstance(each, int)]
    assert all(each == 0 or each > 5 for each in counts)
    parts = parts_of(BytesIO(pack.content))
    assert all(each == 0 or each > 5 for each in told_in(parts.values()))
    assert [name for name in parts if "comment" in name.lower()] == []
    assert [sheet.title for sheet in sheets(pack.content) if sheet.sheet_state != "visible"] == []
    # A chart refers to cells and keeps no copy of them.
    assert not any("<c:numCache" in each or "<numCache" in each for each in parts.values())
    # A stored result of a formula is a number in the file like any other.
    results = [float(n) for each in parts.values() for n in RESULT.findall(each)]
    assert all(each == 0 or each > 5 or 0 < each <= 1 for each in results)


def test_a_name_leads_to_a_number_that_is_shown(released):
    for _, _, packs in released.values():
        for pack in packs.values():
            book = sheets(pack.content)
            for name in book.defined_names.values():
                ((sheet, cell),) = name.destinations
                assert isinstance(book[sheet][cell].value, int | float)
    assert "Headline_met" in sheets(released[22][2]["board"].content).defined_names


def test_every_number_in_it_is_of_the_picture(released):
    """A chart's bars and whiskers, too: each follows from a figure that is shown."""
    db, _, packs = released[22]
    found = views.released(db, builders.local(db))[-1]
    figures = [each.figure.figure for each in found.results if each.figure.figure is not None]
    shares = {each.target for each in found.results if each.target is not None}
    for each in figures:
        if each.share is not None:
            shares |= {
                each.share,
                each.low,
                each.high,
                each.share - each.low,
                each.high - each.share,
            }
    numbers = [
        cell.value for cell in cells(packs["board"].content) if isinstance(cell.value, float)
    ]
    assert numbers
    assert [each for each in numbers if min(abs(each - one) for one in shares) > 1e-9] == []


def test_nothing_is_made_for_the_public_that_nobody_agreed_to(db, by):
    round_id = random_round(db, 1, 3)
    before = db.version()
    with pytest.raises(Refusal) as refused:
        pack_for(db, by, round_id, "publication")
    assert refused.value.complaint == complaint("publication.none", where="Spring 2026")
    assert db.version() == before


def test_cover_and_name_say_for_whom_and_which_release(released):
    pack = released[22][2]["publication"]
    assert "_for-publication_release-2_professionals-only_" in pack.file_name
    cover = texts(sheets(pack.content)["Cover"])
    assert "the public" in cover
    both = "Release 2 of this round, for the public, proposed by First lead and agreed by Second lead on "
    assert any(each.startswith(both) for each in cover)
    assert LEGEND in cover
    assert beside(sheets(pack.content), "Document") in pack.file_name
    assert sheets(pack.content).sheetnames == SHEETS
    assert FOLLOWED in [each.value for each in cells(pack.content)]


def test_the_check_counts_what_is_shown_and_names_what_is_not(released):
    for cases in (14, 22):
        for pack in released[cases][2].values():
            book = sheets(pack.content)
            shown = {
                row["Standard"] for row in rows(book, "Standards") if isinstance(row["Met"], int)
            }
            hidden = {row["Standard"] for row in rows(book, "Standards")} - shown
            said = texts(book["Check"])
            assert book["Check"]["A4"].value.startswith("=IF(")
            checked = {row["What"] for row in rows(book, "Check")}
            assert hidden.isdisjoint(checked)
            for name in hidden:
                assert any(each.startswith("Not shown") and name in each for each in said)


def test_the_same_release_under_the_same_number_is_the_same_bytes(released):
    db, round_id, packs = released[22]
    by = builders.local(db)
    found = views.one(db, by, round_id, 1)
    (mark,) = marks(" ".join(texts(sheets(packs["board"].content)["Cover"])))
    stood = Checkpoint(site=mark.site, seq=mark.seq, at=NOON, hash=mark.hash, key_id="")
    number = beside(sheets(packs["board"].content), "Document")
    became = followed(db, by)[0]
    assert workbook(found, Taken(number, stood), became) == packs["board"].content
    assert sheets(packs["board"].content)["Findings and actions"]["A2"].value == NOTHING


def test_the_board_reads_what_became_of_the_learning_and_the_public_does_not(db, by):
    round_id = random_round(db, 3, 14)
    title = "=1+1 <b>Fathers</b> are not spoken to"
    gap = FindingWords(kind=FindingKind.GAP, title=title, criterion="C1", points=("AS1", "RQ1"))
    made = finding.raise_(db, by, round_id, gap, Origin.BOARD)
    action.plan(db, by, made, ActionWords(what="=Ask them", owner_role="Named midwife"))
    strength = FindingWords(kind=FindingKind.STRENGTH, title="Midwives refer the same day")
    finding.raise_(db, by, round_id, strength, Origin.BOARD)
    pack = pack_for(db, by, round_id, "board")
    promised, bare = rows(sheets(pack.content), "Findings and actions")
    assert (promised["Learning points"], promised["What was found"]) == ("AS1, RQ1", title)
    assert (promised["Action"], promised["Owner"]) == ("=Ask them", "Named midwife")
    assert (promised["State"], promised["Did it help?"]) == ("? no date", "not tested yet")
    assert (bare["Kind"], bare["Action"]) == ("▲ strength", "nothing promised yet")
    assert bare["Owner"] is None
    told = [each for each in cells(pack.content) if each.value in (title, "=Ask them")]
    assert {each.data_type for each in told} == {"s"}
    assert FOLLOWED not in [each.value for each in cells(pack.content)]


def test_a_round_of_few_has_words_in_place_of_empty_sheets(released):
    book = sheets(released[3][2]["board"].content)
    for name in ("Learning points", "Standards", "Criteria", "Change", "Check"):
        assert str(book[name]["A2"].value).startswith("So few files were read")
        assert book[name].tables == {}


def test_where_all_are_the_same_it_is_said(db, by):
    round_id = builders.open_round(db)
    for n in range(8):
        builders.submitted(db, round_id, f"S-{n:03}", ratings="yes")
    pack = pack_for(db, by, round_id, "board")
    words = [cell.value for cell in cells(pack.content)]
    assert "all the same: told of every file" in words
    assert any(str(each).startswith("Safer sleep: all ratings are the same") for each in words)


def test_professionals_have_true_numbers_and_a_named_reader(released):
    db, round_id, _ = released[3]
    by = builders.local(db)
    pack = pack_for(db, by, round_id, "professionals")
    words = [cell.value for cell in cells(pack.content)]
    assert f"{by.name}, as a professional: true numbers. The trail has who and when." in words


def test_a_board_member_takes_the_same_release_out_again_and_the_trail_has_it(released):
    db, round_id, packs = released[14]
    before = len(views.released(db, builders.local(db)))
    member = builders.admitted(db, Role.BOARD_MEMBER, name="Alex")
    pack = released_pack(db, member, round_id, 1)
    assert pack.file_name.rpartition("_")[0] == packs["board"].file_name.rpartition("_")[0]
    assert pack_for(db, builders.local(db), round_id, "board").file_name != pack.file_name
    assert len(views.released(db, builders.local(db))) == before
    with db.reading() as connection:
        taken = select(t.event).where(t.event.c.act == "release.exported")
        event = connection.execute(taken.order_by(t.event.c.seq.desc()).offset(1)).first()
    assert event.person == member.id
    with pytest.raises(NotFound):
        released_pack(db, member, round_id, 3)


def test_change_is_of_what_was_released_of_both_rounds(released):
    """Two rounds of a cycle, each let out: the chart draws both, and the sheet says what may be said."""
    db, first, _ = released[22]
    by = builders.local(db)
    second = random_round(db, 19, 18, "Autumn 2026", follows=first)
    book = sheets(pack_for(db, by, second, "board").content)
    found = views.one(db, by, second, 1)
    compared = [row for row in rows(book, "Change") if row["Last round"] != "not compared"]
    then = {each.title: each for each in views.one(db, by, first, 1).standards}
    assert compared
    for row in compared:
        if row["Kind"] == "Standard":
            assert row["Last round"] == then[row["What"]].figure.words
            assert row["Share last round"] == pytest.approx(then[row["What"]].figure.share)
    assert "Change since the last round" in texts(book["Charts"])
    # Of three standards one is shown both times. Alone it would be worse; three at once may differ so by chance.
    (shown,) = (each for each in found.standards if each.then is not None)
    assert shown.verdict is Verdict.UNCLEAR
    assert shown.change.endswith(
        "alone it would count as worse, but where 3 are compared at once, one may differ so much by chance."
    )
