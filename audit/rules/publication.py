"""What is looked at before a release goes out: what blocks it, what needs a reason, and who may agree to it."""

from collections.abc import Sequence
from typing import NamedTuple

from audit.model.disclosure import Audience
from audit.model.language import N_, _
from audit.model.person import LOCAL_ID
from audit.model.publication import (
    Outcome,
    Publication,
    ReleaseCheck,
    ReleaseFacts,
    Standing,
)
from audit.model.refusal import Refusal, refuse
from audit.model.release import Release
from audit.model.round import RoundStatus
from audit.model.source_review import Handling
from audit.rules.disclosure import SMALL
from audit.rules.headline import many
from audit.rules.release import require_safe
from audit.rules.scrutiny import standing

RULE = N_(
    "What blocks must be mended first. What warns may go out; to publish it then takes a reason, which stands with the"
    " release. Small numbers, and what two releases tell together, always block. For the public, texts that may"
    " identify somebody, open concerns and unanswered comments block too; for the board they warn. A round that is not"
    " closed, and a review for professionals only, warn."
)
BOTH, PUBLIC, NEVER = (
    frozenset({Audience.BOARD, Audience.PUBLICATION}),
    frozenset({Audience.PUBLICATION}),
    frozenset[Audience](),
)
FIRST = 3
"""Checks named when a release is refused."""


class _Found(NamedTuple):
    """What one check found: a sentence, and what mends it where it did not pass."""

    said: str
    to_do: str = ""


def checks(
    facts: ReleaseFacts, new: Release, earlier: Sequence[Release]
) -> tuple[ReleaseCheck, ...]:
    """Return everything that is looked at before this release goes out, in the order in which one would mend it."""
    asked = [
        ("small", N_("Small numbers are hidden"), BOTH, "", _small(new)),
        ("ledger", N_("Earlier releases give nothing away"), BOTH, "", _ledger(new, earlier)),
        (
            "identifiers",
            N_("Texts that may identify somebody are cleared"),
            PUBLIC,
            "identifiers",
            _suspects(facts),
        ),
        (
            "concerns",
            N_("No immediate concern is open"),
            PUBLIC,
            "concerns",
            _concerns(facts.concerns),
        ),
        ("comments", N_("Scrutineers are answered"), PUBLIC, "scrutiny", _comments(facts)),
        ("round", N_("The round is closed"), NEVER, "rounds", _round(facts)),
        ("handling", N_("The review may go where this goes"), NEVER, "", _handling(facts, new)),
    ]
    return tuple(
        ReleaseCheck(
            key=key,
            title=title,
            outcome=_outcome(found, new.audience, blocks),
            found=found.said,
            to_do=found.to_do,
            page=page if found.to_do else "",
        )
        for key, title, blocks, page, found in asked
    )


def _outcome(found: _Found, audience: Audience, blocks: frozenset[Audience]) -> Outcome:
    if not found.to_do:
        return Outcome.PASSED
    return Outcome.BLOCKS if audience in blocks else Outcome.WARNS


def _small(new: Release) -> _Found:
    n = sum(
        1 <= each.number <= SMALL
        for part in new.slices
        for each in part.shown.values()
        if each.number is not None
    )
    if n:
        return _Found(
            _("{counts} from 1 to {small} would be shown.").format(
                counts=many(n, "count"), small=SMALL
            ),
            _(
                "Do not release it, and tell whoever looks after the tool: it should have hidden them."
            ),
        )
    return _Found(
        _(
            "No count from 1 to {small} is shown, and none can be worked out from the others."
        ).format(small=SMALL)
    )


def _ledger(new: Release, earlier: Sequence[Release]) -> _Found:
    try:
        require_safe(new, earlier)
    except Refusal as refusal:
        told = refusal.complaint
        return _Found(told.what, told.to_do)
    n = sum(each.audience.masks for each in earlier)
    if not n:
        return _Found(_("There is no earlier release that it could be held against."))
    return _Found(
        _("Held against {releases}: together they give nothing away.").format(
            releases=many(n, "release")
        )
    )


