"""What a case audit still lacks before it can be submitted, and how far it has come."""

from collections.abc import Mapping
from typing import Literal

from audit.model.case_audit import Answer, Judgement
from audit.model.checklist import Checklist, Counts, Criterion, Standard
from audit.model.language import _
from audit.model.noun import Noun
from audit.rules.applicability import criteria_asked, facts_asked_now
from audit.rules.judgement import capping, closed_values

Lack = Literal[
    "fact",
    "rating",
    "evidence",
    "reason",
    "judgement",
    "rationale",
    "cap",
    "why",
    "conversation",
    "view",
]
"""What can be missing."""


class Missing(Noun):
    """One thing still to do, and its place on the case audit page."""

    step: str
    """The step of the page: `facts`, the key of a standard, `overall`, or `conversation`."""
    place: str
    """Key of the case fact, criterion or judged standard."""
    kind: Lack
    words: str


class Progress(Noun):
    """How far a case audit has come. A criterion is done when it is answered and reasoned."""

    done: int
    of: int
    ruled_out: int
    by_step: dict[str, tuple[int, int]]
    """For each step, what is done and what there is to do."""


def standards_asked(checklist: Checklist, agency: str) -> tuple[Standard, ...]:
    """Return the standards with a criterion asked of the agency, holding only those criteria."""
    asked = {criterion.key for criterion in criteria_asked(checklist, agency)}
    narrowed = (
        each.model_copy(
            update={"criteria": tuple(one for one in each.criteria if one.key in asked)}
        )
        for each in checklist.standards
    )
    return tuple(each for each in narrowed if each.criteria)


def is_judged(standard: Standard, answers: Mapping[str, Answer]) -> bool:
    """True if something in the standard applies, or may yet: where nothing does there is nothing to judge."""
    return any(answers[each.key].counts is not Counts.OUT for each in standard.criteria)


def missing_in_answer(
    checklist: Checklist, criterion: Criterion, answer: Answer, step: str
) -> Missing | None:
    """Return what the answer to a criterion lacks, or None when it is answered and reasoned."""
    if answer.is_ruled_out:
        return None

    def lacks(kind: Literal["rating", "evidence", "reason"], words: str) -> Missing:
        return Missing(step=step, place=criterion.key, kind=kind, words=f"{criterion.key}: {words}")

    if answer.rating is None:
        return lacks("rating", _("not rated yet"))
    rating = checklist.rating_scale.rating(answer.rating)
    if rating.needs_evidence and not answer.evidence.strip():
        return lacks(
            "evidence", _("rated {label}, needs a line of evidence").format(label=rating.label)
        )
    if rating.needs_reason and not answer.reason.strip():
        return lacks("reason", _("rated {label}, needs a reason").format(label=rating.label))
    return None


def missing(
    checklist: Checklist,
    agency: str,
    facts: Mapping[str, str],
    answers: Mapping[str, Answer],
    judgements: Mapping[str, Judgement],
) -> tuple[Missing, ...]:
    """Return everything that is still missing, in the order of the page; empty means it can be submitted."""
    found: list[Missing] = [
        Missing(
            step="facts",
            place=fact.key,
            kind="fact",
            words=_("Not answered: {question}").format(question=fact.question),
        )
        for fact in facts_asked_now(checklist, agency, facts)
        if not facts.get(fact.key)
    ]
    for standard in standards_asked(checklist, agency):
        for criterion in standard.criteria:
            lack = missing_in_answer(checklist, criterion, answers[criterion.key], standard.key)
            if lack is not None:
                found.append(lack)
        if is_judged(standard, answers):
            found += _missing_judgement(checklist, answers, judgements, standard)
    found += _missing_judgement(checklist, answers, judgements, None)
    return tuple(found)


def _missing_judgement(
    checklist: Checklist,
    answers: Mapping[str, Answer],
    judgements: Mapping[str, Judgement],
    standard: Standard | None,
) -> list[Missing]:
    scale = checklist.judgement_scale
    if scale is None:
        return []
    key = standard.key if standard else ""
    title = f"“{standard.title}”" if standard else _("the whole file")

    def lacks(kind: Literal["judgement", "rationale", "cap"], words: str) -> Missing:
        return Missing(step=key or "overall", place=key, kind=kind, words=words)

    given = judgements.get(key)
    if given is None or given.value is None:
        return [lacks("judgement", _("No overall judgement on {title}").format(title=title))]
    capped = capping(checklist, answers.values(), key)
    found = []
    if given.value in closed_values(checklist, capped) and scale.cap is not None:
        keys = ", ".join(criterion.key for criterion in capped)
        found.append(
            lacks(
                "cap",
                _(
                    "The judgement on {title} cannot exceed {label}: {keys} is critical and not met"
                ).format(title=title, label=scale.value(scale.cap).label, keys=keys),
            )
        )
    if not given.rationale.strip():
        found.append(
            lacks("rationale", _("The judgement on {title} needs a rationale").format(title=title))
        )
    return found


def progress(
    checklist: Checklist,
    agency: str,
    facts: Mapping[str, str],
    answers: Mapping[str, Answer],
    judgements: Mapping[str, Judgement],
) -> Progress:
    """Return how much is answered and reasoned, in all and by step."""
    lacking = missing(checklist, agency, facts, answers, judgements)
    open_places = {(each.step, each.place) for each in lacking}
    asked = facts_asked_now(checklist, agency, facts)
    by_step: dict[str, tuple[int, int]] = {}
    if asked:
        by_step["facts"] = (sum(bool(facts.get(fact.key)) for fact in asked), len(asked))
    ruled_out = 0
    for standard in standards_asked(checklist, agency):
        live = [each for each in standard.criteria if not answers[each.key].is_ruled_out]
        ruled_out += len(standard.criteria) - len(live)
        places = [each.key for each in live]
        if checklist.judgement_scale is not None and is_judged(standard, answers):
            places.append(standard.key)
        done = sum((standard.key, place) not in open_places for place in places)
        by_step[standard.key] = (done, len(places))
    if checklist.judgement_scale is not None:
        by_step["overall"] = (int(("overall", "") not in open_places), 1)
    return Progress(
        done=sum(done for done, _ in by_step.values()),
        of=sum(of for _, of in by_step.values()),
        ruled_out=ruled_out,
        by_step=by_step,
    )
