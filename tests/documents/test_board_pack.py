"""The board pack, made from a real database by real commands, and read back from the file."""

import json
import re
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from itertools import count

import pytest
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from sqlalchemy import select

from audit.commands import action, case_audit, finding
from audit.commands import checklist as checklists
from audit.commands import round as rounds
from audit.documents import board_pack_picture
from audit.documents.board_pack import BoardPack, board_pack, workbook
from audit.documents.board_pack_loop import NOTHING_FOUND
from audit.documents.board_pack_name import file_name_for
from audit.documents.board_pack_picture import picture_of
from audit.documents.board_pack_sheets import ON_PAPER
from audit.documents.pack_sheet import WIDE
from audit.model.action import ActionWords
from audit.model.board import Filter
from audit.model.case_audit import Reading
from audit.model.checkpoint import Checkpoint, marks
from audit.model.document import Taken
from audit.model.finding import FindingKind, FindingWords, Origin
from audit.model.person import Person, Role
from audit.model.refusal import NotFound, Refusal
from audit.model.source_review import Handling, SourceReview
from audit.store import tables as t
from audit.store import trail
from audit.store.database import Database
from audit.views import board as boards
from audit.views import evidence
from audit.views.document import check
from tests import builders
from tests.documents.packs import (
    FIGURES,
    NOON,
    agree,
    beside,
    child_s,
    converted,
    export,
    figure,
    legend,
    opened,
    pages,
    ratings_of,
    rows,
    said_of,
    texts,
)

SHEETS = [
    "Cover",
    "Summary",
    "Charts",
    "Learning points",
    "Points by agency",
    "Standards",
    "Criteria",
]
SHEETS += ["Step by step", "Change", "Trend", "Agreement", "Findings", "Actions"]
SHEETS += ["Good practice", "Strengths", "Gaps", "Ratings"]
LAST = ["Check", "Method", "Data dictionary"]
HOSTILE = '=HYPERLINK("http://example.org")\r\n\t@risk _x0041_ \x07'


@pytest.fixture(params=["small", "large"])
def pack(request) -> BoardPack:
    return request.getfixturevalue(request.param)[2]


@pytest.mark.parametrize("size", ["small", "large", "tallied"])
@pytest.mark.parametrize("sheet", FIGURES)
def test_every_figure_can_be_counted_again_from_the_ratings(request, size, sheet):
    book = opened(request.getfixturevalue(size)[2])
    ratings = ratings_of(book)
    belongs = {
        "Learning points": lambda row, each: row["Point"] in each["Learning points"].split(", "),
        "Standards": lambda row, each: row["Standard"] == each["Standard"],
        "Criteria": lambda row, each: row["Criterion"] == each["Criterion"],
    }[sheet]
    found = rows(book, sheet)
    assert found
    for row in found:
        of_row = [each for each in ratings if belongs(row, each)]
        wanted, starred = figure(of_row, pooled=sheet != "Criteria")
        agree(row, wanted)
        assert starred == row["Strengths" if sheet == "Learning points" else "Starred"]
        if sheet == "Learning points":
            n = wanted["Applicable"]
            assert row["Gaps"] == f"{n - wanted['Met']} of {n}"
        if row["Target"] is not None:
            low, high = wanted["95% from"], wanted["95% to"]
            assert row["Standing"] == said_of(low, high, wanted["Cases"], row["Target"])


def test_the_headline_can_be_counted_again_too(pack):
    book = opened(pack)
    wanted, starred = figure(rows(book, "Ratings"), pooled=True)
    assert "learning" in beside(book, "What the round shows", "Summary")
    begins = f"{wanted['Met']:,} of {wanted['Applicable']:,} applicable ratings"
    (said,) = [text for text in texts(book["Summary"]) if text.startswith(begins)]
    low, high = (int(100 * wanted[each] + 0.5) for each in ("95% from", "95% to"))
    assert f"(95% CI {low}–{high}%)" in said
    assert any(f"starred on {starred} of" in text for text in texts(book["Summary"]))


