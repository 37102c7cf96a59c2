"""The conversation with the practitioner: what it changed, what is still to be said about it, and the counts in words."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from audit.model.case_audit import Answer, Judgement
from audit.model.checklist import Checklist, RatingScale
from audit.model.conversation import (
    Conversation,
    ConversationPicture,
    FileOnly,
    Moved,
    ViewStanding,
)
from audit.model.drift import Way
from audit.model.language import _
from audit.model.moderation import RULED_OUT, Kind
from audit.model.refusal import refuse
from audit.rules.applicability import criteria_asked
from audit.rules.completeness import Missing, is_judged, standards_asked
from audit.rules.drift import way
from audit.rules.headline import many
from audit.rules.identifier import replaced, suspects
from audit.rules.retention import day

STEP = "conversation"
"""The step of the case audit page."""
ROLE_LIMIT = 80
"""Characters in the practitioner's role, at most."""
UP, DOWN = frozenset({Way.BETTER}), frozenset({Way.WORSE})


def check_begin(
    where: str, held_on: date | None, held_with: str, now: date, watched: tuple[str, ...]
) -> str:
    """Return the role in one line; refuse without a day that has come, or with a role that looks like a person.

    `watched` are the partnership's own words that point at somebody.
    """
    if held_on is None or held_on > now:
        raise refuse("conversation.day", where=where)
    role = " ".join(held_with.split())
    if not role or len(role) > ROLE_LIMIT or not role.isprintable():
        raise refuse("conversation.role", where=where, limit=ROLE_LIMIT)
    found = suspects(role, watched)
    if found:
        raise refuse("conversation.role-identifies", where=where, kind=found[0].kind)
    return role


def held(on: date | None, role: str) -> str:
    """Say when a conversation was held, and with whom."""
    when = day(on) if on else _("a day that was erased")
    return _("Held on {when} with: {role}.").format(
        when=when, role=role or _("a role that was erased")
    )


def out_of_order(on: date | None, begun_on: date | None) -> str:
    """Say what it means that a conversation was held on another day than the ratings before it were kept; or nothing."""
    if on is None or begun_on is None or on == begun_on:
        return ""
    if on < begun_on:
        return _(
            "It was held on {on}, before the ratings from the file alone were kept on {begun_on}:"
            " what was rated between those days may already rest on the conversation."
        ).format(on=day(on), begun_on=day(begun_on))
    return _(
        "It was held on {on}, after the ratings from the file alone were kept on {begun_on}:"
        " what was changed between those days counts as the conversation's doing, and may be none of it."
    ).format(on=day(on), begun_on=day(begun_on))


def from_file(
    checklist: Checklist,
    agency: str,
    answers: Mapping[str, Answer],
    judgements: Mapping[str, Judgement],
    words: tuple[str, ...],
) -> tuple[FileOnly, ...]:
    """Return every rating and judgement as it stands, for keeping.

    The copy can never be corrected, so what looks like an identifier in its texts is masked in it.
    """
    ratings = [
        FileOnly(
            kind=Kind.RATING,
            key=each.key,
            value=value_of(answers[each.key]),
            evidence=_masked(answers[each.key].evidence, words),
            reason=_masked(answers[each.key].reason, words),
        )
        for each in criteria_asked(checklist, agency)
    ]
    judged = [
        FileOnly(
            kind=Kind.JUDGEMENT,
            key=key,
            value=judgements[key].value,
            reason=_masked(judgements[key].rationale, words),
        )
        for key in _judged(checklist, agency, answers)
        if key in judgements
    ]
    return (*ratings, *judged)


def _masked(text: str, words: tuple[str, ...]) -> str:
    for each in reversed(suspects(text, words)):
        text = replaced(text, each)
    return text


def _judged(checklist: Checklist, agency: str, answers: Mapping[str, Answer]) -> list[str]:
    if checklist.judgement_scale is None:
        return []
    asked = standards_asked(checklist, agency)
    return [*(each.key for each in asked if is_judged(each, answers)), ""]


def value_of(answer: Answer) -> str | None:
    """Return the rating, or what stands for a criterion that the case facts rule out."""
    return RULED_OUT if answer.is_ruled_out else answer.rating


def value_now(
    kind: Kind, key: str, answers: Mapping[str, Answer], judgements: Mapping[str, Judgement]
) -> str | None:
    """Return what stands now of a rating or judgement."""
    if kind is Kind.RATING:
        return value_of(answers[key])
    return judgements[key].value if key in judgements else None


