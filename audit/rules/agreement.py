"""Whether a criterion holds: whether two people who read the same file would rate it alike."""

from audit.model.agreement import Agreed, AgreementPicture, Holds
from audit.model.figure import SMALL
from audit.model.language import N_, _
from audit.rules.headline import many

BAR = 0.6
"""Gwet's AC1 from which agreement is called good (Altman 1991, Practical Statistics for Medical Research)."""
RULE = N_(
    "A criterion holds (▲) when the whole 95% interval of AC1 is at 0.6 or above, and does not hold (▼)"
    " when the whole of it is below; between, and under 10 pairs, it is too early to say (◆)."
    " Where all of 10 or more pairs agree, or none does, there is no interval: it holds, or it does not."
)


def holds(agreed: Agreed) -> Holds:
    """Return how the agreement stands against the bar."""
    gwet = agreed.gwet
    if not agreed.pairs:
        return Holds.NONE
    if gwet is None or agreed.pairs < SMALL:
        return Holds.UNCLEAR
    if agreed.agreed in (0, agreed.pairs):
        return Holds.HOLDS if agreed.agreed else Holds.DOES_NOT
    if gwet.low is None or gwet.high is None:
        return Holds.UNCLEAR
    if gwet.high < BAR:
        return Holds.DOES_NOT
    return Holds.HOLDS if gwet.low >= BAR else Holds.UNCLEAR


def headline(picture: AgreementPicture) -> tuple[str, ...]:
    """Return what there is to say first: how often readers agree, beyond chance, and which criteria do not hold."""
    overall = picture.overall
    waiting = _(
        "{files} with two readers {verb} for both to submit: until then neither is compared."
    ).format(files=many(picture.waiting, "file"), verb=_wait(picture.waiting))
    if not overall.pairs:
        said = (
            _(
                "No file has been read by two auditors yet, so nobody can say whether they would agree."
            ),
        )
        return (*said, waiting) if picture.waiting else said
    first = _(
        "Two readers of the same file gave the same rating to {words}, in {files} read twice."
    ).format(words=overall.words, files=many(overall.files, "file"))
    enough = overall.pairs >= SMALL
    beyond = (
        _("Beyond chance: AC1 {words}.").format(words=overall.gwet.words)
        if overall.gwet and enough
        else ""
    )
    reword = reword_words(picture)
    last = waiting if picture.waiting else ""
    return tuple(filter(None, (first, beyond, reword, changed_words(picture), last)))


def changed_words(picture: AgreementPicture) -> str:
    """Say how many files were changed when their readers were no longer blind; nothing where none was."""
    n = picture.changed
    if not n:
        return ""
    return _(
        "In {files} a rating was changed after both readings had been in, when each reader could see"
        " the other's: {words} here as both stood before, for agreement is"
        " said of readings that nobody had led."
    ).format(files=many(n, "file"), words=_("it counts") if n == 1 else _("they count"))


def reword_words(picture: AgreementPicture) -> str:
    """Say which criteria two readers do not rate alike; nothing where all hold, or it is too early to say."""
    wanting = [each.name for each in picture.criteria if each.agreed.holds is Holds.DOES_NOT]
    if not wanting:
        return ""
    return _(
        "Reword these, or train on them, before their results are relied on: {wanting}."
    ).format(wanting=", ".join(wanting))


def _wait(n: int) -> str:
    return "waits" if n == 1 else "wait"
