"""The catalogue: every sentence is used, every sentence used is there, and each gap is filled."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from audit.model.refusal import (
    CATALOGUE,
    Conflict,
    NotFound,
    Refusal,
    complaint,
    gaps,
    near,
    refuse,
)

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "audit").rglob("*.py"))
GAP = re.compile(r"\{[a-z_]*\}")


@cache
def nodes() -> list[tuple[Path, ast.AST]]:
    """All of the code that a sentence, or the code of one, can stand in: read once for every test here."""
    return [
        (path, node)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, (ast.Call, ast.Constant))
    ]


def calls() -> list[tuple[Path, ast.Call, str]]:
    """Every call that makes a sentence of a literal code."""
    return [
        (path, node, str(node.args[0].value))
        for path, node in nodes()
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("refuse", "complaint", "Fault")
        and node.args
        and isinstance(node.args[0], ast.Constant)
    ]


def literals() -> set[str]:
    """Every text in the code: some codes are chosen by a table."""
    return {
        node.value
        for _, node in nodes()
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


@pytest.mark.uncounted
def test_every_sentence_is_used() -> None:
    assert set(CATALOGUE) - literals() == set()


@pytest.mark.uncounted
def test_every_sentence_that_is_used_is_there_and_its_gaps_are_filled() -> None:
    wrong = []
    for path, node, code in calls():
        where = f"{path.relative_to(ROOT)}:{node.lineno} {code}"
        if code not in CATALOGUE:
            wrong.append(f"{where} is not in the catalogue")
            continue
        if isinstance(node.func, ast.Name) and node.func.id == "Fault":
            continue  # its gaps are filled from a mapping: checked where it is told
        if any(word.arg is None for word in node.keywords):
            continue
        given = {word.arg for word in node.keywords} - {"where"}
        if given != gaps(code):
            wrong.append(f"{where} fills {sorted(map(str, given))}, not {sorted(gaps(code))}")
    assert not wrong


@pytest.mark.uncounted
def test_there_is_something_to_check() -> None:
    found = calls()
    assert len(found) > 40
    assert len({code for _, _, code in found}) > 30


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_sentence_says_what_why_and_what_to_do(code: str) -> None:
    made = complaint(code, "Here", **dict.fromkeys(gaps(code), "X"))
    for part in CATALOGUE[code]:
        assert part == part.strip()
        assert part
    for part in (made.what, made.why, made.to_do):
        assert not GAP.search(part)
        assert part.rstrip("”)")[-1] in ".?!X"
    assert str(made).startswith(f"Here: {made.what}")
    assert str(made).endswith(made.to_do)


def test_without_a_place_it_starts_with_what() -> None:
    assert str(complaint("return.no-reason")).startswith("A reason is needed.")


def test_an_unknown_code_or_an_empty_gap_is_a_fault() -> None:
    with pytest.raises(KeyError):
        complaint("weather.bad")
    with pytest.raises(KeyError):
        complaint("round.title")


def test_a_refusal_is_its_sentence() -> None:
    refusal = refuse("round.title", "Title", limit=80)
    assert isinstance(refusal, Refusal)
    assert str(refusal) == str(refusal.complaint)
    both = Conflict(complaint("answer.conflict"), theirs="a", mine="b")
    assert isinstance(both, Refusal)
    assert isinstance(NotFound(complaint("round.not-found")), Refusal)


def test_words_with_braces_are_told_as_they_are() -> None:
    made = complaint("rating.unknown", "{where}", value="{value} {0} %s", known="{}")
    assert "“{value} {0} %s”" in str(made)
    assert str(made).startswith("{where}: ")


@pytest.mark.parametrize(
    ("word", "expected"),
    [("midwifry", " Did you mean midwifery?"), ("zzz", ""), ("", "")],
)
def test_near(word: str, expected: str) -> None:
    assert near(word, ["midwifery", "gp", "police"]) == expected