def _suspects(facts: ReleaseFacts) -> _Found:
    if facts.suspects:
        return _Found(
            _("{places} in what auditors wrote may identify somebody.").format(
                places=many(facts.suspects, "place")
            ),
            _("Look at each: clear it, or return the file to its auditor."),
        )
    return _Found(_("Nothing that looks like an identifier waits to be looked at."))


def _concerns(n: int) -> _Found:
    if n:
        return _Found(
            _("{concerns} about a child {verb} open.").format(
                concerns=many(n, "immediate concern"), verb="is" if n == 1 else "are"
            ),
            _("See first to the child: the concern is closed once it says what was done."),
        )
    return _Found(_("None is open."))


def _comments(facts: ReleaseFacts) -> _Found:
    of = facts.cycle
    said = standing(of.comments, of.answered)
    open_ = of.comments != of.answered
    return _Found(f"{said[:1].upper()}{said[1:]}.", _("Answer each of them.") if open_ else "")


def _round(facts: ReleaseFacts) -> _Found:
    of = facts.cycle
    if of.status is RoundStatus.CLOSED:
        return _Found(_("It is closed: its numbers stand."))
    n = of.outstanding + of.submitted
    waiting = _("{submitted:,} of {readings} submitted").format(
        submitted=of.submitted, readings=many(n, "reading")
    )
    return _Found(
        _("It is not closed, and its numbers can still move: {waiting}.").format(waiting=waiting),
        _("Close it first; or say why it goes out before."),
    )


def _handling(facts: ReleaseFacts, new: Release) -> _Found:
    if new.audience is not Audience.PUBLICATION or facts.handling is Handling.PUBLISHED:
        return _Found(
            _("{handling}: it says so on every page.").format(handling=_(facts.handling.label))
        )
    return _Found(
        _("The review is for professionals only, and the document says so on every page."),
        _(
            "Put it on no website while that is so. Once the review is published, change its handling in review.toml."
        ),
    )


# ---- What follows from them ------------------------------------------------------------------------------


def blocking(found: Sequence[ReleaseCheck]) -> tuple[ReleaseCheck, ...]:
    """Return what has to be mended before it may go out."""
    return tuple(each for each in found if each.outcome is Outcome.BLOCKS)


def warning(found: Sequence[ReleaseCheck]) -> tuple[ReleaseCheck, ...]:
    """Return what may stand, for a reason."""
    return tuple(each for each in found if each.outcome is Outcome.WARNS)


def require_passed(where: str, found: Sequence[ReleaseCheck]) -> None:
    """Refuse a release over which a check stands that blocks it."""
    over = blocking(found)
    if over:
        first = " ".join(f"{each.title}: {each.found}" for each in over[:FIRST])
        raise refuse("release.blocked", where=where, n=many(len(over), "check"), first=first)


def require_why(where: str, why: str, found: Sequence[ReleaseCheck]) -> None:
    """Refuse a publication without a reason over which a check warns."""
    over = warning(found)
    if over and not why:
        first = "; ".join(each.title.lower() for each in over[:FIRST])
        raise refuse("publication.why", where=where, n=many(len(over), "check"), first=first)


def require_waiting(proposed: Publication) -> None:
    """Refuse to settle what was settled."""
    if proposed.standing is not Standing.WAITING:
        raise refuse(
            "publication.settled",
            where=proposed.round_title,
            standing=proposed.standing.value,
            by=proposed.settled_by or "",
        )


def require_second(proposed: Publication, person_id: str) -> None:
    """Refuse whoever proposes it, and whom nobody can name: two people look at what the public is told."""
    if proposed.by_id == person_id:
        raise refuse("publication.own", where=proposed.round_title)
    if is_unnamed(proposed, person_id):
        raise refuse("publication.unnamed", where=proposed.round_title)


def is_unnamed(proposed: Publication, person_id: str) -> bool:
    """True if one of the two is the local person: whoever sits at a computer without sign-in may be the other, too."""
    return LOCAL_ID in (proposed.by_id, person_id)


def require_same(proposed: Publication, mark: str) -> None:
    """Refuse what is no longer what was proposed: a proposal is for the numbers that were looked at."""
    if proposed.mark != mark:
        raise refuse("publication.moved", where=proposed.round_title)
