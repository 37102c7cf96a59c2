"""The tables of agreement, declared once for the page and the workbook."""

from audit.documents.column import Column
from audit.model.agreement import AgreedOn, AgreementPicture, Coefficient, Holds, signed
from audit.model.board import CriterionResult
from audit.model.figure import SMALL
from audit.model.language import N_, _

NOT_TWICE = N_("not read twice")
UNDEFINED = N_("not defined: all ratings alike")


def _same(row: AgreedOn) -> str:
    agreed = row.agreed
    return (
        _("{agreed:,} of {pairs:,}").format(agreed=agreed.agreed, pairs=agreed.pairs)
        if agreed.pairs
        else _(NOT_TWICE)
    )


def _words(found: Coefficient | None) -> str:
    """The value with its interval, or in words why it has none."""
    if found is None:
        return _(UNDEFINED)
    if found.low is None or found.high is None:
        return _("{signed}, no interval").format(signed=signed(found.value))
    return _("{signed} ({signed_2} to {signed_3})").format(
        signed=signed(found.value), signed_2=signed(found.low), signed_3=signed(found.high)
    )


def _of(n: int, found: Coefficient | None) -> str:
    """The coefficient of so many pairs; under ten it would say more than is known."""
    if not n:
        return ""
    return _words(found) if n >= SMALL else _("under {small} pairs").format(small=SMALL)


def holds_words(row: AgreedOn) -> str:
    """For instance "▼ does not hold": the sign reads in black and white."""
    return f"{row.agreed.holds.sign} {_(row.agreed.holds)}"


def of_two_readers(picture: AgreementPicture | None) -> Column[CriterionResult]:
    """Return the column that stands beside the results of a criterion: what two readers' agreement says of them."""
    known = {each.name: each for each in picture.criteria} if picture else {}

    def words(result: CriterionResult) -> str:
        row = known.get(result.criterion.key)
        if row is None or not row.agreed.pairs:
            return _(NOT_TWICE)
        warning = _("; reword or train") if row.agreed.holds is Holds.DOES_NOT else ""
        return _("{holds_words}{warning}: {same} alike").format(
            holds_words=holds_words(row), warning=warning, same=_same(row)
        )

    meaning = _(
        "Whether two readers of the same file rate it alike; where they do not, its results say little."
    )
    return Column(_("Two readers"), words, "words", meaning, 34)


_FIGURES: tuple[Column[AgreedOn], ...] = (
    Column("Same rating", _same, "words", "Pairs of equal ratings, of all pairs.", 13),
    Column("Share", lambda r: r.agreed.share, "share", "Same ÷ pairs. Empty under 10 pairs.", 9),
    Column("95% from", lambda r: r.agreed.low, "share", "Lower limit, the file as cluster.", 9),
    Column("95% to", lambda r: r.agreed.high, "share", "Upper limit, the file as cluster.", 9),
    Column(
        "AC1 (95% CI)",
        lambda r: _of(r.agreed.pairs, r.agreed.gwet),
        "words",
        "Gwet's AC1: agreement beyond chance, 1 at most. Not said under 10 pairs.",
        18,
    ),
    Column(
        "Alpha (95% CI)",
        lambda r: _of(r.agreed.pairs, r.agreed.alpha),
        "words",
        "Krippendorff's alpha. Not said under 10 pairs. Not defined where all ratings are alike.",
        18,
    ),
    Column(
        "Kappa (95% CI)",
        lambda r: _of(r.agreed.pairs, r.agreed.kappa),
        "words",
        "Cohen's kappa, never to be read alone. Not said under 10 pairs. Not defined where all ratings are alike.",
        18,
    ),
    Column(
        "Ordered pairs",
        lambda r: r.agreed.ordered_pairs,
        "whole",
        "Pairs in which both ratings lie between met and not met: the n of the next two columns.",
        9,
    ),
    Column(
        "AC2 (95% CI)",
        lambda r: _of(r.agreed.ordered_pairs, r.agreed.gwet_ordered),
        "words",
        "The same as AC1, a rating next to the other's counting as half agreed. Not said under 10 pairs.",
        18,
    ),
    Column(
        "Weighted kappa (95% CI)",
        lambda r: _of(r.agreed.ordered_pairs, r.agreed.kappa_weighted),
        "words",
        "Kappa, a rating next to the other's counting as half agreed. Not said under 10 pairs.",
        18,
    ),
)
_HOLDS: Column[AgreedOn] = Column(
    "Holds", holds_words, "words", "Whether two readers agree well enough, by the rule above.", 17
)


def _name(heading: str, meaning: str, width: int) -> Column[AgreedOn]:
    return Column(heading, lambda r: r.name, "text", meaning, width)


STANDARD_AGREEMENT = (_name("Standard", "Its title.", 34), _HOLDS, *_FIGURES)
CRITERION_AGREEMENT: tuple[Column[AgreedOn], ...] = (
    Column("Criterion", lambda r: f"{r.name}  {r.about}", "text", "What an auditor rates.", 50),
    _HOLDS,
    *_FIGURES,
)
READER_AGREEMENT = (_name(N_("Two readers"), N_("Who read the same files."), 34), *_FIGURES)
"""Two auditors a row, without a verdict: it is the criterion that is judged."""
