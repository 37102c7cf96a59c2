"""One standard of a panel: the agencies side by side, what is made of each gap, and the judgement."""

from functools import partial

import streamlit as st

from audit.commands.panel_finding import judge, note
from audit.model.case_audit import Judgement
from audit.model.checklist import JudgementScale
from audit.model.finding import TITLE_LIMIT, Origin
from audit.model.language import N_, _
from audit.model.panel import Row
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.minuted import box, keep, place
from audit.pages.parts.panel_table import side_by_side
from audit.pages.parts.raising import From, raising
from audit.rules.headline import many
from audit.rules.panel import gap_words, standing
from audit.rules.panel_check import title
from audit.views import finding as findings
from audit.views.finding import FindingsPage
from audit.views.panel import PanelPage

GAP = {True: N_("It is a gap"), False: N_("It is none")}


def standard(desk: Desk, page: PanelPage) -> None:
    """Choose a standard, and go through it."""
    titles = {each.key: _option(page, each.key, each.title) for each in page.standards}
    chosen = st.selectbox(
        _("Standard"), list(titles), format_func=titles.__getitem__, key="panel-standard"
    )
    rows = page.of(chosen)
    gaps = [each for each in rows if each.gap]
    said = many(len(gaps), "gap") if gaps else _("No gap")
    text.draw(
        _("{said} between agencies in {criterions}.").format(
            said=said, criterions=many(len(rows), "criterion")
        ),
        "statement",
    )
    side_by_side(
        page,
        rows,
        _("What each agency's file shows: {title}").format(title=_title(page, chosen)),
        evidence=True,
    )
    raised = findings.findings_of(desk.db, desk.by, page.panel.round_id) if page.can_hold else None
    for row in gaps:
        _gap(desk, page, row)
        if raised is not None:
            _finding(desk, page, row, raised)
    if chosen in page.judged:
        judging(desk, page, chosen)
    else:
        text.draw(
            _("Nothing here applied to any of the files, so there is nothing to judge."), "muted"
        )


def _title(page: PanelPage, key: str) -> str:
    return {each.key: each.title for each in page.standards}[key]


def _option(page: PanelPage, key: str, title: str) -> str:
    gaps = sum(each.gap for each in page.of(key))
    return f"{title} ({many(gaps, 'gap')})" if gaps else title


def _gap(desk: Desk, page: PanelPage, row: Row) -> None:
    key, kept = row.criterion.key, page.notes.get(row.criterion.key)
    with st.container(border=True, key=f"panel-gap-{key}"):
        text.draw(f"{key}  {row.criterion.statement}", "statement")
        text.draw(gap_words(page.checklist.rating_scale, page.agencies, row))
        stands = standing(row, page.notes)
        if kept is not None and stands is None:
            text.draw(_("The ratings have changed since this was noted: note it anew."), "pointed")
        if not page.can_change:
            text.draw(f"{_(GAP[stands.is_gap])}. {stands.text}" if stands else _("Nothing noted."))
            return
        name, version = f"panel-note-{page.panel.id}-{key}", kept.version if kept else 0
        was, said = (kept.is_gap, kept.text) if kept else (True, "")
        at = place(name, version, said, is_gap=was)
        is_gap = st.segmented_control(
            _("Gap on {key}").format(key=key),
            list(GAP),
            format_func=lambda each: _(GAP[each]),
            key=f"{at}-is_gap",
            required=True,
            persist_state="session",
        )
        about = _("What the panel makes of it")
        typed = box(
            name,
            about,
            said,
            version,
            theirs=f"{_(GAP[was])}. {said}",
            called=f"{key}: {about.lower()}",
            is_gap=was,
        )

        def kept_as(*, looked: bool) -> None:
            words = st.session_state[typed]
            about = (page.panel.id, key, words)
            note(desk.db, desk.by, *about, is_gap=bool(is_gap), version=version, looked=looked)

        keep(name, _("Keep the note"), kept_as, typed=typed)


def _finding(desk: Desk, page: PanelPage, row: Row, found: FindingsPage) -> None:
    """A note minutes what one case shows; what it says of practice is raised as a finding, which takes actions."""
    note = standing(row, page.notes)
    if note is None or not note.is_gap:
        return
    panel, key = page.panel, row.criterion.key
    raised = found.of_panel(panel.id, key)
    if raised is not None:
        text.draw(_("Raised as a finding: {title}").format(title=raised.title), "muted")
        return
    place = From(
        f"panel-{panel.id}-{key}",
        panel.round_id,
        Origin.PANEL,
        files=tuple(each.case_audit_id for each in page.files if each.case_audit_id),
        panel_id=panel.id,
        criterion=key,
        title=" ".join(note.text.split())[:TITLE_LIMIT],
    )
    raising(desk, place, _("Raise the gap on {key} as a finding").format(key=key))


def judging(desk: Desk, page: PanelPage, standard: str) -> None:
    """Draw the partnership's judgement on a standard, or on the whole case: a person chooses, and says why."""
    found = page.judged[standard]
    kept, scale = found.judgement, page.checklist.judgement_scale
    about = title(page.checklist, standard)
    with st.container(border=True, key=f"panel-judgement-{standard or 'case'}"):
        text.draw(_("The partnership's judgement on {about}").format(about=about), "statement")
        _cap(page, standard, scale)
        if not page.can_change:
            text.draw(_said(scale, kept))
            return
        name = f"panel-judge-{page.panel.id}-{standard or 'case'}"
        at = place(name, kept.version, kept.rationale, value=kept.value)
        value = _choice(scale, f"{at}-value", about)
        typed = box(
            name,
            _("Rationale: what weighed most, and how it was weighed"),
            kept.rationale,
            kept.version,
            theirs=_said(scale, kept),
            called=_("Judgement on {about}: rationale").format(about=about),
            value=kept.value,
        )
        keep(
            name,
            _("Keep the judgement"),
            partial(_judged, desk, page.panel.id, standard, value, typed, kept.version),
            typed=typed,
        )


def _judged(
    desk: Desk,
    panel_id: str,
    standard: str,
    value: str | None,
    typed: str,
    version: int,
    *,
    looked: bool,
) -> None:
    given = (panel_id, standard, value, st.session_state[typed])
    judge(desk.db, desk.by, *given, version=version, looked=looked)


def _said(scale: JudgementScale | None, kept: Judgement) -> str:
    label = scale.value(kept.value).label if scale and kept.value else ""
    return f"{label}. {kept.rationale}" if label else kept.rationale or _("Not judged yet.")


def _choice(scale: JudgementScale | None, key: str, about: str) -> str | None:
    if scale is None:
        return None
    labels = {each.key: text.plain(each.label) for each in scale.values}
    chosen = st.segmented_control(
        _("Judgement on {about}").format(about=text.plain(about)),
        list(labels),
        format_func=labels.__getitem__,
        key=key,
        persist_state="session",
        label_visibility="collapsed",
        wrap=True,
    )
    if chosen:
        text.draw(scale.value(chosen).means, "muted")
    return chosen


def _cap(page: PanelPage, standard: str, scale: JudgementScale | None) -> None:
    capped = page.judged[standard].capped_by
    if not capped or scale is None or scale.cap is None:
        return
    verb = "is" if len(capped) == 1 else "are"
    st.info(
        _(
            "The judgement cannot exceed “{label}”:"
            " {capped} {verb} critical and not met in a file. You choose; it can be signed off"
            " only within that."
        ).format(
            label=text.plain(scale.value(scale.cap).label), capped=", ".join(capped), verb=verb
        ),
        icon=":material/info:",
    )
