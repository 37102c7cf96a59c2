"""What is worth looking at again, what can be left, and whether a re-audit could show what it was planned to show."""

from collections import Counter
from collections.abc import Collection, Iterator

from audit.model.change import Change, Verdict
from audit.model.embedded import Embedded
from audit.model.figure import percent
from audit.model.language import _
from audit.model.learning import Learning, PointAnswer
from audit.model.re_audit import CHANGES, MOST_FILES, Aim, Basis, Focus, Kind, Plan
from audit.model.refusal import refuse
from audit.rules.headline import many
from audit.rules.look_files import more_files
from audit.rules.re_audit_size import change_words, shown_from

WHERE = "The re-audit"


def focus(basis: Basis) -> tuple[Focus, ...]:
    """Return what is to be looked at again, what is worst first: learning points, then criteria that test an action.

    What got worse, and that on which something was found or promised, decides; where there is none of that, all
    that is not embedded does.
    """
    points = sorted(basis.learning.points, key=_order)
    deciding = [each for each in points if _acted_on(each, basis)]
    tested = tuple(_tested(basis))
    chosen = deciding if deciding or tested else [each for each in points if _is_short(each)]
    return (*(_focus(each, basis) for each in chosen if each.result.figure.applicable), *tested)


def _focus(point: PointAnswer, basis: Basis) -> Focus:
    return Focus(
        kind=Kind.POINT,
        key=point.result.point.key,
        title=point.result.point.text,
        why=_why(point, basis),
        then=point.result.figure,
        files=basis.files,
    )


def _order(point: PointAnswer) -> tuple[bool, int]:
    return (point.change.verdict is not Verdict.WORSE, list(Embedded).index(point.answer.embedded))


def _is_short(point: PointAnswer) -> bool:
    return point.answer.embedded is not Embedded.EMBEDDED


def _acted_on(point: PointAnswer, basis: Basis) -> bool:
    """True where something is at stake: it got worse, a gap was found on it, or something was promised."""
    worse = point.change.verdict is Verdict.WORSE
    return worse or point.loop.gaps > 0 or _promised(point, basis) > 0


def _promised(point: PointAnswer, basis: Basis) -> int:
    return sum(point.result.point.key in each.points for each in basis.actions)


def _why(point: PointAnswer, basis: Basis) -> tuple[str, ...]:
    """Why a point is worth another look."""
    promised = _promised(point, basis)
    worse = _("worse than last time") if point.change.verdict is Verdict.WORSE else ""
    gaps = _("{gaps} found").format(gaps=many(point.loop.gaps, "gap")) if point.loop.gaps else ""
    said = (worse, _answer(point, basis), gaps)
    return tuple(
        filter(
            None,
            (
                *said,
                _("{actions} promised").format(actions=many(promised, "action"))
                if promised
                else "",
            ),
        )
    )


def _answer(point: PointAnswer, basis: Basis) -> str:
    """The answer, and of what nobody can say how many more files would tell, where files would."""
    found = point.answer.embedded
    if found is not Embedded.CANNOT:
        return found.value
    more = more_files(point.result, basis.files)
    return (
        _("cannot say yet: about {more_files} would tell").format(
            more_files=many(more, "more file")
        )
        if more
        else found.value
    )


def _tested(basis: Basis) -> Iterator[Focus]:
    """The criteria by which actions are tested, in the order of the checklist."""
    tests = Counter(each.criterion for each in basis.actions if each.criterion)
    results = {each.criterion.key: each for each in basis.learning.board.criteria}
    for each in basis.learning.board.checklist.criteria:
        if tests[each.key] and results[each.key].figure.applicable:
            yield Focus(
                kind=Kind.CRITERION,
                key=each.key,
                title=each.statement,
                why=(_("tests {actions}").format(actions=many(tests[each.key], "action")),),
                then=results[each.key].figure,
                files=basis.files,
            )


def left(basis: Basis) -> tuple[str, ...]:
    """Return what need not decide on the re-audit, with the reason: it is asked all the same, and costs nothing more."""
    groups: dict[str, list[str]] = {}
    chosen = {each.key for each in focus(basis) if each.kind is Kind.POINT}
    for each in basis.learning.points:
        if reason := _left(each, chosen):
            groups.setdefault(reason, []).append(each.result.point.key)
    return tuple(f"{', '.join(keys)}: {reason}." for reason, keys in groups.items())


