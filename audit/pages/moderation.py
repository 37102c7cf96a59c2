"""The moderation page: two readings side by side, what differs is settled with a reason, its readers may answer."""

from functools import partial

import streamlit as st

from audit.commands.case_audit import send_back
from audit.commands.moderation import agree
from audit.commands.opening import moderation_opened
from audit.documents.column import Column
from audit.model.case_audit import CaseAuditStatus
from audit.model.finding import Origin
from audit.model.language import N_, _
from audit.model.quote import Quote
from audit.model.refusal import NotFound
from audit.pages.desk import Desk, day_and_time
from audit.pages.moderation_answers import responses
from audit.pages.parts import handling, text
from audit.pages.parts.concern import concern_way
from audit.pages.parts.once import once
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

_TITLE: Column[ItemShown] = Column(N_("What"), lambda each: each.title, "text")
CARRIED: tuple[Column[ItemShown], ...] = (
    _TITLE,
    Column(N_("Both readers"), lambda each: each.settled, "words"),
)
READ_ONCE: tuple[Column[ItemShown], ...] = (
    _TITLE,
    Column(N_("First reader"), lambda each: each.first.value, "words"),
    Column(N_("In their words"), lambda each: "\n".join(each.first.texts), "text"),
)


def moderation(desk: Desk) -> None:
    """See what two readers gave, what was settled, and why."""
    case_audit_id = st.query_params.get("id", "")
    try:
        page = views.moderation(desk.db, desk.by, case_audit_id)
    except NotFound:
        st.title(_("Moderation"), anchor=False)
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
    responses(desk, page)


def _heading(desk: Desk, page: ModerationPage) -> None:
    tell()
    audit = page.audit
    st.title(
        _("Moderation of {reference}").format(reference=text.plain(audit.case_file.reference)),
        anchor=False,
    )
    about = [page.agency, audit.case_file.team or "", audit.round_title]
    text.draw(" · ".join(filter(None, about)), "muted")
    handling.line(page.review)
    if page.reads is None:
        concern_way(desk, audit.id)
    if page.reads is not None:
        text.draw(
            _(
                "You were the {reads} reader. Nothing that you wrote was changed: the moderated reading"
                " stands beside yours, and it is the one that counts."
            ).format(reads=_(page.reads)),
        )
    elif page.twice:
        names = [each.auditor or _("nobody") for each in page.readings]
        text.draw(
            _("First reader: {names}. Second reader: {names_2}.").format(
                names=names[0], names_2=names[1]
            )
        )
    else:
        text.draw(
            _("Read once, by {auditor}; drawn for moderation.").format(
                auditor=page.readings[0].auditor or _("nobody")
            )
        )
    if audit.status is CaseAuditStatus.SUBMITTED and audit.submitted_at is not None:
        st.success(
            _("Signed off {submitted_at}. It counts on the board, and its readers see it.").format(
                submitted_at=day_and_time(audit.submitted_at)
            ),
            icon=":material/check_circle:",
        )
    if audit.returned_reason:
        st.warning(_("This moderation was reopened."), icon=":material/undo:")
        st.text(_("Reason: {returned_reason}").format(returned_reason=audit.returned_reason))
    if not page.can_settle and audit.submitted_at is None:
        st.info(
            _(
                "Nothing can be settled here now: a reading is with its auditor, or the round is closed."
            )
        )


def _items(desk: Desk, page: ModerationPage) -> None:
    words = identifiers.words(desk.db, desk.by) if page.can_settle else ()
    shown = page.differing
    if page.twice:
        st.header(_("What differs") if page.reads is None else _("What differed"), anchor=False)
        text.draw(_open_words(page), "statement")
    else:
        st.header(
            _("What you changed") if page.reads is None else _("What was changed"), anchor=False
        )
        text.draw(
            _("{changes}. All else stands as its auditor gave it.").format(
                changes=many(len(shown), "change")
            ),
            "statement",
        )
    for each in shown:
        settling(desk, page, each, words)
    if not page.twice and page.can_settle:
        _pick(desk, page, words)


