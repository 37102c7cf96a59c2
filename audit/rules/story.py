"""Where a learning point stands today, in one sentence; and what its story's parts are called."""

from collections import Counter

from audit.model.action import ActionState
from audit.model.change import Verdict
from audit.model.embedded import Embedded
from audit.model.finding import FindingKind
from audit.model.round import RoundStatus
from audit.model.story import Chapter, Story
from audit.rules.action import state
from audit.rules.headline import many
from audit.rules.retention import day

STANDS = {
    Embedded.EMBEDDED: "is embedded",
    Embedded.IMPROVING: "is improving",
    Embedded.NOT_YET: "is not yet embedded",
}
SINCE = {
    Verdict.IMPROVED: "better than in the round before, and not by chance",
    Verdict.WORSE: "worse than in the round before, and not by chance",
    Verdict.UNCLEAR: "with no clear change since the round before",
}
NOTHING_FOUND = "No finding stands on it."


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
        return f"{story.point.key} cannot be answered yet: {why[:1].lower()}{why[1:]}"
    since = SINCE.get(found.verdict) if found.verdict is not None else None
    shown = ", ".join(filter(None, (found.words, f"in “{found.title}”", since)))
    if found.answer.embedded is Embedded.CANNOT:
        return f"{story.point.key} is at {shown}, and nobody can say yet whether it is embedded"
    return f"{story.point.key} {STANDS[found.answer.embedded]}: {shown}"


def _done(story: Story) -> str:
    promises = story.promises
    gaps = sum(each.kind is FindingKind.GAP for each in story.findings)
    if not promises:
        return f"{many(gaps, 'gap')} found and nothing promised" if gaps else ""
    counts = Counter(state(each.action, story.today) for each in promises)
    told = [f"{counts[each]} {each.value}" for each in ActionState if counts[each]]
    return f"{many(len(promises), 'action')} promised, {' and '.join(told)}"


def _next(story: Story) -> str:
    coming = [each for each in story.chapters if each.status == RoundStatus.PLANNED]
    if not coming:
        return ""
    when = f" for {day(coming[0].begins)}" if coming[0].begins else ""
    return f"“{coming[0].title}” is planned{when}"


def scope(story: Story) -> str:
    """Say whose figures these are."""
    if story.is_released:
        return (
            "Figures as they were released, small numbers hidden (c); titles and standings of actions, and no number of"
            " any file beside."
        )
    whose = f" of {story.narrowed_to} alone" if story.narrowed_to else ""
    return f"Live figures{whose}, not a release: for professionals."


def when(chapter: Chapter) -> str:
    """When a round began or is to begin, and where it stands."""
    begun = "Begins" if chapter.status == RoundStatus.PLANNED else "Began"
    on = f"{begun} {day(chapter.begins)}, " if chapter.begins else ""
    gone = (
        "; disposed of: its numbers stand, what was written is erased"
        if chapter.disposed_at
        else ""
    )
    return f"{on}{chapter.status}{gone}"