def _left(point: PointAnswer, chosen: Collection[str]) -> str:
    if not point.result.criteria:
        return _("no criterion of the checklist asks about it, so no re-audit shows it")
    if not point.result.figure.applicable:
        return _("nothing was applicable: it takes files to which its criteria apply")
    if point.result.point.key in chosen:
        return ""
    if not _is_short(point):
        return _("embedded, with no gap found and nothing promised")
    return _("{embedded}, but no gap was found on it and nothing promised").format(
        embedded=_(point.answer.embedded.value)
    )


# ---- What is kept ------------------------------------------------------------------------------------------


def check(plan: Plan) -> None:
    """Refuse a number of files that no round reads, and a change that is not offered."""
    if not 1 <= plan.files <= MOST_FILES:
        raise refuse("re-audit.files", where=WHERE, most=MOST_FILES)
    if plan.wanted not in CHANGES:
        offered = ", ".join(f"{percent(each)}" for each in CHANGES)
        raise refuse("re-audit.change", where=WHERE, offered=offered)


def plan_words(plan: Plan) -> str:
    """For instance "Proposed: 40 case files of about 14 cases, to see a change of 20 percentage points."."""
    return _(
        "Proposed: {case_files} of about {cases}, to see a change of {percent} percentage points."
    ).format(
        case_files=many(plan.files, "case file"),
        cases=many(plan.cases, "case"),
        percent=percent(plan.wanted),
    )


def shows(plan: Plan) -> tuple[str, ...]:
    """Return on what so many files show the change that is wanted, and on what they do not."""
    sure = [each for each in plan.aims if each.takes is not None and each.takes <= plan.files]
    hopeless = [each for each in plan.aims if each.takes is None]
    unsure = [each for each in plan.aims if each not in (*sure, *hopeless)]
    said = []
    if sure:
        said.append(_("It shows four times out of five on {named}.").format(named=_named(sure)))
    if unsure:
        said.append(_("It may well go unseen on {named}.").format(named=_named(unsure)))
    if hopeless:
        keys = ", ".join(each.key for each in hopeless)
        said.append(
            _(
                "Of {keys} no number of files within reach shows a change of {percent} points: too little"
                " was read of it in the first round, or it stands near all met."
            ).format(keys=keys, percent=percent(plan.wanted))
        )
    return tuple(said)


def _named(aims: list[Aim]) -> str:
    return ", ".join(f"{each.key} ({change_words(each)})" for each in aims)


# ---- What became of it -------------------------------------------------------------------------------------


def outcome(plan: Plan, found: Learning) -> tuple[str, ...]:
    """Return, once something is counted, whether the re-audit could show what it was planned to show."""
    board = found.board
    if not board.submitted:
        return ()
    read = _(
        "Planned to see a change of {percent} percentage points in"
        " {case_files}; {submitted:,} are counted."
    ).format(
        percent=percent(plan.wanted),
        case_files=many(plan.files, "case file"),
        submitted=board.submitted,
    )
    now = {(Kind.POINT, each.key): each for each in found.changes.points}
    now |= {(Kind.CRITERION, each.key): each for each in found.changes.criteria}
    return (read, *(_became(each, now.get((each.kind, each.key))) for each in plan.aims))


def _became(aim: Aim, change: Change | None) -> str:
    if change is None:
        return _("{key}: the checklist asks no more about it.").format(key=aim.key)
    said = f"{aim.key}: {change.verdict.sign} {_(change.verdict.value)}"
    if change.verdict in (Verdict.IMPROVED, Verdict.WORSE):
        return _("{said}. It could show, and it did.").format(said=said)
    if change.verdict is Verdict.CANNOT:
        return f"{said}. {change.reason}"
    least = shown_from(aim, change.now.effective_n or 0.0)
    if least is None:
        return _(
            "{said}. It could not show: so little was read that not even all met would."
        ).format(said=said)
    if least <= aim.reach:
        return _(
            "{said}. It could show a change {change_words}, so one as large is hardly there."
        ).format(said=said, change_words=change_words(aim))
    return _(
        "{said}. It could not show a change {change_words}: from what was read, {percent}% or more"
        " would show four times out of five."
    ).format(said=said, change_words=change_words(aim), percent=percent(least))
