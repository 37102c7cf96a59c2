"""What a review's folder holds and what is wrong in it, in plain lines for a terminal."""

from collections.abc import Iterator

from audit.documents.checklist import ReadReview
from audit.model.checklist import Checklist
from audit.model.source_review import SourceReview
from audit.rules.calibration import minutes
from audit.rules.checklist import coverage


def report(read: ReadReview) -> str:
    """Return the report: what each checklist holds and covers, then the complaints, numbered."""
    lines = [*_coverage(read), *_complaints(read)]
    return "".join(f"{_printable(line)}\n" for line in lines)


def _printable(line: str) -> str:
    """A file may hold characters that a terminal would obey."""
    return "".join(mark if mark.isprintable() else "\N{REPLACEMENT CHARACTER}" for mark in line)


def _coverage(read: ReadReview) -> Iterator[str]:
    if read.review:
        yield f"{read.review.title} ({read.review.key}), {read.review.handling.value}"
        yield ""
    for checklist in read.checklists:
        yield from _checklist(read.review, checklist)
        yield ""
    for practice in read.practice:
        yield f"{practice.title} ({practice.key}, version {practice.version})"
        for file in practice.practice_files:
            criteria = _number(len(file.agreed), "criterion", "criteria")
            yield f"  {file.title}: {criteria} with an agreed answer, about {minutes(file)} minutes"
        yield ""
    if read.review and len(read.checklists) > 1:
        yield _together(read.review, read.checklists)
        yield ""


def _checklist(review: SourceReview | None, checklist: Checklist) -> Iterator[str]:
    yield f"{checklist.title} ({checklist.key}, version {checklist.version})"
    yield f"  {_counts(checklist)}"
    if review is None:
        return
    covered = coverage(review, checklist)
    yield f"  {_covered(sum(map(bool, covered.values())), len(covered))} a criterion"
    width = max(map(len, covered))
    for point, criteria in covered.items():
        yield f"    {point:<{width}}  {', '.join(criteria) or 'no criterion'}"


def _counts(checklist: Checklist) -> str:
    return ", ".join(
        (
            _number(len(checklist.standards), "standard", "standards"),
            _number(len(checklist.criteria), "criterion", "criteria"),
            _number(len(checklist.case_facts), "case fact", "case facts"),
            *_measures(checklist),
        )
    )


def _measures(checklist: Checklist) -> Iterator[str]:
    """What is counted beside the ratings; a checklist that counts none of it is not told of it."""
    if checklist.ladders:
        yield _number(len(checklist.ladders), "ladder", "ladders")
    if checklist.timers:
        yield _number(len(checklist.timers), "timer", "timers")
    if checklist.vague_words:
        yield _number(len(checklist.vague_words.words), "vague word", "vague words")


def _number(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _covered(number: int, of: int) -> str:
    points = "learning point" if of == 1 else "learning points"
    return f"{number} of {of} {points} {'has' if number == 1 else 'have'}"


def _together(review: SourceReview, checklists: tuple[Checklist, ...]) -> str:
    tables = [coverage(review, checklist) for checklist in checklists]
    points = [point.key for point in review.learning_points]
    bare = [point for point in points if not any(table[point] for table in tables)]
    covered = _covered(len(points) - len(bare), len(points))
    return f"Together: {covered} a criterion{'; without: ' + ', '.join(bare) if bare else ''}"


def _complaints(read: ReadReview) -> Iterator[str]:
    if not read.complaints:
        yield "No complaints"
        return
    yield _number(len(read.complaints), "complaint", "complaints")
    width = len(str(len(read.complaints)))
    for number, each in enumerate(read.complaints, start=1):
        yield f"  {number:>{width}}. {each}"
