"""A checklist as a table: one row a criterion, for a spreadsheet or a program of one's own."""

import csv
from collections.abc import Iterator
from io import StringIO

from audit.model.case_fact import All, Is, Not, Rule, Some
from audit.model.checklist import Checklist, Criterion, Standard
from audit.model.language import N_

HEADS = (
    "review",
    "checklist",
    "version",
    "standard",
    "standard_title",
    "standard_target",
    "criterion",
    "statement",
    "learning_points",
    "asked_of",
    "applies_when",
    "where_to_look",
    "evidence_prompt",
    "critical",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
NOT_CARRIED = (
    N_("Case facts: only the rules that look at them stand in the table, in words."),
    N_(
        "The scales, what judgements mean, ladders, timers and vague words: the bundle carries them."
    ),
    N_("The review: its learning points stand in the table by their keys."),
    N_(
        "A text that begins as a formula does has an apostrophe before it, so that a spreadsheet runs nothing."
    ),
    N_("The table cannot be taken back in: for that there is the bundle."),
)


def checklist_csv(checklist: Checklist) -> bytes:
    """Return the table in UTF-8, marked as such, since Excel would guess otherwise."""
    made = StringIO()
    writer = csv.writer(made)
    looks = [f"descriptor_{each.key}" for each in checklist.rating_scale.ratings]
    writer.writerow([*HEADS, *looks])
    for standard in checklist.standards:
        for criterion in standard.criteria:
            writer.writerow([_still(each) for each in _row(checklist, standard, criterion)])
    return made.getvalue().encode("utf-8-sig")


def _row(checklist: Checklist, standard: Standard, criterion: Criterion) -> Iterator[str]:
    yield from (checklist.review, checklist.key, str(checklist.version))
    yield from (standard.key, standard.title, f"{standard.target:g}")
    yield from (criterion.key, criterion.statement, " ".join(criterion.learning_points))
    asked = criterion.asked_of or tuple(each.key for each in checklist.agencies)
    yield " ".join(asked)
    rules = [each for each in (standard.applies_when, criterion.applies_when) if each]
    yield " and ".join(
        f"({in_words(each)})" if len(rules) > 1 else in_words(each) for each in rules
    )
    yield from (criterion.where_to_look, criterion.evidence_prompt)
    yield "yes" if criterion.critical else "no"
    yield from (criterion.descriptors.get(x.key, "") for x in checklist.rating_scale.ratings)


def in_words(rule: Rule) -> str:
    """Return a rule in words, by the keys of case facts and answers."""
    match rule:
        case Is():
            return f"{rule.fact} is {' or '.join(rule.is_)}"
        case Not():
            return f"not ({in_words(rule.not_)})"
        case All():
            return " and ".join(f"({in_words(each)})" for each in rule.all)
        case Some():
            return " or ".join(f"({in_words(each)})" for each in rule.any)


def _still(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
