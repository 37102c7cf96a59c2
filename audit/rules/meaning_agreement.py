"""What the figures of agreement mean, in plain words with the reader's own numbers."""

from collections.abc import Iterator

from audit.model.agreement import Agreed, Coefficient, Holds, signed
from audit.model.figure import SMALL, percent
from audit.model.meaning import Meaning
from audit.rules.agreement import BAR
from audit.rules.headline import many

METHOD = (
    "Method: Gwet's AC1 (Gwet 2014), Krippendorff's alpha (Krippendorff 2011), Cohen's kappa (Cohen 1960), each"
    " before anything was moderated; from which AC1 agreement is called good: Altman 1991."
)


def agreement(about: str, found: Agreed) -> Meaning:
    """Explain how far two readers agree: how often, how much of it is beyond chance, and what that says."""
    return Meaning(about=about, sentences=tuple(_agreement(found)), method=METHOD)


def _agreement(found: Agreed) -> Iterator[str]:
    if not found.pairs:
        yield "Nothing of it has been read twice yet, so there is no number to explain."
        return
    pairs, files = many(found.pairs, "rating"), many(found.files, "file")
    yield (
        f"Two readers who did not see each other's ratings gave {pairs} each on the same criteria of the same files,"
        f" in {files}."
    )
    same, of = f"{found.agreed:,}", f"{found.pairs:,}"
    if found.pairs < SMALL:
        yield (
            f"They gave the same rating {same} times out of {of}. From fewer than {SMALL} nothing more is said: one"
            " pair more or less would turn it round."
        )
        return
    share = percent(found.agreed / found.pairs)
    between = f"{percent(found.low or 0)}–{percent(found.high or 0)}%"
    yield (
        f"They gave the same rating {same} times out of {of}, {share}%; in all files like these it would probably"
        f" be {between}."
    )
    yield from _beyond(found)


def _beyond(found: Agreed) -> Iterator[str]:
    """What is left of it once chance is taken off, by each of the three ways."""
    if found.gwet is not None:
        value, between = signed(found.gwet.value), _between(found.gwet)
        yield (
            "Two people who only guessed would sometimes agree, too. AC1 takes that off: 0 is what guessing would do,"
            f" and 1 is always the same. Here it is {value}{between}."
        )
        yield _HOLDS[found.holds]
    if found.alpha is not None:
        value, between = signed(found.alpha.value), _between(found.alpha)
        yield (
            "Alpha asks the same in another way: how much less do they differ than if all these ratings had been"
            f" dealt out afresh by chance? Here it is {value}{between}; 1 is that they never differ, 0 that they differ just as much."
        )
    if found.kappa is not None:
        value, between = signed(found.kappa.value), _between(found.kappa)
        yield (
            "Kappa takes chance to be how often each reader gave each rating. Where nearly all ratings are the same"
            " it falls towards 0 although the readers agree, so never read it alone. Here it is"
            f" {value}{between}."
        )


def _between(found: Coefficient) -> str:
    if found.low is None or found.high is None:
        return ""
    low, high = signed(found.low), signed(found.high)
    return f", and probably between {low} and {high}"


_HOLDS = {
    Holds.HOLDS: f"That is {BAR} or more as far as it is known, so its ratings can be relied on: it holds (▲).",
    Holds.DOES_NOT: (
        f"That is under {BAR} as far as it is known: two people read the same file differently, so its results say"
        " little until it is reworded or trained on (▼)."
    ),
    Holds.UNCLEAR: f"It may be {BAR} or more as well as less, so it is too early to say whether it holds (◆).",
    Holds.NONE: "",
}