def test_ratings_are_one_row_each_of_what_was_submitted(small):
    db, _, pack = small
    ratings = rows(opened(pack), "Ratings")
    keys = [(each["Case audit"], each["Criterion"]) for each in ratings]
    with db.reading() as connection:
        answers = connection.execute(
            select(t.answer.c.case_audit_id, t.answer.c.criterion)
            .join(t.case_audit)
            .where(t.case_audit.c.status == "submitted")
        ).all()
    assert Counter(keys) == Counter((each.case_audit_id, each.criterion) for each in answers)


# ---- Every figure carries its n -----------------------------------------------------------------------


@pytest.mark.parametrize("sheet", FIGURES)
def test_no_percentage_without_its_n_and_none_under_ten(pack, sheet):
    for row in rows(opened(pack), sheet):
        assert isinstance(row["Applicable"], int)
        assert (row["Compliance"] is None) == (row["Applicable"] < 10)
        assert (row["95% from"] is None) == (row["95% to"] is None) == (row["Applicable"] == 0)
        assert re.fullmatch(r"[\d,]+ of [\d,]+|nothing applicable", row["Met of applicable"])
        for heading in ("Not evidenced", "Not applicable"):
            assert re.fullmatch(r"[\d,]+ of [\d,]+", row[heading])
        assert row["Standing"][0] in "▼◆▲–"


@pytest.mark.parametrize("sheet", FIGURES)
def test_shares_are_numbers_in_per_cent(pack, sheet):
    book = opened(pack)
    (table,) = book[sheet].tables.values()
    left, top, right, bottom = range_boundaries(table.ref)
    head = [cell.value for cell in next(book[sheet].iter_rows(top, top, left, right))]
    for heading in ("Compliance", "95% from", "95% to", "Target"):
        for (cell,) in book[sheet].iter_rows(top + 1, bottom, *2 * [left + head.index(heading)]):
            assert cell.data_type == "n"
            assert cell.number_format in ("0%", '"over 99%"', '"under 1%"')


def test_the_chart_draws_no_bar_under_ten(pack):
    book = opened(pack)
    for sheet in ("Learning points", "Standards"):
        drawn = rows(book, sheet)
        assert any(row["Compliance"] is not None for row in drawn)
        for row in drawn:
            small = row["Applicable"] < 10
            bar = (row["Compliance"], row["Interval below"], row["Interval above"])
            assert [each is None for each in bar] == [small] * 3
            assert row["Bar of the chart"].endswith(f"({row['Met of applicable']})")


# ---- Sheets -------------------------------------------------------------------------------------------


def test_sheets_stand_in_the_order_of_reading(small, large, tallied):
    for pack in (small[2], large[2]):
        assert opened(pack).sheetnames == [*SHEETS, "Cases", *LAST]
    assert opened(tallied[2]).sheetnames == [*SHEETS, "Letters", "Cases", *LAST]


def test_learning_points_stand_in_the_order_of_the_review(large):
    found = [row["Point"] for row in rows(opened(large[2]), "Learning points")]
    review = child_s(SourceReview, "review.toml")
    assert found == [each.key for each in review.learning_points]


def test_a_point_without_a_criterion_says_so(small):
    (row,) = [row for row in rows(opened(small[2]), "Learning points") if row["Point"] == "RQ1"]
    assert row["Criteria"] == "No criterion asks about this point"
    assert (row["Target"], row["Standing"]) == (None, "– nothing applicable")


def test_strengths_and_gaps_are_the_starred_and_the_unmet_ratings(pack):
    book = opened(pack)
    ratings = rows(book, "Ratings")

    def keys(lines):
        return Counter((each["Case audit"], each["Criterion"], each["Case"]) for each in lines)

    assert keys(rows(book, "Strengths")) == keys(e for e in ratings if e["Starred"] == "starred")
    unmet = ("partly", "not met", "not evidenced")
    assert keys(rows(book, "Gaps")) == keys(e for e in ratings if e["Counts as"] in unmet)


