"""What a supervision pack says of a team's files, and what a return has to say."""

from collections.abc import Iterable, Mapping
from datetime import date

from audit.model.board import CriterionResult, PointResult, what_matters
from audit.model.checklist import Checklist
from audit.model.language import N_, _
from audit.model.refusal import refuse
from audit.model.source_review import SourceReview
from audit.model.supervision import MOST_PEOPLE, WORDS_LIMIT, Question, Setting
from audit.rules.cycle import line
from audit.rules.headline import many
from audit.rules.identifier import named
from audit.rules.retention import day

WHERE = "Supervision"
SILENT = N_(
    "No file of yours that was audited says anything on this: nothing was applicable. Think of your own work."
)


def questions(
    review: SourceReview, asked: Checklist | None, points: Iterable[PointResult]
) -> tuple[Question, ...]:
    """Return the reflective questions, those first on which the files leave most to talk about.

    `asked` is the review's self-reflection; without one its reflective questions stand for themselves.
    """
    found = {each.point.key: each for each in points}
    kinds = {each.key: each.kind for each in review.learning_points}
    if asked is None:
        made = [
            Question(
                key=each.key, statement=each.text, points=(each.key,), found=found.get(each.key)
            )
            for each in review.learning_points
            if each.kind == "RQ"
        ]
    else:
        made = [
            Question(
                key=each.key,
                statement=each.statement,
                prompt=each.evidence_prompt,
                bring=each.where_to_look,
                points=each.learning_points,
                found=_found([key for key in each.learning_points if key in found], kinds, found),
            )
            for each in asked.criteria
        ]
    return tuple(sorted(made, key=_first))


def _found(
    keys: list[str], kinds: Mapping[str, str], found: Mapping[str, PointResult]
) -> PointResult | None:
    """What was found on the reflective question that it takes up; where nobody asked about that, on the next point."""
    keys.sort(key=lambda each: kinds[each] != "RQ")
    told = [found[each] for each in keys if found[each].criteria]
    return next((each for each in told if each.figure.applicable), told[0] if told else None)


def _first(question: Question) -> tuple[int, float]:
    found = question.found
    return (9, 0.0) if found is None else what_matters(found)


def showed(question: Question) -> tuple[str, ...]:
    """Return what the team's files showed on a question, in sentences with their n: what is strong before what is not."""
    found = question.found
    if found is None or not found.figure.applicable:
        return (_(SILENT),)
    said = [
        _("{key}: {words_against} met in your files.").format(
            key=found.point.key, words_against=found.figure.words_against(found.target)
        )
    ]
    best, least = strongest(found), furthest(found)
    if best is not None and best is not least:
        said.append(_("Strong: {of}").format(of=_of(best)))
    if least is not None:
        said.append(_("To talk about: {of}").format(of=_of(least)))
    if found.starred:
        said.append(
            _("Starred as good practice: {ratings}.").format(ratings=many(found.starred, "rating"))
        )
    return tuple(said)


def _of(result: CriterionResult) -> str:
    """A criterion in words; so few files are counted as they are: "3 of 4"."""
    figure = result.figure
    return _("{statement} ({key}: {met:,} of {applicable:,})").format(
        statement=result.criterion.statement,
        key=result.criterion.key,
        met=figure.met,
        applicable=figure.applicable,
    )


def furthest(found: PointResult) -> CriterionResult | None:
    """Return the criterion with the largest share short of met; None where all is met."""
    short = [each for each in found.criteria if each.figure.met < each.figure.applicable]
    return min(short, key=lambda each: each.figure.share or 0.0, default=None)


def strongest(found: PointResult) -> CriterionResult | None:
    """Return the criterion with the largest share met, of most ratings; None where nothing is met."""
    met = [each for each in found.criteria if each.figure.met]
    return max(
        met, key=lambda each: (each.figure.share or 0.0, each.figure.applicable), default=None
    )


def check(
    on: date | None,
    people: object,
    words: str,
    *,
    now: date,
    watched: Iterable[str],
    looked: bool,
) -> str:
    """Return the sentence as one line; refuse no day, a day to come, nobody, no sentence, and what names somebody.

    `looked` says that a person has looked at what seemed an identifier and found that it identifies nobody.
    """
    words = line(_("{where}, sentence").format(where=WHERE), words, WORDS_LIMIT)
    if on is None:
        raise refuse("supervision.day", where=WHERE)
    if on > now:
        raise refuse("supervision.day-to-come", where=WHERE, day=day(on))
    if not isinstance(people, int) or not 1 <= people <= MOST_PEOPLE:
        raise refuse("supervision.people", where=WHERE, limit=f"{MOST_PEOPLE:,}")
    if not words:
        raise refuse("supervision.no-words", where=WHERE)
    found = "" if looked else named(words, watched)
    if found:
        raise refuse("supervision.identifier", where=f"{WHERE}, sentence", found=found)
    return words


def setting(value: str) -> Setting:
    """Return the setting; refuse one that there is not."""
    try:
        return Setting(value)
    except ValueError:
        known = ", ".join(Setting)
        raise refuse("supervision.setting", where=WHERE, known=known) from None
