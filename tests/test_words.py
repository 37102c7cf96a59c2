"""Every sentence passes through the translation, and has its Welsh."""

import ast
import re
from pathlib import Path

import pytest

from audit.model.catalogue import WORDS, entries
from audit.pages.parts import languages
from tests import words
from tests.unspoken import unspoken

ROOT = Path(__file__).parents[1]
SCREENS = sorted([*(ROOT / "audit/pages").rglob("*.py"), *(ROOT / "audit/gate").rglob("*.py")])


@pytest.mark.parametrize("path", SCREENS, ids=lambda path: str(path.relative_to(ROOT / "audit")))
def test_no_sentence_of_a_screen_is_drawn_as_it_stands(path):
    assert [f"line {line}: {text}" for line, text in unspoken(path)] == []


PLANTED = {
    'st.title("Practice audit")': ["Practice audit"],
    'text.draw(f"{n} files wait.", "muted")': ["{} files wait."],
    'st.button(text.plain(x), help="Open it again")': ["Open it again"],
    'words = "Not yet" if n else ""': ["Not yet"],
    "st.html(f'<p>Kept by {escape(who)}</p>')": ["<p>Kept by {}</p>"],
    "st.html(f'<div title=\"Good practice\"></div>')": ['<div title="Good practice"></div>'],
    'st.title(_("Practice audit"), anchor=False)': [],
    'st.button(_("Open {name}").format(name=f"{a} · {b}"), key=f"open it {n}")': [],
    'permission.may(by, "board.read")': [],
}


@pytest.mark.parametrize("line", PLANTED)
def test_a_planted_sentence_is_found(tmp_path, line):
    path = tmp_path / "planted.py"
    path.write_text(f'def page():\n    """Say what it is."""\n    {line}\n', "utf-8")
    assert [text for _, text in unspoken(path)] == PLANTED[line]


def bare(path):
    """Words of a kind, a status and the like that are put into a translated sentence as they stand in the code."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Call(
                func=ast.Attribute(
                    value=ast.Call(func=ast.Name(id="_" | "to_person")), attr="format"
                ),
                keywords=given,
            ):
                for each in given:
                    if isinstance(each.value, ast.Attribute) and each.value.attr == "value":
                        yield f"line {node.lineno}: {each.arg}={ast.unparse(each.value)}"


def test_no_word_of_a_kind_is_put_into_a_sentence_untranslated():
    found = {path: [*bare(path)] for path in (ROOT / "audit").rglob("*.py")}
    assert {path: each for path, each in found.items() if each} == {}


def test_what_the_scripts_say_is_translated():
    said = [
        words
        for path in (ROOT / "audit/pages/parts").glob("*.js")
        for words in re.findall(r"spoken\('((?:[^'\\]|\\.)*)'\)", path.read_text("utf-8"))
    ]
    assert len(said) >= 9
    assert set(said) <= set(languages.SCRIPTS)


def test_every_sentence_has_its_welsh():
    known = words.said()
    missing = {
        file: [one for one, several in found if not all(known[one, several].said)]
        for file, found in words.asked().items()
        if {*found} <= known.keys() or pytest.fail(f"python -m tests.words: {file}")
    }
    assert {file: found for file, found in missing.items() if found} == {}


def test_no_sentence_is_kept_that_nobody_asks_for():
    asked = {each for found in words.asked().values() for each in found}
    assert words.said().keys() - asked == set()


def test_every_welsh_sentence_has_the_gaps_of_the_english_one():
    for (one, several), entry in words.said().items():
        wanted = words.gaps(one) | words.gaps(several)
        forms = [each for each in entry.said if each]
        assert [each for each in forms if words.gaps(each) != wanted] == [], one
        assert len(entry.said) == (words.FORMS if several else 1), one


def test_none_is_unsure():
    found = [each for path in (WORDS / "cy").glob("*.po") for each in entries(path)]
    assert [each.one for each in found if each.fuzzy] == []
    assert len(found) > 3000