def test_lines_over_the_cap_are_told_and_no_criterion_drops_out(large, monkeypatch):
    db, round_id, pack = large
    every = [row["Criterion"] for row in rows(opened(pack), "Gaps")]
    monkeypatch.setattr(board_pack_picture, "LINES_SHOWN", len(every) - 5)
    book = opened(export(db, round_id))
    kept = [row["Criterion"] for row in rows(book, "Gaps")]
    assert list(dict.fromkeys(kept)) == list(dict.fromkeys(every))
    assert len(every) - 10 < len(kept) <= len(every) - 5
    (note,) = [text for text in texts(book["Gaps"]) if "board page, under Gaps" in text]
    assert f"{len(kept)} of {len(every)}." in note
    assert f"all {len(every)} can be read" in note


def test_a_large_round_has_a_word_a_case_audit_and_says_how_to_read_it(large, tallied):
    book, before = opened(tallied[2]), opened(large[2])
    assert len(rows(book, "Ratings")) == 10
    assert [each["Letter"] for each in legend(book)] == list(range(1, len(legend(book)) + 1))
    wanted = ("Case audit", "Case", "Agency", "Criterion", "Counts as", "Starred")

    def told(ratings):
        return Counter(tuple(each[heading] or "" for heading in wanted) for each in ratings)

    assert told(ratings_of(book)) == told(rows(before, "Ratings"))
    said = " ".join(texts(book["Ratings"]))
    assert f"{len(rows(before, 'Ratings'))} counted ratings of 10 case audits" in said
    assert "m met, p partly, n not met, e not evidenced, o out (not applicable)" in said
    (table,) = book["Ratings"].tables.values()
    _, top, _, _ = range_boundaries(table.ref)
    assert "MID(RatingsTable[Ratings in order],7,1)" in said
    assert book["Ratings"].freeze_panes == f"B{top + 1}"


def test_a_large_round_explains_its_own_columns(tallied):
    book = opened(tallied[2])
    explained = {row["Column or name"] for row in rows(book, "Data dictionary")}
    assert {*rows(book, "Ratings")[0], *legend(book)[0]} <= explained
    assert "Counts as" not in explained
    assert "the sheet Letters" in beside(book, "Count again", "Method")


def test_no_sheet_names_a_document_that_is_not_there(pack, tallied):
    for each in (pack, tallied[2]):
        everything = " ".join(text for sheet in opened(each).worksheets for text in texts(sheet))
        assert "extract" not in everything


def test_the_method_sheet_tells_what_the_data_are_worth(small):
    book = opened(small[2])
    method = "Method"
    assert beside(book, "Case file audits not started", method) == "1 of 32"
    assert beside(book, "Case file audits in progress", method) == "1 of 32"
    assert beside(book, "Not submitted", method).startswith("2 of 32 case file audits")
    assert beside(book, "Counted", method) == "30 case file audits of 12 cases"
    assert "Silent counts as not met and is shown apart" in beside(book, "Rating", method)


def test_the_dictionary_explains_every_column_and_every_name(pack):
    book = opened(pack)
    explained = {row["Column or name"] for row in rows(book, "Data dictionary")}
    for sheet in book.sheetnames:
        if sheet not in ("Cover", "Method", "Data dictionary"):
            assert set(next(iter(rows(book, sheet)), {})) <= explained
    assert set(book.defined_names) <= explained


def test_a_broken_address_is_told_and_not_mended(large):
    said = "\n".join(texts(opened(large[2])["Method"]))
    assert "on-childrenool/\nNote: The address is broken at its end in the source" in said


def test_the_cover_says_what_it_is(large):
    book = opened(large[2])
    assert book["Cover"]["A1"].value == "Child S: board pack"
    assert book["Summary"]["A1"].value == "Child S: what the round shows"
    assert [row["Sheet"] for row in rows(book, "Cover")] == book.sheetnames[1:]
    assert beside(book, "Handling") == "Professionals only"
    assert beside(book, "Round") == "Spring & summer"
    assert beside(book, "Narrowed to") == "the whole round"
    assert beside(book, "Checklist") == "Child S: multi-agency case file audit, version 2"
    assert beside(book, "Made") == "3 March 2026, 14:02 (Europe/London)"
    reason = child_s(SourceReview, "review.toml").handling_reason
    assert reason in texts(book["Cover"])


# ---- The file -----------------------------------------------------------------------------------------


