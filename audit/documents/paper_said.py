"""What every paper on a release says, taken from its picture: answers, standards, where it comes from."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from audit.documents.paper_strip import spoken, strip
from audit.documents.paper_text import short
from audit.documents.paper_word import About, Cell, Picture
from audit.model.embedded import Embedded
from audit.model.figure import percent
from audit.model.good_practice import GoodPractice
from audit.model.released import ReleasedPicture, ReleasedResult
from audit.model.supervision import Question
from audit.rules.headline import many
from audit.rules.released_words import audience, headline, legend, released_by, standing_words
from audit.rules.retention import day, today

KINDS = {"GP": "Good practice", "AS": "Areas to strengthen", "RQ": "Reflective questions"}
NOT_SHOWN = "not shown"
MOST_STANDARDS = 9
"""Standards in a paper of one page; the pack has them all."""


class Paper(NamedTuple):
    """All that a paper on a release is made of."""

    found: ReleasedPicture
    questions: tuple[Question, ...]
    by: str
    """Who makes it: their name stands on it."""
    at: datetime
    number: str = ""
    """Of the document."""
    practice: tuple[GoodPractice, ...] = ()
    """Good practice of the round that is shown to the partnership; none of it for the public."""


def about(paper: Paper, title: str) -> About:
    """Return what stands on each page."""
    found = paper.found
    made = f"Made by {paper.by} on {day(today(paper.at))}."
    source = f"{released_by(found)} {made}"
    return About(title, found.review.handling.label, source, paper.by, paper.at, paper.number)


def matrix(found: ReleasedPicture) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return heads and rows: kinds of learning point by answer, the points by their keys; each number is a count."""
    answers = [*Embedded, None]
    asked = [each for each in answers if _count(found, each)]
    heads = ("Learning points", *(_head(found, each) for each in asked))
    rows = []
    for kind, label in KINDS.items():
        mine = [each for each in found.points if _kind(found, each) == kind]
        if mine:
            cells = (", ".join(one.key for one in mine if _answer(one) is each) for each in asked)
            rows.append((f"{label} ({len(mine)})", *(each or "–" for each in cells)))
    return heads, rows


def _head(found: ReleasedPicture, answer: Embedded | None) -> str:
    name = NOT_SHOWN if answer is None else f"{answer.sign} {answer.value}"
    return f"{name} ({_count(found, answer)})"


def _count(found: ReleasedPicture, answer: Embedded | None) -> int:
    return sum(_answer(each) is answer for each in found.points)


def _answer(point: ReleasedResult) -> Embedded | None:
    return None if point.answer is None else point.answer.embedded


def _kind(found: ReleasedPicture, point: ReleasedResult) -> str:
    return found.review.point(point.key).kind


def answered(found: ReleasedPicture, *answers: Embedded, kind: str = "") -> list[ReleasedResult]:
    """Return the learning points with one of these answers, in the order of the review."""
    points = [each for each in found.points if _answer(each) in answers]
    return [each for each in points if not kind or _kind(found, each) == kind]


def point_words(point: ReleasedResult, most: int = 400) -> str:
    """For instance "AS1. Fathers belong in the work. 88 of 295, 30% (95% CI 19–43%)."."""
    return f"{point.key}. {short(point.title, most)} {point.figure.words}."


STANDARDS = ("Standard", "0 to 100%", "Met of applicable", "Target", "Standing")


def standards(found: ReleasedPicture) -> Iterator[tuple[Cell, ...]]:
    """Yield a row a standard: its title, its strip, its figure, its target and how it stands."""
    for each in found.standards[:MOST_STANDARDS]:
        drawn = strip(each)
        yield (
            short(each.title, 42),
            NOT_SHOWN if drawn is None else Picture(drawn, spoken(each)),
            figure(each),
            "" if each.target is None else f"{percent(each.target)}%",
            standing_words(each),
        )


def figure(result: ReleasedResult) -> str:
    """The figure where its target stands beside it; a hidden part is c."""
    told = result.figure.figure
    return result.figure.words if told is None else told.words_against(result.target)


def more_standards(found: ReleasedPicture) -> str:
    """Say that the table leaves some out; empty where it does not."""
    left = len(found.standards) - MOST_STANDARDS
    return f"{many(left, 'more standard')} in the board pack." if left > 0 else ""


def marks(found: ReleasedPicture) -> str:
    """What the marks mean that stand for a number."""
    return " ".join(f"{each.word}: {each.meaning}." for each in legend(found))


def scope(found: ReleasedPicture) -> str:
    """Which round, on which checklist, for whom."""
    said = f"{short(found.round_title, 60)}. {short(found.checklist, 70)}."
    return f"{said} For the {audience(found.audience)}."


def matched(paper: Paper, most: int) -> list[Question]:
    """Return the reflective questions on points that are not yet embedded, then the others, as many as there is room for."""
    not_yet = {each.key for each in answered(paper.found, Embedded.NOT_YET)}
    first = [each for each in paper.questions if not_yet.intersection(each.points)]
    return [*first, *(each for each in paper.questions if each not in first)][:most]


def told(found: ReleasedPicture, most: int = 330) -> list[str]:
    """Return the sentences at the head of the picture, each as long as a paper of one page has room for."""
    return [_within(each.split("; "), most) for each in headline(found)]


def _within(parts: list[str], most: int) -> str:
    """The sentence without its last parts where it is too long; no figure is cut in two."""
    said = parts[0]
    for each in parts[1:]:
        if len(said) + len(each) > most:
            return f"{said}; the rest in the board pack."
        said = f"{said}; {each}"
    return said


def filled(said: Sequence[str]) -> list[str]:
    """The sentences, without those that say nothing."""
    return [each for each in said if each]
