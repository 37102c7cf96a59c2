"""What may be written as a theme, which findings are on it, and what its picture over several reviews may say."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from audit.model.finding import THEME_LIMIT, Finding
from audit.model.language import N_, _
from audit.model.refusal import near, refuse
from audit.model.source_review import SourceReview
from audit.model.theme import (
    BELONGS_LIMIT,
    Theme,
    ThemePicture,
    ThemePoint,
    ThemeSet,
    ThemeWords,
)
from audit.model.trend import ChartKind, Measure
from audit.rules.checklist import Fault, repeated
from audit.rules.headline import many
from audit.rules.panel_check import check_written
from audit.rules.trend import variation_icon
from audit.rules.trend_words import has_line

WHERE = N_("Theme")
RULE = N_(
    "Each point is one round, marked with its review. Rounds of different checklists ask different things, so figures"
    " are pooled within a round only, and rounds stand side by side over time. A line joins the rounds that asked the same"
    " criteria in the same words; it steps where the criteria changed, and another checklist has a line of its own."
    " Whether something changed is tested along one line only, by the rules of a trend: a step from one line to another"
    " says nothing about practice. Files audited one by one are left out."
)
"""How a theme is drawn, beside its chart."""


def folded(name: str) -> str:
    """A name as people read it: capitals and spaces aside."""
    return " ".join(name.casefold().split())


def checked(
    words: ThemeWords,
    known: Iterable[Theme],
    reviews: Collection[SourceReview],
    watched: Iterable[str],
    *,
    looked: bool,
) -> ThemeWords:
    """Return the words as they are kept; refuse what is missing, too long, there already, unknown or an identifier.

    `known` are the other themes that stand, `reviews` those that are published.
    """
    named = tuple(watched)
    kept = {
        part: " ".join(
            check_written(
                f"{WHERE}, {called}",
                getattr(words, part),
                named,
                looked=looked,
                limit=limit,
                code="theme.identifier",
            ).split()
        )
        for part, called, limit in (
            ("name", "name", THEME_LIMIT),
            ("belongs", _("what belongs to it"), BELONGS_LIMIT),
        )
    }
    if not kept["name"]:
        raise refuse("theme.no-name", where=_(WHERE))
    if not kept["belongs"]:
        raise refuse("theme.no-sentence", where=kept["name"])
    if any(folded(each.name) == folded(kept["name"]) for each in known):
        raise refuse("theme.same-name", where=_(WHERE), name=kept["name"])
    there = every_point(reviews)
    for each in words.points:
        if each not in there:
            facts = {"review": each.review, "point": each.point}
            raise refuse("theme.unknown-point", where=kept["name"], **facts)
    chosen = set(words.points)
    return ThemeWords(**kept, points=tuple(each for each in there if each in chosen))


def every_point(reviews: Iterable[SourceReview]) -> tuple[ThemePoint, ...]:
    """Return the learning points of all these reviews, in their order."""
    return tuple(
        ThemePoint(review=review.key, point=point.key)
        for review in reviews
        for point in review.learning_points
    )


def set_complaints(found: ThemeSet, review: SourceReview) -> Iterator[Fault]:
    """Yield what is wrong in the themes proposed beside a review."""
    if found.review != review.key:
        facts = {"value": found.review, "known": review.key}
        yield Fault("theme.other-review", ("review",), facts)
    names: list[tuple[str, tuple[str | int, ...]]] = [
        (each.name, ("themes", n, "name")) for n, each in enumerate(found.themes)
    ]
    for name, place, first in repeated(names):
        yield Fault("theme.twice", place, {"name": name}, first)
    known = [each.key for each in review.learning_points]
    for n, theme in enumerate(found.themes):
        for at, key in enumerate(theme.points):
            if key not in known:
                facts = {"value": key, "hint": near(key, known)}
                yield Fault("theme.point", ("themes", n, "points", at), facts)


# ---- Findings ------------------------------------------------------------------------------------------------


def on_theme(finding: Finding, review: str, themes: Sequence[Theme]) -> frozenset[str]:
    """Return the ids of the themes that a finding is on: that which it names, else those of the points it cites.

    `review` is the key of its round's review.
    """
    named = {each.id for each in themes if folded(each.name) == folded(finding.theme)}
    if named:
        return frozenset(named)
    cited = {ThemePoint(review=review, point=each) for each in finding.points}
    return frozenset(each.id for each in themes if not cited.isdisjoint(each.points))


# ---- In words ------------------------------------------------------------------------------------------------


def looked_at(picture: ThemePicture) -> str:
    """Say in how many reviews and rounds it was looked at."""
    reviews, rounds = picture.looked_at
    if not rounds:
        return _("No round that you may read has looked at it yet.")
    return _("Looked at in {rounds} of {reviews}.").format(
        rounds=many(rounds, "round"), reviews=many(reviews, "review")
    )


def newest_words(picture: ThemePicture) -> str:
    """Give the newest figure with its n and its interval, and the round that it is of."""
    if picture.newest is None:
        return ""
    strand, place = picture.newest
    of = f"{place.period.title}, {strand.review.title}"
    return _("Newest: {words} from {cases} ({of}).").format(
        words=place.figure.words, cases=many(place.figure.cases, "case"), of=of
    )


def change_words(picture: ThemePicture) -> tuple[str, ...]:
    """Say what each line shows by itself, and where the criteria changed, a sentence a line."""
    told = []
    for number, each in enumerate(picture.strands, start=1):
        icon = variation_icon(each.measure.trend)
        points = many(len(each.measure.places), "round")
        told.append(
            _("Line {number}, {title}, {checklist}, {points}: {lower}{name}. {meaning}").format(
                number=number,
                title=each.review.title,
                checklist=each.checklist,
                points=points,
                lower=icon.name[0].lower(),
                name=icon.name[1:],
                meaning=icon.meaning,
            )
        )
        if each.is_earlier:
            last = each.measure.places[-1].period.title
            told.append(
                _(
                    "After “{last}” the criteria changed: the later rounds of this checklist are another line."
                ).format(last=last)
            )
    return tuple(told)


def different(picture: ThemePicture) -> str:
    """Say that the lines ask different things; nothing where there is one line."""
    n = len(picture.strands)
    if n < 2:
        return ""
    return _(
        "The set of criteria differs between the {n} lines, so no change is read from one to another."
    ).format(n=n)


# ---- On one chart -------------------------------------------------------------------------------------------

_APART = 1000
"""More than one line can begin anew: so far the segments of two lines stand apart."""


def together(picture: ThemePicture) -> Measure | None:
    """Return every round of all lines on one chart in time order, each line a piece of its own; None without any.

    It is there to be drawn: it has no target, no rebase and no rule of its own, as nothing is tested across lines.
    """
    if picture.newest is None:
        return None
    places = []
    for strand, place in picture.places:
        found, apart = place.found, _APART * picture.strands.index(strand)
        # A line of one or two rounds has no middle worth drawing.
        centre = found.centre if has_line(strand.measure) else found.share
        title = f"{place.period.title} · {strand.review.title}"
        parts = {"segment": found.segment + apart, "centre": centre}
        update = {
            "period": place.period.model_copy(update={"title": title}),
            "found": found.model_copy(update=parts),
        }
        places.append(place.model_copy(update=update))
    charted = [each.measure.trend for each in picture.strands]
    kind = ChartKind.P if any(each.kind is ChartKind.P for each in charted) else ChartKind.RUN
    bare = {"kind": kind, "target": None, "rebases": (), "points": tuple(p.found for p in places)}
    trend = charted[0].model_copy(update=bare)
    return picture.strands[0].measure.model_copy(
        update={"trend": trend, "places": tuple(places), "name": picture.theme.name}
    )