def test_every_header_and_footer_has_handling_round_version_time_and_page(large):
    for sheet in opened(large[2]).worksheets:
        for item in (sheet.oddHeader, sheet.oddFooter):
            said = "".join(part.text for part in (item.left, item.center, item.right))
            for words in ("Professionals only", "checklist version 2", "3 March 2026, 14:02"):
                assert words in said
            assert "Spring && summer" in said
            assert "page &P of &N" in said


def test_no_sheet_has_merged_cells(pack):
    assert not any(sheet.merged_cells.ranges for sheet in opened(pack).worksheets)


def test_every_sheet_is_set_up_for_paper(pack):
    for sheet in opened(pack).worksheets:
        _, _, right, _ = range_boundaries(sheet.print_area.partition("!")[2].replace("$", ""))
        widths = [each.width for each in sheet.column_dimensions.values() if each.min <= right]
        a3 = sheet.title not in ("Summary", "Charts") and sum(widths) > WIDE
        paper = 8 if a3 else 9
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", paper)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        if sheet.title not in ("Cover", "Summary"):
            for table in sheet.tables.values():
                head = range_boundaries(table.ref)[1]
                assert sheet.print_title_rows == f"${head}:${head}"
                assert sheet.freeze_panes == f"B{head + 1}"
                assert table.autoFilter.ref == table.ref


def test_the_ratings_fill_no_paper_unasked(pack):
    """Printed whole, a round's ratings are dozens of pages; the sheet says how to print some."""
    sheet = opened(pack)["Ratings"]
    head = range_boundaries(next(iter(sheet.tables.values())).ref)[1]
    assert range_boundaries(sheet.print_area.partition("!")[2].replace("$", ""))[3] == head - 2
    assert sheet.cell(head - 2, 1).value == ON_PAPER


def test_the_file_name_says_what_it_is(small, large):
    start = "board-pack_small_round-1_v1_professionals-only_2026-03-03-1402_2026-0001.xlsx"
    assert small[2].file_name == start
    assert large[2].file_name.startswith("board-pack_child-s_spring-summer_v2_")


def test_the_same_picture_is_the_same_bytes(small):
    """The checkpoint is part of the picture: two exports are two entries, and each pack names its own."""
    db, round_id, pack = small
    stood = checkpoint(pack)

    def again():
        picture = picture_of(db, builders.local(db), Filter(round_id=round_id))
        return workbook(
            replace(picture, taken=Taken("2026-0001", stood), viewer=builders.local(db).name)
        )

    assert again() == again() == pack.content
    assert export(db, round_id).content != pack.content


def checkpoint(pack):
    """The checkpoint on the first sheet, with what its words leave out."""
    (mark,) = marks(" ".join(texts(opened(pack)["Cover"])))
    return Checkpoint(site=mark.site, seq=mark.seq, at=NOON, hash=mark.hash, key_id="")


def test_the_pack_says_how_the_trail_stood_with_its_own_export(small):
    db, round_id, _ = small
    pack = export(db, round_id)
    *_, event = events(db)
    stood = checkpoint(pack)
    assert (stood.site, stood.seq, stood.hash) == (db.site, event.seq, event.hash)
    assert f"entry {event.seq}, 3 March 2026, 14:02" in beside(opened(pack), "Trail checkpoint")
    with db.reading() as connection:
        assert trail.first_broken(connection, marks=[stood.mark]) is None
        wrong = stood.mark.model_copy(update={"hash": "0" * 64})
        found = trail.first_broken(connection, marks=[wrong])
    assert found is not None
    assert found.kind == "trail.rewritten"


def test_two_exports_of_one_set_of_cases_can_be_told_from_others(small):
    db, round_id, _ = small
    for narrow in ({}, {}, {"agency": "police"}):
        export(db, round_id, **narrow)
    one, same, other = (json.loads(each.detail)["cases"] for each in events(db)[-3:])
    assert one == same != other


# ---- What people wrote --------------------------------------------------------------------------------


