"""Where a learning point stands today, in one sentence; and what its story's parts are called."""

from collections import Counter

from audit.model.action import ActionState
from audit.model.change import Verdict
from audit.model.embedded import Embedded
from audit.model.finding import FindingKind
from audit.model.language import N_, _
from audit.model.round import RoundStatus
from audit.model.story import Chapter, Story
from audit.rules.action import state
from audit.rules.headline import many
from audit.rules.retention import day

STANDS = {
    Embedded.EMBEDDED: N_("is embedded"),
    Embedded.IMPROVING: N_("is improving"),
    Embedded.NOT_YET: N_("is not yet embedded"),
}
SINCE = {
    Verdict.IMPROVED: N_("better than in the round before, and not by chance"),
    Verdict.WORSE: N_("worse than in the round before, and not by chance"),
    Verdict.UNCLEAR: N_("with no clear change since the round before"),
}
NOTHING_FOUND = N_("No finding stands on it.")


def today(story: Story) -> str:
    """For instance "AS1 is not yet embedded: 12 of 40, 30% (95% CI 18–46%), in “Autumn 2026”; 2 actions, 1 verified."."""
    parts = (_stands(story), _done(story), _next(story))
    scope = f"{story.narrowed_to}: " if story.narrowed_to else ""
    return f"{scope}{'; '.join(filter(None, parts))}."


def latest(story: Story) -> Chapter | None:
    """Return the last round that has an answer."""
    return next((each for each in reversed(story.chapters) if each.answer is not None), None)


def _stands(story: Story) -> str:
    found = latest(story)
    if found is None or found.answer is None:
        why = story.chapters[0].words
        return _("{key} cannot be answered yet: {lower}{why}").format(
            key=story.point.key, lower=why[:1].lower(), why=why[1:]
        )
    since = _(SINCE.get(found.verdict, "")) if found.verdict is not None else ""
    shown = ", ".join(
        filter(None, (found.words, _("in “{title}”").format(title=found.title), since))
    )
    if found.answer.embedded is Embedded.CANNOT:
        return _("{key} is at {shown}, and nobody can say yet whether it is embedded").format(
            key=story.point.key, shown=shown
        )
    return f"{story.point.key} {_(STANDS[found.answer.embedded])}: {shown}"


def _done(story: Story) -> str:
    promises = story.promises
    gaps = sum(each.kind is FindingKind.GAP for each in story.findings)
    if not promises:
        return _("{gaps} found and nothing promised").format(gaps=many(gaps, "gap")) if gaps else ""
    counts = Counter(state(each.action, story.today) for each in promises)
    told = [f"{counts[each]} {_(each.value)}" for each in ActionState if counts[each]]
    return _("{actions} promised, {told}").format(
        actions=many(len(promises), "action"), told=_(" and ").join(told)
    )


def _next(story: Story) -> str:
    coming = [each for each in story.chapters if each.status == RoundStatus.PLANNED]
    if not coming:
        return ""
    when = _(" for {begins}").format(begins=day(coming[0].begins)) if coming[0].begins else ""
    return _("“{title}” is planned{when}").format(title=coming[0].title, when=when)


def scope(story: Story) -> str:
    """Say whose figures these are."""
    if story.is_released:
        return _(
            "Figures as they were released, small numbers hidden (c); titles and standings of actions, and no number of"
            " any file beside."
        )
    whose = (
        _(" of {narrowed_to} alone").format(narrowed_to=story.narrowed_to)
        if story.narrowed_to
        else ""
    )
    return _("Live figures{whose}, not a release: for professionals.").format(whose=whose)


def when(chapter: Chapter) -> str:
    """When a round began or is to begin, and where it stands."""
    begun = _("Begins") if chapter.status == RoundStatus.PLANNED else _("Began")
    on = f"{begun} {day(chapter.begins)}, " if chapter.begins else ""
    gone = (
        _("; disposed of: its numbers stand, what was written is erased")
        if chapter.disposed_at
        else ""
    )
    return f"{on}{_(chapter.status)}{gone}"
