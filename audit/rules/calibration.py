"""What passing a practice file means, which file comes next, and what is wrong in a calibration set."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from audit.model.calibration import (
    LEAST_BAR,
    AgreedAnswer,
    Attempt,
    CalibrationSet,
    PracticeFile,
    Standing,
)
from audit.model.checklist import Checklist, Counts
from audit.model.figure import SMALL, share_words
from audit.model.language import _
from audit.model.refusal import near, refuse
from audit.model.source_review import SourceReview
from audit.rules.applicability import Place, criteria_asked, facts_of, ruled_out
from audit.rules.checklist import Fault, listed

WORDS_A_MINUTE = 180
"""Reading with care."""
ROUNDED = 5
"""Minutes are told in steps of so many: a finer number would be a promise."""


def needed(bar: int, of: int) -> int:
    """How many of so many criteria must be rated as agreed: at least one, and never more than all."""
    return max(1, -(-bar * of // 100))


def passes(agreed: int, of: int, bar: int) -> bool:
    """True if so many of them reach the bar."""
    return agreed >= needed(bar, of)


def bar_words(bar: int, of: int) -> str:
    """What a bar means for a practice file, for instance "9 of 10"."""
    return _("{needed} of {of}").format(needed=needed(bar, of), of=of)


def attempt_words(attempt: Attempt) -> str:
    """What an attempt came to, for instance "9 of 12 as agreed (75%)"; no bare percentage under ten."""
    share = f" ({share_words(attempt.agreed, attempt.of)})" if attempt.of >= SMALL else ""
    return _("{agreed} of {of} as agreed{share}").format(
        agreed=attempt.agreed, of=attempt.of, share=share
    )


def is_from_memory(attempt: Attempt, attempts: Iterable[Attempt]) -> bool:
    """True if the person had tried that file before: they had seen its agreed answers."""
    file = (attempt.set_id, attempt.file)
    return any(
        (each.set_id, each.file) == file and each.number < attempt.number for each in attempts
    )


def standing_words(standing: Standing, *, from_memory: bool = False) -> str:
    """How an auditor stands, with a sign beside the words."""
    if standing.passed:
        return _("✓ passed, on a file tried before") if from_memory else _("✓ passed")
    if standing.let_in:
        return _("→ let in")
    return _("– had begun") if standing.begun else _("○ not yet")


def score(file: PracticeFile, ratings: Mapping[str, str | None]) -> int:
    """How many criteria are rated as agreed: the very same word, for a near miss is worth talking about."""
    return sum(ratings.get(each.criterion) == each.rating for each in file.agreed)


def minutes(file: PracticeFile) -> int:
    """About how long it takes: reading the extracts, and a minute a criterion."""
    words = sum(len(each.text.split()) for each in file.documents)
    return ROUNDED * -(-(words // WORDS_A_MINUTE + len(file.agreed)) // ROUNDED)


def next_file(found: CalibrationSet, tried: Sequence[str], agency: str | None) -> PracticeFile:
    """The practice file of the next attempt: the one tried least; of equals the own agency's, else the first."""
    times = Counter(tried)
    return min(found.practice_files, key=lambda each: (times[each.key], each.agency != agency))


def out_by(checklist: Checklist, file: PracticeFile, criterion: str) -> tuple[str, ...]:
    """The case facts that rule a criterion out in this practice file; none where it applies."""
    home = checklist.standard_of(criterion).applies_when
    rule = checklist.criterion(criterion).applies_when
    return ruled_out((home, rule), file.case_facts) or ()


def check_bar(bar: int) -> None:
    """Refuse a bar that anybody would pass, or nobody could."""
    if isinstance(bar, bool) or not isinstance(bar, int) or not LEAST_BAR <= bar <= 100:
        raise refuse("calibration.bar", where=_("Bar"), least=LEAST_BAR)


def check_through(where: str, title: str, standing: Standing) -> None:
    """Refuse a live file to an auditor who has not passed the practice that its round asks for."""
    if not standing.is_through:
        raise refuse("calibration.not-passed", where=where, title=title)


# ---- What is wrong in a set ----------------------------------------------------------------------------------


