"""A checklist goes out as one file with its review and comes in as it went; and as a table."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.documents.checklist import read
from audit.documents.checklist_bundle import FORMAT, bundle, read_bundle
from audit.documents.checklist_csv import HEADS, checklist_csv, in_words
from audit.documents.checklist_library import CHECKLISTS
from audit.documents.toml_file import read_toml
from audit.documents.toml_written import toml
from audit.model.case_fact import Is, Not, Some
from audit.model.refusal import complaint
from tests.builders import small_checklist, small_review
from tests.documents.small_review import MEASURED, folder_of

SHIPPED = sorted(each for each in CHECKLISTS.iterdir() if each.is_dir())


def put(folder: Path, content: bytes | str) -> Path:
    path = folder / "shared.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda each: each.name)
def test_every_shipped_review_comes_back_as_it_went(folder: Path, tmp_path: Path) -> None:
    found = read(folder)
    assert found.review is not None
    content = bundle(found.review, found.checklists)
    back = read_bundle(put(tmp_path, content))
    assert back.complaints == ()
    assert (back.review, back.checklists) == (found.review, found.checklists)
    assert bundle(found.review, back.checklists) == content


def test_follow_ups_ladders_timers_and_vague_words_come_back(tmp_path: Path) -> None:
    found = read(folder_of(tmp_path, audit=MEASURED))
    assert found.review is not None
    assert found.complaints == ()
    back = read_bundle(put(tmp_path, bundle(found.review, found.checklists)))
    assert (back.review, back.checklists) == (found.review, found.checklists)


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=300)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from("abc"), TEXTS | st.lists(TEXTS) | st.integers(-9, 9)))
def test_whatever_is_written_is_read_back(tmp_path: Path, table: dict[str, object]) -> None:
    assert read_toml(put(tmp_path, toml(table))).data == table


@pytest.mark.parametrize("text", ["." * 300, 'a\n"""\n\\u0041 \\', "\r\n", "\x7f\x01", " \n "])
def test_hard_texts_are_read_back(tmp_path: Path, text: str) -> None:
    made = {"a": text, "b": {"c": text}, "d": [{"e": [text]}]}
    assert read_toml(put(tmp_path, toml(made))).data == made


GOOD = bundle(small_review(), (small_checklist(),)).decode()
BROKEN = {
    "other format": GOOD.replace(FORMAT, "practice audit bundle 9"),
    "no review": GOOD.replace("[review]", "[revue]"),
    "no checklist": GOOD.partition("[[checklists]]")[0],
    "something beside": f'more = "x"\n{GOOD}',
    "a list for a review": f'format = "{FORMAT}"\nreview = [1]\nchecklists = [1]\n',
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_no_bundle_is_told(tmp_path: Path, case: str) -> None:
    told = complaint("share.not-bundle", "shared.toml", format=FORMAT)
    assert read_bundle(put(tmp_path, BROKEN[case])).complaints == (told,)


def test_a_fault_is_told_by_its_line_in_the_bundle(tmp_path: Path) -> None:
    text = GOOD.replace('asked_of = ["csc"]', 'asked_of = ["cse"]')
    line = text[: text.index('"cse"')].count("\n") + 1
    (told,) = read_bundle(put(tmp_path, text)).complaints
    assert told.where.startswith(f"shared.toml, line {line}, ")


def test_what_is_not_toml_or_too_large_is_told(tmp_path: Path) -> None:
    for content, code in (
        ("PK\x03\x04", "checklist.toml"),
        (b"\xff\xfe\x00", "checklist.utf-16"),
        (f"# {'x' * 2_000_000}", "checklist.size"),
        ("a = " + "[" * 60, "checklist.deep"),
    ):
        (told,) = read_bundle(put(tmp_path, content)).complaints
        assert told.code.startswith(code)
        assert told.where.startswith("shared.toml")


def test_the_table_has_a_row_a_criterion() -> None:
    found = list(csv.DictReader(StringIO(checklist_csv(small_checklist()).decode("utf-8-sig"))))
    assert [each["criterion"] for each in found] == ["C1", "C2", "S1", "S2", "I1"]
    first, second, third = found[:3]
    assert set(HEADS) < set(first)
    assert (first["applies_when"], first["critical"]) == ("father is known", "yes")
    assert (first["asked_of"], second["asked_of"]) == ("csc gp police", "csc")
    assert third["applies_when"] == "(age is unborn or baby) and (sleep is yes)"
    assert first["descriptor_silent"] == "The file does not say."


def test_a_text_in_the_table_is_no_formula() -> None:
    standard = small_checklist().standards[0].model_copy(update={"title": "=1+1"})
    made = checklist_csv(small_checklist(standards=(standard,))).decode("utf-8-sig")
    assert {each["standard_title"] for each in csv.DictReader(StringIO(made))} == {"'=1+1"}


def test_a_rule_is_told_in_words() -> None:
    is_ = Is(fact="age", is_=("baby",))
    assert in_words(Some(any=(is_, Not(not_=is_)))) == "(age is baby) or (not (age is baby))"
