"""Reading a review's folder: what is sound comes in whole, what is not is told in its place, all at once."""

import re
from pathlib import Path
from typing import Annotated

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pydantic import Field

from audit.documents.checklist import read
from audit.documents.checklist_shape import shaped
from audit.documents.checklist_words import found_in, told
from audit.model.noun import Noun
from audit.model.refusal import CATALOGUE, complaint
from audit.rules.checklist import coverage
from tests.broken import EVERY, Broken
from tests.documents.small_review import (
    CHECKLIST,
    MEASURED,
    REVIEW,
    folder_of,
    line_of,
    patched,
)

ROOT = Path(__file__).parents[2]
CHILD_S = ROOT / "checklists" / "child-s"


def sentences(path: Path) -> list[str]:
    return [str(each) for each in read(path).complaints]


def codes(path: Path) -> list[str]:
    return [each.code for each in read(path).complaints]


def test_a_sound_folder_is_read_whole(tmp_path):
    got = read(folder_of(tmp_path))
    assert got.complaints == ()
    assert got.review is not None
    assert [point.key for point in got.review.learning_points] == ["GP1", "AS1", "RQ1"]
    (checklist,) = got.checklists
    assert [criterion.key for criterion in checklist.criteria] == ["F1", "F2", "V1"]
    assert checklist.criterion("V1").descriptors["no"] == "Later."
    assert checklist.criterion("F1").critical


def test_what_is_counted_beside_the_ratings_is_read_with_the_rest(tmp_path):
    (checklist,) = read(folder_of(tmp_path, audit=MEASURED)).checklists
    assert [step.label for step in checklist.ladders[0].steps] == ["Known", "Met", "Planned"]
    assert checklist.timers[0].answer_within == 5
    assert checklist.vague_words is not None
    assert checklist.vague_words.tag("open").is_gap
    assert checklist.fact("wait").label("3") == "3 days"
    assert type(checklist).model_validate_json(checklist.model_dump_json()) == checklist


@pytest.mark.parametrize("broken", EVERY, ids=lambda broken: broken.name)
def test_a_mistake_is_told_once_and_in_its_place(broken: Broken, tmp_path: Path):
    folder = folder_of(tmp_path)
    (folder / broken.file).write_text(broken.text, encoding="utf-8")
    assert sentences(folder) == [str(broken.sentence)]


def test_a_checklist_of_the_wrong_shape_is_not_handed_on(tmp_path):
    got = read(folder_of(tmp_path, audit=patched(CHECKLIST, ("version = 1", "version = 0"))))
    assert got.checklists == ()
    assert got.review is not None


def test_all_mistakes_are_told_at_once_by_line(tmp_path):
    review = patched(REVIEW, ('kind = "GP"', 'kind = "good"'))
    audit = patched(
        CHECKLIST,
        ('title = "Small audit"', "title = 2025-04-01"),
        ('{ key = "health", name = "Health" }', '{ key = "health" }'),
        ('counts_as = "met"', 'counts_as = "yes"'),
        ('cap = "fair"', 'cap = "fare"'),
        ('question = "How old is the child?"\n', ""),
        ("target = 0.9", "target = 90"),
        ('["police"]', '["polise"]'),
        ('statement = "The father is spoken to."', 'statment = "He is."'),
        ('["AS1", "RQ1"]', '["AS9"]'),
        ('is = ["known"] }', 'is = ["knows"] }'),
        ('key = "V1"', 'key = "F1"'),
        ('no = "Later."\n', 'nein = "Nie."\n'),
    )
    got = read(folder_of(tmp_path, review, audit=audit)).complaints
    assert [(each.code.partition(".")[2], each.where.partition(",")[0]) for each in got] == [
        ("word-unknown", "review.toml"),
        ("date", "audit.toml"),
        ("field-missing", "audit.toml"),
        ("word-unknown", "audit.toml"),
        ("cap-unknown", "audit.toml"),
        ("field-missing", "audit.toml"),
        ("target", "audit.toml"),
        ("value-unknown", "audit.toml"),
        ("field-unknown", "audit.toml"),
        ("agency-unknown", "audit.toml"),
        ("learning-point-unknown", "audit.toml"),
        ("key-twice", "audit.toml"),
        ("descriptor-missing", "audit.toml"),
        ("descriptor-unknown", "audit.toml"),
    ]


FOLLOW_ONS = {
    "a rating's key": ('{ key = "na"', '{ key = "n a"', "key-form"),
    "a missing rating key": ('{ key = "na", label', "{ label", "field-missing"),
    "no ratings": ("[rating_scale]\nratings = [", "[rating_scale]\nratings = 3\nx = [", "not-list"),
    "a case fact's key": ('key = "age"', 'key = "the age"', "key-form"),
    "a value's key": ('key = "baby"', "key = 0", "not-text"),
    "an agency's key": ('key = "police"', 'key = ""', "key-form"),
    "a judgement's key": ('key = "fair"', 'key = "fair?"', "key-form"),
    "a misspelt key": ('key = "father"\n', 'kee = "father"\n', "field-unknown"),
}


