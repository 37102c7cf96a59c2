"""The pack of a release: nothing in the file, drawn or not, holds a number that is hidden."""

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from audit.documents.pack_for import pack_for
from audit.documents.released_pack import released_pack
from audit.model.disclosure import Audience
from audit.model.person import Role
from audit.model.refusal import NotFound
from audit.store import tables as t
from audit.views import released as views
from tests import builders
from tests.released import parts_of, random_round, told_in

LEGEND = "c: hidden: from 1 to 5, or it would give such a number away"


def sheets(content):
    return load_workbook(BytesIO(content))


def cells(content):
    return [cell for sheet in sheets(content) for row in sheet.iter_rows() for cell in row]


@pytest.mark.parametrize("audience", ["board", "publication"])
@pytest.mark.parametrize(("seed", "cases"), [(1, 3), (3, 14), (4, 22)])
def test_no_small_number_is_anywhere_in_the_file(db, by, seed, cases, audience):
    pack = pack_for(db, by, random_round(db, seed, cases), audience)
    whole = [cell.value for cell in cells(pack.content) if cell.style == "Whole"]
    whole = [each for each in whole if isinstance(each, int)]
    assert all(each == 0 or each > 5 for each in whole)
    parts = parts_of(BytesIO(pack.content))
    assert all(each == 0 or each > 5 for each in told_in(parts.values()))
    assert [name for name in parts if "comment" in name.lower()] == []
    assert [sheet.title for sheet in sheets(pack.content) if sheet.sheet_state != "visible"] == []
    assert sheets(pack.content).defined_names == {}
    # A chart refers to cells and keeps no copy of them.
    assert not any("<c:numCache" in each or "<numCache" in each for each in parts.values())


def test_every_number_in_it_is_of_the_picture(db, by):
    """A chart's bars and whiskers, too: each follows from a figure that is shown."""
    pack = pack_for(db, by, random_round(db, 4, 22), "board")
    (found,) = views.released(db, by)
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
    numbers = [cell.value for cell in cells(pack.content) if isinstance(cell.value, float)]
    assert numbers
    assert [each for each in numbers if min(abs(each - one) for one in shares) > 1e-9] == []


def test_cover_and_name_say_for_whom_and_which_release(db, by):
    round_id = random_round(db, 4, 22)
    pack_for(db, by, round_id, "board")
    pack = pack_for(db, by, round_id, "publication")
    assert "_for-publication_release-2_professionals-only_" in pack.file_name
    words = [cell.value for cell in cells(pack.content) if isinstance(cell.value, str)]
    assert "the public" in words
    assert any(each.startswith("Release 2 of this round, for the public, by ") for each in words)
    assert LEGEND in words
    assert {sheet.title for sheet in sheets(pack.content)} == {
        *("Summary", "Learning points", "Standards", "Criteria", "How it is counted")
    }


def test_a_round_of_few_has_words_in_place_of_empty_sheets(db, by):
    pack = pack_for(db, by, random_round(db, 1, 3), "board")
    book = sheets(pack.content)
    for name in ("Learning points", "Standards", "Criteria"):
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


def test_professionals_have_true_numbers_and_a_named_reader(db, by):
    pack = pack_for(db, by, random_round(db, 1, 3), "professionals")
    words = [cell.value for cell in cells(pack.content)]
    assert f"{by.name}, as a professional: true numbers. The trail has who and when." in words


def test_a_second_export_is_of_the_same_release(db, by):
    round_id = random_round(db, 3, 14)
    one, two = (pack_for(db, by, round_id, "board") for _ in range(2))
    assert re.sub(r"_[^_]*$", "", one.file_name) == re.sub(r"_[^_]*$", "", two.file_name)
    assert len(views.released(db, by)) == 1


def test_a_board_member_takes_it_out_and_the_trail_has_it(db, by):
    round_id = random_round(db, 3, 14)
    pack_for(db, by, round_id, "board")
    member = builders.admitted(db, Role.BOARD_MEMBER, name="Alex")
    assert released_pack(db, member, round_id, 1).content
    with db.reading() as connection:
        made, event = connection.execute(
            select(t.event).order_by(t.event.c.seq.desc()).limit(2)
        ).all()
    assert (event.act, event.person) == ("release.exported", member.id)
    assert (made.act, made.person) == ("document.made", member.id)
    with pytest.raises(NotFound):
        released_pack(db, member, round_id, 2)
    assert Audience.BOARD.masks
