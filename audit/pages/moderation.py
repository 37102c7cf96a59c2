"""The moderation page: two readings side by side, what differs is settled with a reason, its readers may answer."""

from functools import partial

import streamlit as st

from audit.commands.case_audit import send_back
from audit.commands.moderation import agree, answer
from audit.commands.opening import moderation_opened
from audit.documents.column import Column
from audit.model.case_audit import CaseAuditStatus
from audit.model.finding import Origin
from audit.model.quote import Quote
from audit.model.refusal import NotFound
from audit.pages.desk import Desk, day_and_time
from audit.pages.parts import handling, text
from audit.pages.parts.concern import concern_way
from audit.pages.parts.once import once, used
from audit.pages.parts.raising import From, raising
from audit.pages.parts.record import opening
from audit.pages.parts.settling import settling
from audit.pages.parts.table import table
from audit.pages.parts.telling import act, tell
from audit.rules.headline import many
from audit.rules.moderation_choice import KIND_WORDS
from audit.views import identifier as identifiers
from audit.views import moderation as views
from audit.views.moderation import ItemShown, ModerationPage

_TITLE: Column[ItemShown] = Column("What", lambda each: each.title, "text")
CARRIED: tuple[Column[ItemShown], ...] = (
    _TITLE,
    Column("Both readers", lambda each: each.settled, "words"),
)
READ_ONCE: tuple[Column[ItemShown], ...] = (
    _TITLE,
    Column("First reader", lambda each: each.first.value, "words"),
    Column("In their words", lambda each: "\n".join(each.first.texts), "text"),
)


def moderation(desk: Desk) -> None:
    """See what two readers gave, what was settled, and why."""
    case_audit_id = st.query_params.get("id", "")
    try:
        page = views.moderation(desk.db, desk.by, case_audit_id)
    except NotFound:
        st.title("Moderation", anchor=False)
        raise
    opening(
        desk,
        f"moderation:{case_audit_id}",
        lambda db, by: moderation_opened(db, by, case_audit_id),
    )
    _heading(desk, page)
    _items(desk, page)
    _carried(page)
    _quotes(page)
    _end(desk, page)
    if page.reads is None:
        _finding(desk, page)
        _return(desk, page)
    _responses(desk, page)


def _heading(desk: Desk, page: ModerationPage) -> None:
    tell()
    audit = page.audit
    st.title(f"Moderation of {text.plain(audit.case_file.reference)}", anchor=False)
    about = [page.agency, audit.case_file.team or "", audit.round_title]
    text.draw(" · ".join(filter(None, about)), "muted")
    handling.line(page.review)
    if page.reads is None:
        concern_way(desk, audit.id)
    if page.reads is not None:
        text.draw(
            f"You were the {page.reads} reader. Nothing that you wrote was changed: the moderated reading"
            " stands beside yours, and it is the one that counts.",
        )
    elif page.twice:
        names = [each.auditor or "nobody" for each in page.readings]
        text.draw(f"First reader: {names[0]}. Second reader: {names[1]}.")
    else:
        text.draw(f"Read once, by {page.readings[0].auditor or 'nobody'}; drawn for moderation.")
    if audit.status is CaseAuditStatus.SUBMITTED and audit.submitted_at is not None:
        st.success(
            f"Signed off {day_and_time(audit.submitted_at)}. It counts on the board, and its readers see it.",
            icon=":material/check_circle:",
        )
    if audit.returned_reason:
        st.warning("This moderation was reopened.", icon=":material/undo:")
        st.text(f"Reason: {audit.returned_reason}")
    if not page.can_settle and audit.submitted_at is None:
        st.info(
            "Nothing can be settled here now: a reading is with its auditor, or the round is closed."
        )


def _items(desk: Desk, page: ModerationPage) -> None:
    words = identifiers.words(desk.db, desk.by) if page.can_settle else ()
    shown = page.differing
    if page.twice:
        st.header("What differs" if page.reads is None else "What differed", anchor=False)
        text.draw(_open_words(page), "statement")
    else:
        st.header("What you changed" if page.reads is None else "What was changed", anchor=False)
        text.draw(
            f"{many(len(shown), 'change')}. All else stands as its auditor gave it.", "statement"
        )
    for each in shown:
        settling(desk, page, each, words)
    if not page.twice and page.can_settle:
        _pick(desk, page, words)


def _open_words(page: ModerationPage) -> str:
    """How much is to settle, and what comes first where there is more than one kind of it."""
    shown = page.differing
    if not shown:
        return "Both readers gave the same throughout."
    open_ = [each.item for each in shown if each.item.is_open]
    if page.stage is not None:
        several = len({each.kind for each in open_}) > 1
        first = f", {KIND_WORDS[page.stage]} first" if several else ""
        return f"{many(len(open_), 'thing')} to settle{first}."
    if page.reads is not None:
        return (
            f"{many(len(shown), 'thing')} differed. Below each stands how it was settled, and why."
        )
    return f"Nothing is left to settle, of {many(len(shown), 'thing')}."


