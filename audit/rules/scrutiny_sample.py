"""How a sample was drawn, in numbers that a scrutineer may see: no case is named, and small counts are hidden.

To whom counts are masked, no sentence has a count that the tables hide, and nothing of what a person wrote about
cases: neither the reasons nor the name of the list's file.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from audit.model.disclosure import Audience, Count, MaskedTables, Sum, Tables
from audit.model.language import N_, _
from audit.model.sample import Chosen, Design, Sample
from audit.model.scrutiny import Counted, Drawing, StratumCounted
from audit.rules.disclosure import key, legend, mask
from audit.rules.sample_words import (
    design_words,
    list_words,
    seed_words,
    shared_out,
    strata_words,
    taken_words,
    total,
)

PARTS = {
    "list": N_("In the case list"),
    "left out": N_("Left out, each with a reason"),
    "certain": N_("Taken for certain"),
    "eligible": N_("Left to draw from"),
}
"""From the list to what chance chose among, in words."""
FIELDS = {"list": "frame", "left out": "excluded", "certain": "certain", "eligible": "eligible"}
"""By the name of a part, where a stratum has its number."""
NAMED_CASES = N_("cases named one by one")
ELSEWHERE = N_("Another round had them, or still has")
NO_REASON = N_("The reason was erased with the round's texts")


def drawing(
    sample: Sample, reasons: Mapping[str, int], earlier: int, audience: Audience
) -> Drawing:
    """Return how the sample was drawn as the audience may see it."""
    if audience.masks:
        reasons = _kinds(sample, reasons)
    shown = mask(_tables(sample, reasons), audience)
    whole = [
        Counted(what=_(words), cases=shown.of(key(part=name))) for name, words in PARTS.items()
    ]
    return Drawing(
        design=tuple(
            _numberless(sample.design)
            if audience.masks
            else design_words(_without_references(sample.design))
        ),
        seed=seed_words(sample)
        if sample.seed
        else _("The seed was erased with the round's texts."),
        listed=_("A list {list_words}").format(list_words=list_words(sample.frame))
        if audience.masks
        else taken_words(sample),
        cases=(*whole, Counted(what=_("Drawn at random"), cases=shown.of(key(drawn="all")))),
        reasons=tuple(
            Counted(what=each, cases=shown.of(key(part=_("left out"), reason=each)))
            for each in reasons
        ),
        strata=_strata(sample, shown),
        legend=legend(shown),
        earlier=earlier,
    )


def _strata(sample: Sample, shown: MaskedTables) -> tuple[StratumCounted, ...]:
    if len(sample.strata) < 2:
        return ()
    return tuple(
        StratumCounted(
            name=each.name,
            listed=shown.of(key(part="list", stratum=each.name)),
            drawn=shown.of(key(drawn="all", stratum=each.name)),
        )
        for each in sample.strata
    )


def _tables(sample: Sample, reasons: Mapping[str, int]) -> Tables:
    """The counts that are shown together, and how they add up: by part, by reason and by stratum."""
    every = total(sample.strata)
    drawn = {"all": every.drawn, "not": every.eligible - every.drawn}
    whole, left_out = key(part="list"), key(part=_("left out"))
    parts = {key(part=name): getattr(every, field) for name, field in FIELDS.items()}
    because = {key(part=_("left out"), reason=each): n for each, n in reasons.items()}
    listed = {key(part="list", stratum=each.name): each.frame for each in sample.strata}
    of_each = {key(drawn="all", stratum=each.name): each.drawn for each in sample.strata}
    counts = [Count(key=name, value=n) for each in (parts, because) for name, n in each.items()]
    # What was not drawn is printed nowhere, but anybody can take it from what is.
    counts += [
        Count(key=key(drawn=each), value=n, printed=each == "all") for each, n in drawn.items()
    ]
    sums = [
        Sum(total=whole, parts=tuple(each for each in parts if each != whole)),
        Sum(total=key(part="eligible"), parts=tuple(key(drawn=each) for each in drawn)),
    ]
    if because:
        sums.append(Sum(total=left_out, parts=tuple(because)))
    if len(sample.strata) > 1:
        counts += [Count(key=name, value=n) for name, n in (listed | of_each).items()]
        sums.append(Sum(total=whole, parts=tuple(listed)))
        sums.append(Sum(total=key(drawn="all"), parts=tuple(of_each)))
    return Tables(counts=tuple(counts), sums=tuple(sums))


def _numberless(design: Design) -> Iterator[str]:
    """Say how the sample was asked for without a count of cases: a table may hide that very count."""
    yield strata_words(design)
    asked = design.model_copy(update={"minimum": 0})
    yield _("A number of cases drawn at random, {shared_out}.").format(shared_out=shared_out(asked))
    if design.minimum and design.strata:
        yield _("From each stratum a least number, as far as it has them.")
    if design.reserve:
        yield _("Reserves: the next ones of each stratum, as far as it has them.")
    if design.months:
        yield _(
            "Left out: cases that another round had within {months} months before, or still had."
        ).format(months=design.months)
    for each in design.exclusions:
        yield _("Left out: {how}, with a reason on record.").format(how=_how(each))
    for each in design.certainty:
        yield _("Taken for certain: {how}, with a reason on record.").format(how=_how(each))


def _how(chosen: Chosen) -> str:
    """Say by what cases were chosen, and not why: the reason is a person's own words about them."""
    parts = []
    if chosen.condition is not None:
        parts.append(_("cases by {column}").format(column=chosen.condition.column))
    if chosen.references:
        parts.append(_(NAMED_CASES))
    return " and ".join(parts)


def _kind(chosen: Chosen) -> str:
    how = _how(chosen)
    return f"{how[:1].upper()}{how[1:]}"


def _kinds(sample: Sample, reasons: Mapping[str, int]) -> dict[str, int]:
    """Count what was left out by what it was chosen by, in place of the reasons."""
    by = {each.reason: _kind(each) for each in reversed(sample.design.exclusions)}
    rest = _(ELSEWHERE) if sample.seed else _(NO_REASON)
    found: Counter[str] = Counter()
    for reason, n in reasons.items():
        found[by.get(reason, rest)] += n
    # By name: an order by number would say which of two hidden counts is the greater.
    return dict(sorted(found.items()))


def _without_references(design: Design) -> Design:
    """The design with its conditions and reasons, without the cases that it names."""

    def bare(chosen: Chosen) -> Chosen:
        return chosen.model_copy(
            update={"references": (_(NAMED_CASES),) if chosen.references else ()}
        )

    return design.model_copy(
        update={
            "exclusions": tuple(map(bare, design.exclusions)),
            "certainty": tuple(map(bare, design.certainty)),
        }
    )
