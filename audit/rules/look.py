"""Where to look first in a round: one rule, in the order in which one would see to it."""

from collections.abc import Iterator

from audit.model.agreement import Holds
from audit.model.change import Verdict
from audit.model.coverage import Cover, Covered
from audit.model.figure import Standing, percent
from audit.model.language import _
from audit.model.look import Look, Round, Wants
from audit.rules.change import sentence
from audit.rules.headline import many
from audit.rules.look_files import cannot_say

BOARD, ROUNDS, SCRUTINY = "board", "rounds", "scrutiny"


def look(found: Round) -> tuple[Look, ...]:
    """Return what wants a look, what is most pressing first; empty where nothing does."""
    every = (
        *_late(found),
        *_unanswered(found),
        *_below(found),
        *_worse(found),
        *_unlike(found),
        *_not_applicable(found),
        *_moderation(found),
        *_panels(found),
        *_not_audited(found),
        *cannot_say(found.learning, _keys_unlike(found)),
    )
    order = list(Wants)
    return tuple(sorted(every, key=lambda each: order.index(each.wants)))


def _late(found: Round) -> Iterator[Look]:
    if found.late:
        yield Look(
            wants=Wants.LATE,
            said=_("{late:,} of {case_file_audits}.").format(
                late=found.late, case_file_audits=many(found.readings, "case file audit")
            ),
            why=_(
                "They were due and are not in, so no figure counts them: remind their auditors, or give them to"
                " somebody else."
            ),
            page=ROUNDS,
            part="Progress",
        )


def _unanswered(found: Round) -> Iterator[Look]:
    if found.unanswered:
        yield Look(
            wants=Wants.UNANSWERED,
            said=_("{unanswered:,} of {comments}.").format(
                unanswered=found.unanswered, comments=many(found.comments, "comment")
            ),
            why=_("The round is not closed over a comment without a reason: answer it."),
            page=SCRUTINY,
        )


def _below(found: Round) -> Iterator[Look]:
    for each in found.learning.board.standards:
        if each.standing is Standing.BELOW:
            words = each.figure.words_against(each.target)
            yield Look(
                wants=Wants.BELOW,
                said=_("{title}: {words}, against {percent}%.").format(
                    title=each.standard.title, words=words, percent=percent(each.target)
                ),
                why=_(
                    "The whole interval is below the target: read the gaps, and raise an action."
                ),
                page=BOARD,
                part="Gaps",
            )


def _worse(found: Round) -> Iterator[Look]:
    changes = found.learning.changes
    titles = {each.key: each.title for each in found.learning.board.checklist.standards}
    named = [(titles[each.key], each) for each in changes.standards]
    named += [(_("Learning point {key}").format(key=each.key), each) for each in changes.points]
    for name, each in named:
        if each.verdict is Verdict.WORSE:
            yield Look(
                wants=Wants.WORSE,
                said=sentence(name, each),
                why=_(
                    "It got worse since the last round, and not by chance: ask what changed in practice."
                ),
                page=BOARD,
                part="Change",
            )


def _keys_unlike(found: Round) -> frozenset[str]:
    of = found.agreement.criteria
    return frozenset(each.name for each in of if each.agreed.holds is Holds.DOES_NOT)


def _unlike(found: Round) -> Iterator[Look]:
    for each in found.agreement.criteria:
        if each.agreed.holds is Holds.DOES_NOT:
            yield Look(
                wants=Wants.UNLIKE,
                said=_("{name} {about} Two readers agree on {words}.").format(
                    name=each.name, about=each.about, words=each.agreed.words
                ),
                why=_(
                    "Its figure cannot be relied on: reword the criterion, or train on it before the next round."
                ),
                page=BOARD,
                part="Agreement",
            )


def _not_applicable(found: Round) -> Iterator[Look]:
    for each in found.learning.board.criteria:
        if each.mostly_not_applicable:
            yield Look(
                wants=Wants.NOT_APPLICABLE,
                said=_("{key} {statement} Not applicable in {not_applicable_rate} ratings.").format(
                    key=each.criterion.key,
                    statement=each.criterion.statement,
                    not_applicable_rate=each.not_applicable_rate,
                ),
                why=_(
                    "It may be badly worded, or asked of the wrong files: look at its words and at the agencies"
                    " that it is asked of."
                ),
                page=BOARD,
                part="How it is counted",
            )


def _moderation(found: Round) -> Iterator[Look]:
    if found.to_moderate:
        yield Look(
            wants=Wants.MODERATION,
            said=_("{to_moderate:,} of {files}.").format(
                to_moderate=found.to_moderate, files=many(found.moderated, "file")
            ),
            why=_("Both readings are in: until somebody settles them, the first one counts."),
            page=ROUNDS,
            part="Moderation",
        )


def _panels(found: Round) -> Iterator[Look]:
    if found.panels:
        yield Look(
            wants=Wants.PANEL,
            said=_("{panels:,} of {cases}.").format(
                panels=found.panels, cases=many(found.cases, "case")
            ),
            why=_("Every file on them is in: the agencies can meet."),
            page=ROUNDS,
            part="Panels",
        )


def _not_audited(found: Round) -> Iterator[Look]:
    for each in (*found.coverage.agencies, *found.coverage.teams):
        if each.cover in (Cover.NOT_ASKED, Cover.NONE):
            yield Look(
                wants=Wants.NOT_AUDITED,
                said=f"{each.name}: {_none_of(each)}.",
                why=_(
                    "What the round shows says nothing of them: add files, or say so to the board."
                ),
                page=BOARD,
                part="Who was audited",
            )


def _none_of(each: Covered) -> str:
    if each.asked:
        return _("none of {files} audited yet").format(files=many(each.asked, "file"))
    return _("no file in the round, and {cases} in the case list").format(
        cases=many(each.listed or 0, "case")
    )