def _pick(desk: Desk, page: ModerationPage, words: tuple[str, ...]) -> None:
    """One thing that is to be changed, of all that the one reader gave."""
    kept = {f"{each.item.kind}/{each.item.key}": each for each in page.items if each.item.agreed}
    chosen = st.selectbox(
        "Change something",
        list(kept),
        format_func=lambda key: f"{kept[key].title}: {kept[key].first.value}",
        index=None,
        placeholder="Choose what you would have given otherwise",
        key=f"moderation-pick-{page.audit.id}",
    )
    if chosen is not None:
        settling(desk, page, kept[chosen], words)


def _carried(page: ModerationPage) -> None:
    same = [each for each in page.items if each.item.agreed]
    if not same:
        return
    if page.twice:
        with st.expander(f"Carried over: {many(len(same), 'thing')} that both readers gave alike"):
            table(same, CARRIED, "What both readers gave alike")
        return
    table(same, READ_ONCE, "What the auditor gave, and you carry over")


def _quotes(page: ModerationPage) -> None:
    """Both readers' quotes beside each other: all of them are carried over."""
    vague = page.vague_words
    if vague is None or not any(page.quotes):
        return
    st.header(text.plain(vague.title), anchor=False)
    text.draw("What either reader noted is carried over; a quote that both noted counts once.")
    labels = {each.key: each.label for each in vague.tags}
    columns: tuple[Column[Quote], ...] = (
        Column("Word", lambda r: r.word, "text", "The vague word."),
        Column("Quote", lambda r: r.quote, "text", "The few words around it."),
        Column("What became of it", lambda r: labels[r.tag], "text", "In the checklist's words."),
        Column("Where", lambda r: r.place, "text", "Where in the file it stands."),
    )
    for whose, noted in zip(("First reader", "Second reader"), page.quotes, strict=False):
        table(noted, columns, f"{whose if page.twice else 'The auditor'}: {len(noted)} noted")


def _end(desk: Desk, page: ModerationPage) -> None:
    if not page.can_settle or page.stage is not None:
        return
    name = f"moderation-agree-{page.audit.id}-{page.audit.version}"
    text.draw(
        "Once signed off, the moderated reading counts in place of the others, and its readers see how and why.",
        "muted",
    )
    st.button(
        "Sign it off",
        type="primary",
        on_click=act,
        args=(partial(agree, desk.db, desk.by, page.audit.id, key=once(name)), "Signed off."),
    )


def _finding(desk: Desk, page: ModerationPage) -> None:
    """What the moderator sees in the file is raised here, linked to the reading that counts."""
    audit = page.audit
    if audit.disposed_at is None:
        place = From(
            f"moderation-{audit.id}",
            audit.round_id,
            Origin.MODERATION,
            files=(audit.id,),
            agency=audit.case_file.agency,
        )
        raising(desk, place)


def _return(desk: Desk, page: ModerationPage) -> None:
    """Open the case again for one auditor, or the moderation itself."""
    readings = {
        each.id: f"The {each.reading} reading, to {each.auditor}"
        for each in page.readings
        if each.status is CaseAuditStatus.SUBMITTED
    }
    if page.audit.status is CaseAuditStatus.SUBMITTED:
        readings = {page.audit.id: "This moderation, to settle something anew"} | readings
    if not readings or page.audit.disposed_at is not None:
        return
    with st.expander("Open something again"):
        text.draw(
            "A reading that goes back can be changed by its auditor, and the sign-off no longer stands.",
            "muted",
        )
        with st.form(f"moderation-return-{page.audit.version}", border=False):
            st.selectbox(
                "What goes back",
                list(readings),
                format_func=readings.__getitem__,
                key="moderation-back",
            )
            st.text_area("Reason", height=90, key="moderation-why")
            st.form_submit_button("Open it again", on_click=_returned, args=(desk,))


def _returned(desk: Desk) -> None:
    state = st.session_state
    act(
        partial(send_back, desk.db, desk.by, state["moderation-back"], state["moderation-why"]),
        "It is open again.",
    )


def _responses(desk: Desk, page: ModerationPage) -> None:
    signed_off = page.audit.status is CaseAuditStatus.SUBMITTED
    answers = page.reads is not None and signed_off and page.audit.disposed_at is None
    if not page.responses and not answers:
        return
    st.header("What the readers say", anchor=False)
    for each in page.responses:
        text.draw(f"The {each.reader} reader, {day_and_time(each.at)}:", "muted")
        st.text(each.text)
    if answers:
        with st.form(f"moderation-answer-{len(page.responses)}", border=True):
            st.text_area("Your answer, if you have one", height=90, key="moderation-says")
            st.form_submit_button("Send", on_click=_answered, args=(desk, page.audit.id))


def _answered(desk: Desk, case_audit_id: str) -> None:
    name = f"moderation-answer-{case_audit_id}"
    words = st.session_state["moderation-says"]

    def sent() -> bool:
        answer(desk.db, desk.by, case_audit_id, words, key=f"{once(name)} {words}")
        return True

    if act(sent, "Your answer stands beside the moderation."):
        used(name)
        st.session_state["moderation-says"] = ""