def complaints(found: CalibrationSet, checklist: Checklist) -> Iterator[Fault]:
    """Everything wrong in a set of the right shape, beside the checklist that it is for."""
    yield from _twice(_("practice file"), [each.key for each in found.practice_files])
    for number, file in enumerate(found.practice_files):
        place: Place = ("practice_files", number)
        known = [each.key for each in checklist.agencies]
        if file.agency not in known:
            yield _unknown("checklist.agency-unknown", file.agency, known, (*place, "agency"))
            continue
        faults = tuple(_facts(checklist, file, place))
        yield from faults
        yield from _answers(checklist, file, place, facts_hold=not faults)


def no_checklist(
    found: CalibrationSet, review: SourceReview, checklists: Sequence[Checklist]
) -> Fault:
    """What is wrong in a set whose checklist is not there: another review, another key, another version."""
    if found.review != review.key:
        return _unknown("checklist.review-other", found.review, [review.key], ("review",))
    known = [
        _("{key} (version {version})").format(key=each.key, version=each.version)
        for each in checklists
    ]
    facts = {
        "key": found.checklist,
        "version": found.checklist_version,
        "known": listed(known),
        "hint": near(found.checklist, [each.key for each in checklists]),
    }
    return Fault("calibration.no-checklist", ("checklist",), facts)


def _twice(thing: str, keys: Sequence[str]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for number, key in enumerate(keys):
        before = first.setdefault(key.casefold(), number)
        if before != number:
            yield Fault(
                "checklist.key-twice",
                ("practice_files", number, "key"),
                {"thing": thing, "key": key},
                ("practice_files", before, "key"),
            )


def _facts(checklist: Checklist, file: PracticeFile, place: Place) -> Iterator[Fault]:
    asked = {each.key: [one.key for one in each.values] for each in checklist.case_facts}
    for key, value in file.case_facts.items():
        at = (*place, "case_facts", key)
        if key not in asked:
            yield _unknown("calibration.fact", key, asked, at)
        elif value not in asked[key]:
            yield _unknown("checklist.value-unknown", value, asked[key], at, fact=key)
    deciding = _deciding(checklist, file.agency)
    lacking = [each for each in asked if each in deciding and each not in file.case_facts]
    if lacking:
        yield Fault("calibration.facts-missing", (*place, "case_facts"), {"facts": listed(lacking)})


def _deciding(checklist: Checklist, agency: str) -> set[str]:
    """The case facts that decide whether a criterion asked of the agency applies; follow-ups are not practised."""
    return {
        fact
        for each in criteria_asked(checklist, agency)
        for rule in (checklist.standard_of(each.key).applies_when, each.applies_when)
        for fact in facts_of(rule)
    }


def _answers(
    checklist: Checklist, file: PracticeFile, place: Place, *, facts_hold: bool
) -> Iterator[Fault]:
    asked = [each.key for each in criteria_asked(checklist, file.agency)]
    first: dict[str, Place] = {}
    for number, each in enumerate(file.agreed):
        at = (*place, "agreed", number)
        before = first.setdefault(each.criterion, at)
        if before != at:
            facts = {"thing": _("agreed answer"), "key": each.criterion}
            yield Fault("checklist.key-twice", (*at, "criterion"), facts, (*before, "criterion"))
        elif each.criterion not in asked:
            told = {"agency": file.agency}
            yield _unknown(
                "calibration.criterion", each.criterion, asked, (*at, "criterion"), **told
            )
        else:
            yield from _answer(checklist, file, each, at, facts_hold=facts_hold)


def _answer(
    checklist: Checklist, file: PracticeFile, each: AgreedAnswer, at: Place, *, facts_hold: bool
) -> Iterator[Fault]:
    ratings = {one.key: one for one in checklist.rating_scale.ratings}
    if each.rating not in ratings:
        yield _unknown("calibration.rating", each.rating, ratings, (*at, "rating"))
        return
    if not facts_hold:
        return
    is_out = bool(out_by(checklist, file, each.criterion))
    is_rated = ratings[each.rating].counts_as is not Counts.OUT
    if is_out and is_rated and not each.overrules:
        yield Fault("calibration.ruled-out", (*at, "rating"), {"key": each.criterion})
    elif each.overrules and not (is_out and is_rated):
        yield Fault("calibration.overrules", (*at, "overrules"), {"key": each.criterion})


def _unknown(code: str, key: str, known: Iterable[str], place: Place, **told: str) -> Fault:
    keys = list(known)
    return Fault(code, place, {"key": key, "known": listed(keys), "hint": near(key, keys)} | told)