def _open_words(page: ModerationPage) -> str:
    """How much is to settle, and what comes first where there is more than one kind of it."""
    shown = page.differing
    if not shown:
        return _("Both readers gave the same throughout.")
    open_ = [each.item for each in shown if each.item.is_open]
    if page.stage is not None:
        several = len({each.kind for each in open_}) > 1
        first = (
            _(", {kind_words} first").format(kind_words=KIND_WORDS[page.stage]) if several else ""
        )
        return _("{things} to settle{first}.").format(things=many(len(open_), "thing"), first=first)
    if page.reads is not None:
        return _("{things} differed. Below each stands how it was settled, and why.").format(
            things=many(len(shown), "thing")
        )
    return _("Nothing is left to settle, of {things}.").format(things=many(len(shown), "thing"))


def _pick(desk: Desk, page: ModerationPage, words: tuple[str, ...]) -> None:
    """One thing that is to be changed, of all that the one reader gave."""
    kept = {f"{each.item.kind}/{each.item.key}": each for each in page.items if each.item.agreed}
    chosen = st.selectbox(
        _("Change something"),
        list(kept),
        format_func=lambda key: f"{kept[key].title}: {kept[key].first.value}",
        index=None,
        placeholder=_("Choose what you would have given otherwise"),
        key=f"moderation-pick-{page.audit.id}",
    )
    if chosen is not None:
        settling(desk, page, kept[chosen], words)


def _carried(page: ModerationPage) -> None:
    same = [each for each in page.items if each.item.agreed]
    if not same:
        return
    if page.twice:
        with st.expander(
            _("Carried over: {things} that both readers gave alike").format(
                things=many(len(same), "thing")
            )
        ):
            table(same, CARRIED, _("What both readers gave alike"))
        return
    table(same, READ_ONCE, _("What the auditor gave, and you carry over"))


def _quotes(page: ModerationPage) -> None:
    """Both readers' quotes beside each other: all of them are carried over."""
    vague = page.vague_words
    if vague is None or not any(page.quotes):
        return
    st.header(text.plain(vague.title), anchor=False)
    text.draw(_("What either reader noted is carried over; a quote that both noted counts once."))
    labels = {each.key: each.label for each in vague.tags}
    columns: tuple[Column[Quote], ...] = (
        Column(_("Word"), lambda r: r.word, "text", _("The vague word.")),
        Column(_("Quote"), lambda r: r.quote, "text", _("The few words around it.")),
        Column(
            _("What became of it"), lambda r: labels[r.tag], "text", _("In the checklist's words.")
        ),
        Column(_("Where"), lambda r: r.place, "text", _("Where in the file it stands.")),
    )
    for whose, noted in zip((_("First reader"), _("Second reader")), page.quotes, strict=False):
        table(
            noted,
            columns,
            _("{whose}: {n} noted").format(
                whose=whose if page.twice else _("The auditor"), n=len(noted)
            ),
        )


def _end(desk: Desk, page: ModerationPage) -> None:
    if not page.can_settle or page.stage is not None:
        return
    name = f"moderation-agree-{page.audit.id}-{page.audit.version}"
    text.draw(
        _(
            "Once signed off, the moderated reading counts in place of the others, and its readers see how and why."
        ),
        "muted",
    )
    st.button(
        _("Sign it off"),
        type="primary",
        on_click=act,
        args=(partial(agree, desk.db, desk.by, page.audit.id, key=once(name)), _("Signed off.")),
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
        each.id: _("The {reading} reading, to {auditor}").format(
            reading=_(each.reading or ""), auditor=each.auditor
        )
        for each in page.readings
        if each.status is CaseAuditStatus.SUBMITTED
    }
    if page.audit.status is CaseAuditStatus.SUBMITTED:
        readings = {page.audit.id: _("This moderation, to settle something anew")} | readings
    if not readings or page.audit.disposed_at is not None:
        return
    with st.expander(_("Open something again")):
        text.draw(
            _(
                "A reading that goes back can be changed by its auditor, and the sign-off no longer stands."
            ),
            "muted",
        )
        with st.form(f"moderation-return-{page.audit.version}", border=False):
            st.selectbox(
                _("What goes back"),
                list(readings),
                format_func=readings.__getitem__,
                key="moderation-back",
            )
            st.text_area(_("Reason"), height=90, key="moderation-why")
            st.form_submit_button(_("Open it again"), on_click=_returned, args=(desk,))


def _returned(desk: Desk) -> None:
    state = st.session_state
    act(
        partial(send_back, desk.db, desk.by, state["moderation-back"], state["moderation-why"]),
        _("It is open again."),
    )