def test_what_people_wrote_arrives_as_text(db, by):
    round_id = builders.open_round(db)
    made = builders.started(db, round_id)
    builders.complete(db, by, made, ratings={"C1": "part"})
    builders.give(db, by, made, "C1", "evidence", HOSTILE)
    case_audit.submit(db, by, made)
    gap = FindingWords(kind=FindingKind.GAP, title=HOSTILE, criterion="C1")
    found = finding.raise_(db, by, round_id, gap, Origin.BOARD)
    action.plan(db, by, found, ActionWords(what=HOSTILE, owner_role="Head of midwifery"))
    book = opened(export(db, round_id))
    wanted = HOSTILE.replace("_x0041_", "_x005F_x0041_").replace("\r", "_x000D_")
    wanted = wanted.replace("\x07", "␇")
    line = wanted.replace("_x000D_\n\t", " ")  # a title is one line
    for sheet, heading, text in (
        ("Gaps", "Evidence", wanted),
        ("Findings", "What was found", line),
        ("Actions", "Action", line),
    ):
        (row,) = rows(book, sheet)
        assert row[heading] == text, sheet
    assert (row["Finding"], row["State"]) == (row["Action"], "? no date")
    again = opened(export(db, builders.open_round(db, "Autumn 2026", follows=round_id)))
    for sheet in ("Findings", "Actions"):
        (row,) = rows(again, sheet)
        assert row["Round"] == "Spring 2026", sheet
    other = opened(export(db, builders.open_round(db, "Another")))
    assert other["Findings"]["A2"].value == NOTHING_FOUND


# ---- Who may, and what they get -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "role", [Role.AUDITOR, Role.BOARD_MEMBER, Role.SCRUTINEER, Role.ADMINISTRATOR]
)
def test_others_may_not_export_and_leave_no_event(small, role):
    db, round_id, _ = small
    person = builders.admitted(db, role, name=f"An {role}")
    before = events(db)
    with pytest.raises(Refusal):
        export(db, round_id, person)
    assert events(db) == before


def events(db):
    with db.reading() as connection:
        return connection.execute(
            select(t.event).where(t.event.c.act == "board_pack.exported").order_by(t.event.c.seq)
        ).all()


@pytest.mark.parametrize(
    ("role", "handling"),
    [(Role.QA_LEAD, "Professionals only")],
)
def test_lines_from_case_files_stay_with_professionals_though_the_review_is_published(
    db, by, role, handling
):
    review = builders.small_review(handling=Handling.PUBLISHED, handling_reason="It is out.")
    (checklist_id,) = checklists.publish(db, by, review, (builders.small_checklist(),))
    round_id = rounds.open_(db, by, "Spring", checklist_id)
    builders.submitted(db, round_id)
    person = builders.admitted(db, role, name="Alex")
    pack = export(db, round_id, person)
    narrow = Filter(round_id=round_id)
    foretold = file_name_for(boards.board(db, person, narrow), person)
    # The clock of this test steps: all but the time is foretold.
    assert pack.file_name.startswith(foretold.rpartition("_")[0])
    assert f"_{handling.lower().replace(' ', '-')}_" in pack.file_name
    book = opened(pack)
    assert beside(book, "Handling") == handling
    assert {sheet.oddHeader.left.text for sheet in book.worksheets} == {handling}
    assert ("It is out." in texts(book["Cover"])) == (handling == "Published")


def test_an_export_leaves_an_event(small):
    db, round_id, _ = small
    before = len(events(db))
    pack = export(db, round_id)
    *_, event = events(db)
    assert len(events(db)) == before + 1
    assert (event.person, event.about) == ("local", f"round:{round_id}")
    found = json.loads(event.detail)
    assert found.pop("cases").startswith("hmac-sha256:")
    number = found.pop("document")
    assert found == {"audience": "professionals", "case_audits": 30}
    assert f"_{number}.xlsx" in pack.file_name
    kept = check(db, builders.local(db), sha256=sha256(pack.content).hexdigest()).found
    assert (kept.number, kept.size, kept.kind) == (number, len(pack.content), "board pack")


def test_a_round_that_is_not_there_is_not_found(db, by):
    with pytest.raises(NotFound):
        export(db, "nowhere")
    assert events(db) == []


# ---- Narrow, empty and moving rounds ------------------------------------------------------------------