@pytest.mark.parametrize(("old", "new", "code"), FOLLOW_ONS.values(), ids=FOLLOW_ONS)
def test_what_cannot_be_read_is_not_called_unknown_elsewhere(tmp_path, old, new, code):
    found = codes(folder_of(tmp_path, audit=patched(CHECKLIST, (old, new))))
    assert found[0] == f"checklist.{code}"
    assert set(found[1:]) <= {"checklist.field-unknown"}


def test_a_learning_point_that_cannot_be_read_is_not_called_unknown_in_a_checklist(tmp_path):
    review = patched(REVIEW, ('key = "AS1"', 'key = "AS 1"'))
    assert codes(folder_of(tmp_path, review)) == ["checklist.key-form"]


def test_without_a_sound_review_a_checklist_is_still_checked(tmp_path):
    folder = folder_of(
        tmp_path, "key = small", audit=patched(CHECKLIST, ('cap = "fair"', 'cap = "x"'))
    )
    assert codes(folder) == ["checklist.toml-value", "checklist.cap-unknown"]


def test_a_learning_point_without_a_criterion_is_no_complaint(tmp_path):
    got = read(folder_of(tmp_path, audit=patched(CHECKLIST, ('["AS1", "RQ1"]', '["AS1"]'))))
    assert got.complaints == ()
    assert got.review is not None
    assert coverage(got.review, got.checklists[0]) == {
        "GP1": ("V1",),
        "AS1": ("F1", "F2"),
        "RQ1": (),
    }


def test_a_value_and_a_case_fact_that_no_rule_uses_are_no_complaint(tmp_path):
    audit = patched(CHECKLIST, ('applies_when = { fact = "father", is = ["known"] }\n', ""))
    assert sentences(folder_of(tmp_path, audit=audit)) == []


def test_one_file_of_a_folder_is_read_with_its_review_alone(tmp_path):
    folder = folder_of(tmp_path, audit=CHECKLIST, other="key = ")
    got = read(folder / "audit.toml")
    assert got.complaints == ()
    assert got.review is not None
    assert [each.key for each in got.checklists] == ["audit"]
    assert read(folder / "review.toml").complaints == ()
    assert read(folder / "review.toml").checklists == ()


def test_hidden_files_and_other_papers_in_the_folder_are_passed_over(tmp_path):
    folder = folder_of(tmp_path)
    (folder / "._audit.toml").write_bytes(b"\x00\x05\x16\x07")
    (folder / "notes.docx").write_bytes(b"PK")
    assert sentences(folder) == []


def test_one_version_in_two_files(tmp_path):
    copy = patched(CHECKLIST, ('key = "audit"', 'key = "Audit"'))
    folder = folder_of(tmp_path, audit=CHECKLIST, copied=copy)
    facts = {"key": "Audit", "version": 1, "other": "audit.toml"}
    where = "copied.toml, line 3, version"
    assert sentences(folder) == [str(complaint("checklist.same-version", where, **facts))]


def test_two_versions_of_one_checklist_stand_side_by_side(tmp_path):
    later = patched(CHECKLIST, ("version = 1", "version = 2"))
    assert sentences(folder_of(tmp_path, audit=CHECKLIST, later=later)) == []


def test_a_path_that_does_not_exist(tmp_path):
    path = folder_of(tmp_path).with_name("smal")
    facts = {"hint": " Did you mean small?"}
    assert sentences(path) == [str(complaint("checklist.path-missing", str(path), **facts))]


def test_a_path_that_no_computer_can_look_up(tmp_path):
    path = tmp_path / ("x" * 5000)
    assert codes(path) == ["checklist.unreadable"]
    assert codes(tmp_path / "nul\0") == ["checklist.path-missing"]


def test_a_file_that_is_no_toml_is_refused_without_a_word_on_its_folder(tmp_path):
    path = tmp_path / "checklist.docx"
    path.write_bytes(b"PK")
    facts = {"suffix": ".docx"}
    assert sentences(path) == [str(complaint("checklist.not-toml", "checklist.docx", **facts))]


