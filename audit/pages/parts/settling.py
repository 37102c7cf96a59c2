"""One thing on which two readers differ: what each gave, and a moderator's choice with its reason."""

from functools import partial

import streamlit as st

from audit.commands.moderation import settle
from audit.model.case_audit import EVIDENCE_LIMIT
from audit.model.language import N_, _
from audit.model.moderation import Choice, Decision, Kind
from audit.pages.desk import Desk, day_and_time
from audit.pages.parts import text
from audit.pages.parts.fault import plain_fragment
from audit.pages.parts.telling import act
from audit.rules.identifier import suspects
from audit.views.moderation import ItemShown, ModerationPage, Side

WHOSE = {
    Choice.FIRST: N_("First reader"),
    Choice.SECOND: N_("Second reader"),
    Choice.THIRD: N_("Neither"),
}
CHANGE = N_("Change it to")


def settling(desk: Desk, page: ModerationPage, shown: ItemShown, words: tuple[str, ...]) -> None:
    """Draw one thing with what each reader gave; below, how it is settled, or the choice."""
    item = shown.item
    with st.container(border=True, key=f"moderation-{item.kind}-{item.key or 'file'}"):
        text.draw(shown.title, "statement")
        _sides(page, shown)
        if item.decision is not None:
            _decided(page, shown, item.decision)
        if page.can_settle and _is_turn(page, shown):
            plain_fragment(_choice)(desk, page, shown, words)


def _sides(page: ModerationPage, shown: ItemShown) -> None:
    if shown.second is None:
        _side(_("The auditor"), shown.first)
        return
    columns = st.columns(2)
    with columns[0]:
        _side(_name(page, Choice.FIRST), shown.first)
    with columns[1]:
        _side(_name(page, Choice.SECOND), shown.second)


def _name(page: ModerationPage, which: Choice) -> str:
    you = page.reads is not None and page.reads.value == which.value
    return f"{_(WHOSE[which])}{_(' (you)') if you else ''}"


def _side(who: str, side: Side) -> None:
    text.draw(f"{who}: {side.value}")
    for each in side.texts:
        text.draw(each, "muted")
    if side.changed:
        text.draw(side.changed, "muted")


def _decided(page: ModerationPage, shown: ItemShown, decision: Decision) -> None:
    whose = _name(page, decision.choice).lower()
    how = (
        _("as the {whose}").format(whose=whose)
        if decision.choice is not Choice.THIRD
        else _("as neither")
    )
    how = how if page.twice else _("changed")
    by = "" if page.reads is not None else _(", by {by}").format(by=decision.by)
    text.draw(
        _("Settled, {how}: {settled}. {at}{by}.").format(
            how=how, settled=shown.settled, at=day_and_time(decision.at), by=by
        ),
        "statement",
    )
    text.draw(_("Because: {reason}").format(reason=decision.reason))
    if decision.evidence:
        text.draw(_("Seen in the file: {evidence}").format(evidence=decision.evidence))


def _is_turn(page: ModerationPage, shown: ItemShown) -> bool:
    order = list(Kind)
    return page.stage is None or order.index(shown.item.kind) <= order.index(page.stage)


def _choice(desk: Desk, page: ModerationPage, shown: ItemShown, words: tuple[str, ...]) -> None:
    """Draw the choice: a fragment, so that a box which comes and goes redraws nothing else."""
    item = shown.item
    number = item.decision.number if item.decision is not None else 0
    name = f"{page.audit.id}-{item.kind}-{item.key or 'file'}-{number}"
    options = _options(page, shown)
    choice = st.segmented_control(
        _("Settle {key}{words}").format(
            key=item.key or _("the whole file"), words=_(" otherwise") if item.decision else ""
        ),
        list(options),
        format_func=lambda each: text.plain(options[each]),
        key=f"choice-{name}",
        label_visibility="visible" if item.decision else "collapsed",
        wrap=True,
    )
    if choice is None:
        return
    value = evidence = ""
    if choice is Choice.THIRD:
        value = _other(shown, f"value-{name}")
        if value in shown.needs_evidence:
            evidence = _box(_("Where in the file it stands"), f"evidence-{name}", words)
    reason = _box(_("Reason, which the readers will see"), f"reason-{name}", words)
    if st.button(_("Settle"), key=f"settle-{name}", type="primary"):
        act(
            partial(
                settle,
                desk.db,
                desk.by,
                page.audit.id,
                item.kind,
                item.key,
                choice,
                reason,
                value=value,
                evidence=evidence,
            )
        )
        st.rerun()


def _other(shown: ItemShown, key: str) -> str:
    """Draw what else it may be changed to, a number's in a box of its own."""
    number = shown.number
    if number is None:
        return st.selectbox(
            _(CHANGE), _others(shown), format_func=shown.options.__getitem__, key=key
        )
    label = f"{_(CHANGE)} ({number.unit})"
    return str(st.number_input(label, number.least, number.most, number.least, key=key))


def _options(page: ModerationPage, shown: ItemShown) -> dict[Choice, str]:
    """The choices that are open: a reader's value where they gave one that nothing closes, and another."""
    item, options = shown.item, {}
    sides = ((Choice.FIRST, item.first, shown.first), (Choice.SECOND, item.second, shown.second))
    for choice, value, side in sides:
        if side is not None and value is not None and value not in item.closed:
            whose = _(WHOSE[choice]) if page.twice else _("As the auditor")
            options[choice] = f"{whose}: {side.value}"
    third = {Choice.THIRD: _(WHOSE[Choice.THIRD]) if page.twice else _("Another")}
    return options | (third if shown.number or _others(shown) else {})


def _others(shown: ItemShown) -> list[str]:
    """What neither reader gave, and nothing closes."""
    item = shown.item
    return [each for each in shown.options if each not in {item.first, item.second, *item.closed}]


def _box(label: str, key: str, words: tuple[str, ...]) -> str:
    """A text, with a line below where something in it looks like an identifier, before it is kept."""
    found = st.text_area(label, key=key, height=68, max_chars=EVIDENCE_LIMIT)
    for each in suspects(found, words)[:3]:
        text.draw(
            _(
                "This looks like {kind}: “{found}”. What is written here should identify nobody."
            ).format(kind=each.kind, found=each.found),
            "pointed",
        )
    return found
