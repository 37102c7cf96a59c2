"""What drift says in sentences: kindly, with its n, strengths as carefully as what was changed."""

from collections.abc import Sequence

from audit.model.drift import CriterionDrift, DriftPicture, Movement, OverTime, OwnDrift, Stood
from audit.model.language import N_, _
from audit.rules.headline import many

NAMED = 4
"""Criteria named in a sentence, at most; the table has the others."""
KINDLY = N_(
    "A rating that moderation changes is seldom about the person who gave it. Look at the wording of the criterion"
    " first, then at the training on it, and only then, together, at how files are read."
)
CARRIED = N_(
    "What two readers gave alike is carried over and nobody is asked: it counts as having stood. Each reader's"
    " ratings are taken as they were before the moderation was shown to them. Ratings of one file hang together, so"
    " that from few files little can be said: the interval is wide."
)
NOTHING = N_(
    "No moderation of this round is signed off yet, so there is nothing to say of what it changes."
)


def of_round(picture: DriftPicture) -> tuple[str, ...]:
    """Return what there is to say of a round."""
    overall = picture.overall
    if not overall.n:
        return (_(NOTHING),)
    first = _(
        "Moderation left {stood:,} of {ratings} as they were given{beside}, in {files} signed off."
    ).format(
        stood=overall.stood,
        ratings=many(overall.n, "rating"),
        beside=overall.beside,
        files=many(overall.files, "file"),
    )
    return tuple(filter(None, (first, ways(overall), look_at(picture.criteria), _(KINDLY))))


def of_oneself(found: OwnDrift) -> tuple[str, ...]:
    """Return what there is to say to an auditor of their own ratings; nothing where none was moderated."""
    overall = found.overall
    if not overall.n:
        return ()
    first = _(
        "{stood:,} of your {ratings} in {files} that moderation"
        " looked at stood as you gave them{beside}."
    ).format(
        stood=overall.stood,
        ratings=many(overall.n, "rating"),
        files=many(overall.files, "file"),
        beside=overall.beside,
    )
    throughout = _throughout(found.criteria)
    return tuple(
        filter(None, (first, throughout, ways(overall), look_at(found.criteria), _(KINDLY)))
    )


def ways(of: Stood) -> str:
    """Say which way the changed ones went; that none was changed, where none was."""
    if not of.changed:
        return _("None was changed.") if of.n else ""
    was = "was" if of.changed == 1 else "were"
    return _("{changed:,} {verb} changed: {ways_in_short}.").format(
        changed=of.changed, verb=was, ways_in_short=ways_in_short(of)
    )


def ways_in_short(of: Stood) -> str:
    """For instance "3 towards better, 1 out of the count"."""
    return ", ".join(f"{n:,} {_(way)}" for way, n in of.ways.items())


def look_at(criteria: Sequence[CriterionDrift]) -> str:
    """Say which criteria were changed more than once; nothing where none was."""
    wanting = [each for each in criteria if each.stood.changed > 1]
    if not wanting:
        return ""
    named = ", ".join(
        _("{key} ({changed} of {n})").format(
            key=each.key, changed=each.stood.changed, n=each.stood.n
        )
        for each in wanting[:NAMED]
    )
    more = _(", and {n} more").format(n=len(wanting) - NAMED) if len(wanting) > NAMED else ""
    return _("Changed more than once: {named}{more}.").format(named=named, more=more)


def _throughout(criteria: Sequence[CriterionDrift]) -> str:
    """The strengths: on how many criteria every rating stood."""
    whole = sum(not each.stood.changed for each in criteria)
    if not whole:
        return ""
    of = "criterion" if len(criteria) == 1 else "criteria"
    return _("On {whole} of {n} {of} every one stood.").format(whole=whole, n=len(criteria), of=of)


def moved_words(row: OverTime) -> str:
    """For instance "no clear change: 4 of 52 changed, 5 of 40 the round before"."""
    if row.moved is Movement.NONE:
        return row.moved.value
    now, before = row.stood, row.before
    return _(
        "{moved}: {changed:,} of {n:,} changed, {changed_2:,} of {n_2:,} the round before"
    ).format(moved=row.moved, changed=now.changed, n=now.n, changed_2=before.changed, n_2=before.n)