def test_a_folder_without_toml_files(tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    assert sentences(empty) == [str(complaint("checklist.folder-empty", str(empty), hint=""))]


def test_the_folder_above_the_reviews(tmp_path):
    folder = folder_of(tmp_path)
    facts = {"hint": f" Did you mean {folder}?"}
    expected = complaint("checklist.folder-empty", str(tmp_path), **facts)
    assert sentences(tmp_path) == [str(expected)]


def test_a_folder_without_review(tmp_path):
    folder = folder_of(tmp_path)
    (folder / "review.toml").unlink()
    expected = [str(complaint("checklist.folder-without-review", str(folder)))]
    assert sentences(folder) == expected
    assert sentences(folder / "audit.toml") == expected


def test_a_folder_without_checklist(tmp_path):
    folder = folder_of(tmp_path)
    (folder / "audit.toml").unlink()
    expected = complaint("checklist.folder-without-checklist", str(folder))
    assert sentences(folder) == [str(expected)]


def test_a_rule_too_wide_to_be_checked(tmp_path):
    # ten people, nine beds, each alone in one: there is no way but to try
    values = ", ".join(f'{{ key = "b{n}", label = "{n}" }}' for n in range(9))
    facts = "".join(
        f'[[case_facts]]\nkey = "p{n}"\nquestion = "Bed?"\nvalues = [{values}]\n' for n in range(10)
    )
    both = '{{ not = {{ all = [{{ fact = "p{}", is = ["b{}"] }}, {{ fact = "p{}", is = ["b{}"] }}] }} }}'
    pairs = [both.format(a, n, b, n) for a in range(10) for b in range(a) for n in range(9)]
    audit = patched(
        CHECKLIST,
        ('[[standards]]\nkey = "fathers"', f'{facts}[[standards]]\nkey = "fathers"'),
        ('{ fact = "father", is = ["known"] }', f"{{ all = [{', '.join(pairs)}] }} # here"),
    )
    line = line_of(audit, "applies_when = { all")
    where = f'audit.toml, line {line}, standard "fathers", applies_when'
    folder = folder_of(tmp_path, audit=audit)
    assert sentences(folder) == [str(complaint("checklist.rule-wide", where))]


def test_long_lists_of_known_keys_are_cut_short(tmp_path):
    points = "".join(
        f'[[learning_points]]\nkey = "P{n}"\nkind = "AS"\ntext = "Point."\n' for n in range(97)
    )
    audit = patched(CHECKLIST, ('["GP1"]', '["X"]'))
    (told,) = read(folder_of(tmp_path, REVIEW + points, audit=audit)).complaints
    assert told.why.endswith("P35, P36 and 60 more.")


def test_a_value_is_quoted_short_and_on_one_line(tmp_path):
    counts = 'counts_as = """unmet\\u001b[31m\n' + "x" * 5000 + '"""'
    audit = patched(CHECKLIST, ('counts_as = "met"', counts))
    told = read(folder_of(tmp_path, audit=audit)).complaints
    assert all(str(each).isprintable() and len(str(each)) < 500 for each in told)


class Odd(Noun):
    """A noun with a demand that no checklist makes yet."""

    number: Annotated[int, Field(multiple_of=2)]


def test_a_demand_without_a_sentence_of_its_own_is_still_told_in_its_place():
    (fault,) = told(Odd, found_in(Odd, {"number": 3}))
    assert (fault.code, fault.place) == ("checklist.value", ("number",))
    assert complaint("checklist.value", **fault.facts).what.startswith("“number” cannot")
    assert shaped(Odd, {"number": 3}).stand_in is None


def test_the_checklists_of_child_s_are_sound_and_cover_every_learning_point():
    got = read(CHILD_S)
    assert [str(each) for each in got.complaints] == []
    assert got.review is not None
    checklist = next(each for each in got.checklists if each.key == "multi-agency")
    covered = coverage(got.review, checklist)
    assert len(covered) == 24
    assert [point for point, criteria in covered.items() if not criteria] == []


lines = st.lists(st.integers(0, CHECKLIST.count("\n") - 1), max_size=4)
scraps = st.sampled_from(
    [
        "[",
        "]",
        "[[standards]]",
        "{",
        "}",
        '"',
        '"""',
        "'",
        "= 3",
        "key = 1",
        "[a.b]",
        "x.y.z = []",
        "criteria = {}",
        "applies_when = { not = { not = {} } }",
        "\\",
        "é“”",
        "[rating_scale]",
        ",",
    ]
)


@settings(
    max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(lines, st.lists(st.tuples(st.integers(0, 90), scraps | st.text(max_size=20)), max_size=4))
@example([], [(0, "standards = [[]]")])
@example([], [(0, "rating_scale = []")])
def test_nothing_in_a_file_makes_reading_fail(tmp_path_factory, left_out, added):
    text = [line for n, line in enumerate(CHECKLIST.split("\n")) if n not in left_out]
    for at, scrap in added:
        text.insert(at, scrap)
    parent = tmp_path_factory.mktemp("fuzz")
    folder = folder_of(parent)
    (folder / "audit.toml").write_bytes("\n".join(text).encode("utf-8", "surrogatepass"))
    got = read(folder)
    assert got.complaints or len(got.checklists) == 1


OWN = ("checklist", "checklist_rule", "checklist_shape", "checklist_words", "toml_file")


def test_every_sentence_that_reading_uses_is_in_the_catalogue_and_quoted_by_a_test():
    own = [ROOT / "audit" / "documents" / f"{name}.py" for name in OWN]
    rules = [
        ROOT / "audit" / "rules" / f"{name}.py" for name in ("checklist", "checklist_measures")
    ]
    used = found_codes(*rules, *own)
    tests = Path(__file__).parent.glob("test_*.py")
    quoted = found_codes(ROOT / "tests" / "broken.py", *tests)
    assert sorted(used - set(CATALOGUE)) == []
    assert sorted(used - quoted) == []


def found_codes(*paths: Path) -> set[str]:
    texts = (path.read_text(encoding="utf-8") for path in paths)
    return {code for text in texts for code in re.findall(r'"(checklist\.[a-z0-9-]+)"', text)}
