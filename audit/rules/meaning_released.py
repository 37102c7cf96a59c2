"""What a released number means, and why another one is not shown: from what is shown, and from nothing else."""

from collections.abc import Iterator

from audit.model.disclosure import Mark
from audit.model.language import N_, _
from audit.model.meaning import Meaning
from audit.model.released import ReleasedPicture, ReleasedResult
from audit.rules.headline import many
from audit.rules.meaning import FIGURE_METHOD, shown_figure

METHOD = N_(
    "Method: small numbers are hidden by the conventions of the Department for Education's"
    " statistics; which others have to go with them is found by linear programmes, so that at least"
    " five values stay possible for each."
)


def names(found: ReleasedPicture) -> tuple[str, ...]:
    """Name what can be explained: every line of the picture, and the rule by which numbers are hidden."""
    return (_(HIDDEN), *(_name(each) for each in found.results))


HIDDEN = N_("Numbers that are hidden")


def released(found: ReleasedPicture, place: int) -> Meaning:
    """Explain what stands in that place among the names."""
    return _rule(found) if not place else _result(found.results[place - 1])


def _name(each: ReleasedResult) -> str:
    key, title = each.key, each.title
    return f"{key}  {title}" if key else title


def _result(found: ReleasedResult) -> Meaning:
    shown = found.figure.figure
    if shown is None:
        return Meaning(about=_name(found), sentences=tuple(_unsaid(found)), method=METHOD)
    told = shown_figure(_name(found), shown, found.target)
    if not found.answer:
        return told
    sign, word, reason = (
        found.answer.embedded.sign,
        _(found.answer.embedded.value),
        found.answer.reason,
    )
    answer = _("So the answer is {sign} {word}: {reason}").format(
        sign=sign, word=word, reason=reason
    )
    return Meaning(about=told.about, sentences=(*told.sentences, answer), method=FIGURE_METHOD)


def _unsaid(found: ReleasedResult) -> Iterator[str]:
    if found.target is None:
        yield _("No criterion asks about it, so there is no number.")
        return
    yield (
        _(
            "Its numbers are not shown here: one of them is small, or would let a small one be worked out."
            " How small is not on this page in any form, so nothing more can be said of it either."
        )
    )


def _rule(found: ReleasedPicture) -> Meaning:
    """Why there are letters in place of numbers: what is counted are letters that everybody sees."""
    numbers = [n for each in found.results for n in (each.figure.met, each.figure.applicable)]
    hidden = sum(each.is_hidden for each in numbers)
    every = many(sum(each.mark in (None, Mark.SMALL) for each in numbers), "number")
    told = (
        _(
            "A number from 1 to 5 may point at a child whom somebody knows, so it is hidden: c stands in its"
            " place."
        ),
        _("Of {every} of met and applicable ratings on this page, {hidden} are hidden.").format(
            every=every, hidden=f"{hidden:,}"
        ),
        _(
            "Not each of these is small. Were only the small one of three numbers hidden, the other two and"
            " their total would give it away; so a second one goes with it."
        ),
        _(
            "Percentages, ranges and answers are given where both their numbers are shown, and are left out"
            " elsewhere."
        ),
    )
    return Meaning(about=_(HIDDEN), sentences=told, method=METHOD)
