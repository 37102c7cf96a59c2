"""A checklist as a form that another program shows: every question, when it is asked, and what cannot be said there.

An XLSForm and a FHIR Questionnaire are both drawn from it, and what comes back is read by the same names.
"""

from collections.abc import Callable, Iterable, Iterator

from audit.documents.form_shape import (
    AGENCY,
    ANSWERED,
    REFERENCE,
    STARRED,
    Form,
    Group,
    Needed,
    Question,
    name_of,
)
from audit.model.case_audit import EVIDENCE_LIMIT
from audit.model.case_fact import CaseFact, Rule
from audit.model.checklist import Checklist, Counts, Criterion, Standard
from audit.rules.applicability import TooWide, facts_asked
from audit.rules.enabling import Answered, Clauses, Values, certain, either, failed, possible

How = Callable[[Rule, Values], Clauses]


def form(checklist: Checklist) -> Form:
    """Return the checklist as a form."""
    made = _Made(checklist)
    groups = (
        made.about(),
        *made.facts(),
        *map(made.standard, checklist.standards),
        *made.overall(),
    )
    return Form(checklist, groups, (*made.left, *_left(checklist)))


class _Made:
    """Makes the groups of one checklist."""

    def __init__(self, checklist: Checklist) -> None:
        self._of = checklist
        self.left: list[str] = []
        self._values: Values = {
            fact.key: tuple(each.key for each in fact.values) for fact in checklist.case_facts
        }

    def about(self) -> Group:
        agencies = tuple((each.key, each.name) for each in self._of.agencies)
        hint = "As it stands in the tool, for instance S-001. No name, no number of a person."
        asked = (
            Question(REFERENCE, "", "Reference of the case file", hint=hint, always=True, most=80),
            Question(AGENCY, "", "Whose file is it?", agencies, "agencies", always=True),
        )
        return Group("about", "The case file", asked, words=self._of.introduction, page=True)

    def facts(self) -> Iterator[Group]:
        found = tuple(map(self._fact, self._of.case_facts))
        if found:
            yield Group("facts", "Case facts", found, page=True)

    def _fact(self, fact: CaseFact) -> Question:
        agencies = [
            each.key for each in self._of.agencies if fact in facts_asked(self._of, each.key)
        ]
        asked = self._asked_of(agencies) + self._ruled(fact.key, certain, fact.asked_when)
        name = name_of(f"fact/{fact.key}")
        return Question(
            name,
            f"fact/{fact.key}",
            fact.question,
            tuple((each.key, each.label) for each in fact.values),
            name if fact.values else "",
            fact.help if fact.number is None else f"{fact.help} In {fact.number.unit}.".strip(),
            asked=asked,
            always=True,
            number=None if fact.number is None else (fact.number.least, fact.number.most),
        )

    def standard(self, standard: Standard) -> Group:
        judged = self._judged(standard.key, standard.title)
        asked = self._of_any(standard.criteria)
        criteria = [self._criterion(standard, each) for each in standard.criteria]
        within: tuple[Question | Group, ...] = (*criteria, *judged)
        name = f"standard_{standard.key}"
        return Group(name, standard.title, within, asked, standard.statement, page=True)

    def overall(self) -> Iterator[Group]:
        if self._of.judgement_scale:
            title = "The whole file"
            yield Group("overall", title, tuple(self._judged("", title)), page=True)

    def _judged(self, key: str, title: str) -> Iterator[Question]:
        scale = self._of.judgement_scale
        if scale is None:
            return
        value = name_of(f"value/{key}")
        words = tuple((each.key, each.label) for each in scale.values)
        means = "\n".join(f"{each.label}: {each.means}" for each in scale.values)
        text = f"Your judgement: {title}"
        closed, by = self._closed(key)
        yield Question(
            value,
            f"value/{key}",
            text,
            words,
            "judgements",
            guidance=means,
            closed=closed,
            closed_by=by,
        )
        why = f"rationale/{key}"
        yield _written(why, "Why this judgement?", asked=(_is(value, ANSWERED),))

    def _closed(self, standard: str) -> tuple[tuple[str, ...], tuple[Answered, ...]]:
        """What a critical criterion that is not met closes, and the ratings that say so."""
        scale = self._of.judgement_scale
        not_met = [x.key for x in self._of.rating_scale.ratings if x.counts_as is Counts.NOT_MET]
        by = tuple(
            (name_of(f"rating/{criterion.key}"), value)
            for each in self._of.standards
            if standard in ("", each.key)
            for criterion in each.criteria
            if criterion.critical
            for value in not_met
        )
        return (tuple(each.key for each in scale.above_cap()) if scale and by else (), by)

    def _criterion(self, standard: Standard, criterion: Criterion) -> Group:
        key, scale = criterion.key, self._of.rating_scale.ratings
        rating, overrule = name_of(f"rating/{key}"), name_of(f"overrule/{key}")
        rules = [each for each in (standard.applies_when, criterion.applies_when) if each]
        applies = tuple(one for each in rules for one in self._ruled(key, possible, each))
        out = self._out(key, rules) if applies else ()
        open_ = either(applies, (_is(overrule, ANSWERED),)) if out else applies
        within: list[Question] = []
        if out:
            text = "The case facts set this aside. If you rate it all the same, say why."
            within.append(_written(f"overrule/{key}", text, asked=out))
        looks = [f"{x.label}: {criterion.descriptors.get(x.key, '')}".strip() for x in scale]
        within += [
            Question(
                rating,
                f"rating/{key}",
                criterion.statement,
                tuple((each.key, each.label) for each in scale),
                "ratings",
                criterion.where_to_look,
                "\n".join(looks),
                open_,
            ),
            _written(
                f"evidence/{key}",
                "Evidence, in one line",
                criterion.evidence_prompt,
                (_is(rating, ANSWERED),),
                Needed(rating, tuple(each.key for each in scale if each.needs_evidence)),
            ),
        ]
        if reasons := tuple(each.key for each in scale if each.needs_reason):
            asked = (_is(rating, *reasons),)
            needed = Needed(rating, reasons)
            within.append(_written(f"reason/{key}", "Why this rating?", asked=asked, needed=needed))
        starred = Question(
            name_of(f"starred/{key}"),
            f"starred/{key}",
            "Is it good practice?",
            STARRED,
            "starred",
            asked=(_is(rating, ANSWERED),),
        )
        title = f"{key}. {standard.title}"
        asked_of = self._of_any((criterion,))
        return Group(f"criterion_{key}", title, (*within, starred), asked_of)

    def _out(self, key: str, rules: list[Rule]) -> Clauses:
        made: Clauses = self._ruled(key, failed, rules[0])
        for each in rules[1:]:
            try:
                made = either(made, self._ruled(key, failed, each))
            except TooWide:
                self._too_wide(key)
                return ()
        return made

    def _ruled(self, key: str, how: "How", rule: Rule | None) -> Clauses:
        if rule is None:
            return ()
        try:
            found = how(rule, self._values)
        except TooWide:
            self._too_wide(key)
            return ()
        return tuple(
            frozenset((name_of(f"fact/{fact}"), value) for fact, value in each) for each in found
        )

    def _too_wide(self, key: str) -> None:
        said = f"{key}: its rule over case facts takes too many conditions, so it is always asked."
        if said not in self.left:
            self.left.append(said)

    def _of_any(self, criteria: tuple[Criterion, ...]) -> Clauses:
        if not all(each.asked_of for each in criteria):
            return ()
        return self._asked_of([one for each in criteria for one in each.asked_of])

    def _asked_of(self, agencies: Iterable[str]) -> Clauses:
        asked = set(agencies)
        if asked >= {each.key for each in self._of.agencies}:
            return ()
        return (_is(AGENCY, *asked),)


def _is(question: str, *values: str) -> frozenset[tuple[str, str | None]]:
    return frozenset((question, each) for each in values)


def _written(
    slot: str, text: str, hint: str = "", asked: Clauses = (), needed: Needed | None = None
) -> Question:
    needed = needed if needed and needed.values else None
    return Question(
        name_of(slot), slot, text, hint=hint, asked=asked, needed=needed, most=EVIDENCE_LIMIT
    )


def _left(checklist: Checklist) -> Iterator[str]:
    """What every form leaves behind, whatever program shows it."""
    if checklist.ladders or checklist.timers:
        yield "Ladders and timers: they are counted in the tool from what comes back; the form does not show them."
    if checklist.vague_words:
        yield "Vague words: quotes are noted in the tool alone."
    if checklist.views_of:
        yield "The family's views on the help given: they are noted in the tool alone."
    yield (
        "Learning points, targets and what is critical: the form does not show them;"
        " the bundle and the CSV file carry them."
    )