def changes(
    checklist: Checklist,
    agency: str,
    conversation: Conversation,
    answers: Mapping[str, Answer],
    judgements: Mapping[str, Judgement],
) -> tuple[FileOnly, ...]:
    """Return what is another now than from the file alone, in the order of the checklist.

    A judgement on a standard in which nothing applies any more is not asked about.
    """
    judged = _judged(checklist, agency, answers)
    order = [(Kind.RATING, each.key) for each in criteria_asked(checklist, agency)]
    order += [(Kind.JUDGEMENT, key) for key in judged]
    stood = {(each.kind, each.key): each for each in conversation.file_only}
    return tuple(
        stood[place]
        for place in order
        if place in stood and stood[place].value != value_now(*place, answers, judgements)
    )


def lacking(
    checklist: Checklist,
    agency: str,
    conversation: Conversation,
    answers: Mapping[str, Answer],
    judgements: Mapping[str, Judgement],
    *,
    expected: bool,
) -> tuple[Missing, ...]:
    """Return what the conversation still lacks before the case audit can be submitted."""
    found = [
        Missing(
            step=step,
            place=place,
            kind="why",
            words=_("{called}: why it changed is not said").format(called=called),
        )
        for each in changes(checklist, agency, conversation, answers, judgements)
        if not each.why.strip()
        for step, place, called in [_place(checklist, each)]
    ]
    if expected and not conversation.is_held and not conversation.without.strip():
        words = _("No conversation with the practitioner, and no reason why not")
        found.append(Missing(step=STEP, place=STEP, kind="conversation", words=words))
    return (*found, *_lacking_views(checklist, conversation))


def _place(checklist: Checklist, changed: FileOnly) -> tuple[str, str, str]:
    """The step on which it stands, its card, and what it is called."""
    if changed.kind is Kind.RATING:
        return checklist.standard_of(changed.key).key, changed.key, changed.key
    titles = {each.key: f"“{each.title}”" for each in checklist.standards}
    called = _("Judgement on {get}").format(get=titles.get(changed.key, _("the whole file")))
    return changed.key or "overall", f"judgement-{changed.key or 'file'}", called


def _lacking_views(checklist: Checklist, conversation: Conversation) -> Iterator[Missing]:
    for voice in checklist.views_of:
        view = conversation.views.get(voice.key)
        if view is None:
            continue
        words = ""
        if view.standing is ViewStanding.NOT_APPROPRIATE and not view.reason.strip():
            words = _("{label}: why it was not appropriate to ask is not said").format(
                label=voice.label
            )
        if view.standing is ViewStanding.OBTAINED and not view.said.strip():
            words = _("{label}: views obtained, but not what they were").format(label=voice.label)
        if words:
            yield Missing(step=STEP, place=f"view-{voice.key}", kind="view", words=words)


def moved(scale: RatingScale, stood: Sequence[FileOnly], answers: Mapping[str, Answer]) -> Moved:
    """Count which way the conversation moved the ratings of one case audit.

    What the case facts ruled out before and after was rated by nobody, and is not counted.
    """
    pairs = [
        (None if each.value == RULED_OUT else each.value, _rated(answers[each.key]))
        for each in stood
        if each.kind is Kind.RATING
    ]
    rated = [pair for pair in pairs if pair != (None, None)]
    ways = [found for pair in rated if (found := way(scale, *pair)) is not None]
    up, down = (sum(each in which for each in ways) for which in (UP, DOWN))
    return Moved(ratings=len(rated), up=up, down=down, otherwise=len(ways) - up - down)


def _rated(answer: Answer) -> str | None:
    return None if answer.is_ruled_out else answer.rating


def headline(picture: ConversationPicture) -> str:
    """Say what conversations changed, with every n."""
    files = _("{held:,} of {files}").format(held=picture.held, files=many(picture.files, "file"))
    if not picture.held:
        return _("No conversation with a practitioner was held: 0 of {files}.").format(
            files=many(picture.files, "file")
        )
    n = picture.moved
    told = _("A conversation with the practitioner was held on {files}. It changed").format(
        files=files
    )
    if not n.changed:
        return _("{told} none of {ratings}.").format(told=told, ratings=many(n.ratings, "rating"))
    other = _(", {otherwise:,} otherwise").format(otherwise=n.otherwise) if n.otherwise else ""
    return _("{told} {changed:,} of {ratings} in {files}: {up:,} up, {down:,} down{other}.").format(
        told=told,
        changed=n.changed,
        ratings=many(n.ratings, "rating"),
        files=many(picture.changed_files, "file"),
        up=n.up,
        down=n.down,
        other=other,
    )
