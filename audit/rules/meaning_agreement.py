"""What the figures of agreement mean, in plain words with the reader's own numbers."""

from collections.abc import Iterator

from audit.model.agreement import Agreed, Coefficient, Holds, signed
from audit.model.figure import SMALL, percent
from audit.model.language import N_, _
from audit.model.meaning import Meaning
from audit.rules.agreement import BAR
from audit.rules.headline import many

METHOD = N_(
    "Method: Gwet's AC1 (Gwet 2014), Krippendorff's alpha (Krippendorff 2011), Cohen's kappa (Cohen"
    " 1960), each before anything was moderated; from which AC1 agreement is called good: Altman"
    " 1991."
)


def agreement(about: str, found: Agreed) -> Meaning:
    """Explain how far two readers agree: how often, how much of it is beyond chance, and what that says."""
    return Meaning(about=about, sentences=tuple(_agreement(found)), method=METHOD)


def _agreement(found: Agreed) -> Iterator[str]:
    if not found.pairs:
        yield _("Nothing of it has been read twice yet, so there is no number to explain.")
        return
    pairs, files = many(found.pairs, "rating"), many(found.files, "file")
    yield (
        _(
            "Two readers who did not see each other's ratings gave {pairs} each on the same criteria of the"
            " same files, in {files}."
        ).format(pairs=pairs, files=files)
    )
    same, of = f"{found.agreed:,}", f"{found.pairs:,}"
    if found.pairs < SMALL:
        yield (
            _(
                "They gave the same rating {same} times out of {of}. From fewer than {small} nothing more is"
                " said: one pair more or less would turn it round."
            ).format(same=same, of=of, small=SMALL)
        )
        return
    share = percent(found.agreed / found.pairs)
    between = f"{percent(found.low or 0)}–{percent(found.high or 0)}%"
    yield (
        _(
            "They gave the same rating {same} times out of {of}, {share}%; in all files like these it would"
            " probably be {between}."
        ).format(same=same, of=of, share=share, between=between)
    )
    yield from _beyond(found)


def _beyond(found: Agreed) -> Iterator[str]:
    """What is left of it once chance is taken off, by each of the three ways."""
    if found.gwet is not None:
        value, between = signed(found.gwet.value), _between(found.gwet)
        yield (
            _(
                "Two people who only guessed would sometimes agree, too. AC1 takes that off: 0 is what guessing"
                " would do, and 1 is always the same. Here it is {value}{between}."
            ).format(value=value, between=between)
        )
        yield _held(found.holds)
    if found.alpha is not None:
        value, between = signed(found.alpha.value), _between(found.alpha)
        yield (
            _(
                "Alpha asks the same in another way: how much less do they differ than if all these ratings had"
                " been dealt out afresh by chance? Here it is {value}{between}; 1 is that they never differ, 0"
                " that they differ just as much."
            ).format(value=value, between=between)
        )
    if found.kappa is not None:
        value, between = signed(found.kappa.value), _between(found.kappa)
        yield (
            _(
                "Kappa takes chance to be how often each reader gave each rating. Where nearly all ratings are"
                " the same it falls towards 0 although the readers agree, so never read it alone. Here it is"
                " {value}{between}."
            ).format(value=value, between=between)
        )


def _between(found: Coefficient) -> str:
    if found.low is None or found.high is None:
        return ""
    low, high = signed(found.low), signed(found.high)
    return _(", and probably between {low} and {high}").format(low=low, high=high)


def _held(holds: Holds) -> str:
    return {
        Holds.HOLDS: _(
            "That is {bar} or more as far as it is known, so its ratings can be relied on: it holds (▲)."
        ).format(bar=BAR),
        Holds.DOES_NOT: (
            _(
                "That is under {bar} as far as it is known: two people read the same file differently, so its"
                " results say little until it is reworded or trained on (▼)."
            ).format(bar=BAR)
        ),
        Holds.UNCLEAR: _(
            "It may be {bar} or more as well as less, so it is too early to say whether it holds (◆)."
        ).format(bar=BAR),
        Holds.NONE: "",
    }[holds]