def test_a_narrowed_pack_holds_that_agency_and_says_so(small):
    db, round_id, _ = small
    pack = export(db, round_id, agency="gp")
    book = opened(pack)
    assert {row["Agency"] for row in rows(book, "Ratings")} == {"General practice"}
    assert beside(book, "Narrowed to") == "General practice"
    assert "_round-1_general-practice_v1_" in pack.file_name
    assert beside(book, "What the round shows", "Summary").startswith("General practice: ")


def test_packs_full_and_nearly_empty_are_sound_and_every_page_says_its_handling(
    db, by, small, large, tmp_path
):
    out = {"ratings": dict.fromkeys(("C1", "C2", "S1", "S2"), "na")}
    stages = {"nothing": None, "not_started": None, "out": out, "one_file": {}}
    packs = {"small": small[2], "large": large[2]}
    for number, (stage, given) in enumerate(stages.items()):
        round_id = builders.open_round(db, stage)
        if given is not None:
            builders.submitted(db, round_id, f"S-{number:03}", **given)
        elif number:
            builders.add(db, round_id, f"S-{number:03}")
        packs[stage] = export(db, round_id)
        book = opened(packs[stage])
        assert book.sheetnames[:-3] == [*SHEETS, *(["Cases"] if given is not None else [])]
        for row in rows(book, "Standards"):
            assert row["Compliance"] is None
            assert row["Standing"] in ("– nothing applicable", "◆ cannot say yet")
        assert "No chart of standards: none has 10 applicable ratings yet." in texts(book["Charts"])
    contents = {name: each.content for name, each in packs.items()}
    for name, path in converted(tmp_path, "pdf", **contents).items():
        found = pages(path)
        assert len(found) >= 8, name
        for page in found:
            assert page.count("Professionals only") >= 2, name
            assert "###" not in page, name


@pytest.mark.parametrize("limit", [0, 20_000])
def test_figures_and_ratings_are_of_one_moment_though_somebody_always_submits_in_between(
    db, by, monkeypatch, limit
):
    round_id = builders.open_round(db)
    builders.submitted(db, round_id, "S-001")
    read, number = evidence.found, count(2)

    def found(*args, **kwargs):
        builders.submitted(db, round_id, f"S-{next(number):03}")
        return read(*args, **kwargs)

    monkeypatch.setattr(evidence, "found", found)
    monkeypatch.setattr(board_pack_picture, "RATINGS_SHOWN", limit)
    book = opened(export(db, round_id))
    total = sum(row["Met"] for row in rows(book, "Standards"))
    assert total == len(ratings_of(book)) == 4
    assert next(number) > 3


def test_a_pack_is_frozen(small):
    with pytest.raises(AttributeError):
        small[2].file_name = "other.xlsx"
    assert replace(small[2], file_name="a").content == small[2].content


def test_the_pack_carries_the_warning_beside_results_that_two_readers_do_not_share(
    db: Database, by: Person
) -> None:
    """Twelve files: on C1 one reader always says yes and the other no."""
    round_id = builders.open_round(db)
    robin, sam = builders.auditor(db, "Robin"), builders.auditor(db, "Sam")
    for number in range(12):
        for who, reading, given in (
            (robin, Reading.FIRST, "yes"),
            (sam, Reading.SECOND, {"C1": "no"}),
        ):
            builders.submitted(
                db, round_id, f"S-{number:03}", to=who, reading=reading, ratings=given
            )
    book = load_workbook(BytesIO(board_pack(db, by, Filter(round_id=round_id)).content))
    rows = [[str(cell.value) for cell in row] for row in book["Criteria"].iter_rows()]
    said = {row[0]: row[-2] for row in rows}
    assert said["C1"] == "▼ does not hold; reword or train: 0 of 12 alike"
    assert said["C2"] == "▲ holds: 12 of 12 alike"
    assert said["I1"] == "not read twice"
    warning = "Reword these, or train on them, before their results are relied on: C1."
    assert any(warning in cell for row in rows for cell in row)
    summary = [str(cell.value) for row in book["Summary"].iter_rows() for cell in row]
    assert warning in summary
