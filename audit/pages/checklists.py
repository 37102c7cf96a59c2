"""Published checklists, as an auditor or a practitioner reads them."""

from functools import partial
from html import escape

import streamlit as st

from audit.documents import shared
from audit.model.checklist import Checklist, Standard
from audit.model.language import _
from audit.model.source_review import SourceReview
from audit.model.wording import worded
from audit.pages.desk import Desk
from audit.pages.parts import handling, text, words
from audit.pages.parts.address import in_any_language
from audit.pages.parts.empty import WRITE, empty
from audit.pages.parts.versions import changed
from audit.rules import permission
from audit.rules.headline import many
from audit.views import checklist as views


def checklists(desk: Desk) -> None:
    """Read what is rated and why: each criterion, what each rating looks like, where to look."""
    st.title(_("Checklists"), anchor=False)
    if permission.may(desk.by, "checklist.draft"):
        st.page_link(
            st.session_state["pages"]["write"],
            label=_("Write a checklist"),
            icon=":material/edit_note:",
        )
    published = {each.id: each for each in views.published(desk.db)}
    if not published:
        empty(
            desk,
            _("No checklist is published yet. Each stands here with its standards and criteria."),
            WRITE,
        )
        return
    called = {key: worded(each).checklist.title for key, each in published.items()}
    in_any_language("checklist", called.values(), str)
    chosen = st.selectbox(
        _("Checklist"),
        list(published),
        format_func=called.__getitem__,
        key="checklist",
        bind="query-params",
    )
    read, before = _version(desk, published[chosen])
    page = worded(read)
    handling.line(page.review)
    _introduction(page.checklist)
    words.line("standard", "criterion", "critical", "case-fact", "learning-point")
    names = [_("Standards and criteria"), _("Learning points"), _("Resources"), _("Share it")]
    tabs = st.tabs([*names, *([_("What changed")] if before else [])])
    with tabs[0]:
        for standard in page.checklist.standards:
            _standard(page.checklist, standard)
    with tabs[1]:
        _points(page.review, page.checklist)
    with tabs[2]:
        _resources(page.review)
    with tabs[3]:
        _share(desk, read)
    if before:
        with tabs[4]:
            changed(worded(before).checklist, page.checklist)


def _version(desk: Desk, newest: views.Published) -> tuple[views.Published, views.Published | None]:
    """The version that is read, and the one before it: rounds stay on the version that they were opened on."""
    every = {each.checklist.version: each for each in views.versions(desk.db, newest.checklist)}
    if len(every) == 1:
        return newest, None
    chosen = st.selectbox(_("Version"), list(every), key=f"version-{newest.id}")
    older = [version for version in every if version < chosen]
    return every[chosen], every[older[0]] if older else None


def _introduction(checklist: Checklist) -> None:
    text.draw(
        _("Version {version}: {standards}, {criterions}, {facts}.").format(
            version=checklist.version,
            standards=many(len(checklist.standards), "standard"),
            criterions=many(len(checklist.criteria), "criterion"),
            facts=many(len(checklist.case_facts), "case fact"),
        ),
        "muted",
    )
    with st.expander(_("Introduction")):
        text.draw(checklist.introduction)


def _standard(checklist: Checklist, standard: Standard) -> None:
    st.header(text.plain(standard.title), anchor=False)
    text.draw(standard.statement)
    text.draw(
        _("Target: {target:.0%} of applicable ratings met.").format(target=standard.target), "muted"
    )
    for criterion in standard.criteria:
        asked = [checklist.agency(key).name for key in criterion.asked_of]
        with st.expander(f"{criterion.key}  {text.plain(criterion.statement)}"):
            points = ", ".join(criterion.learning_points)
            critical = (
                _(" Critical: not met, it caps the overall judgement.")
                if criterion.critical
                else ""
            )
            text.draw(
                _("From {points}. Asked of {asked}.{critical}").format(
                    points=points, asked=", ".join(asked) or _("every agency"), critical=critical
                ),
                "muted",
            )
            rows = "".join(
                f"<dt>{escape(each.label)}</dt>"
                f"<dd>{text.lines(criterion.descriptors.get(each.key, ''))}</dd>"
                for each in checklist.rating_scale.ratings
            )
            st.html(
                f'<dl class="pa-guide">{rows}<dt>{escape(_("Where to look"))}</dt>'
                f"<dd>{text.lines(criterion.where_to_look)}</dd>"
                f"<dt>{escape(_('What to write'))}</dt><dd>{text.lines(criterion.evidence_prompt)}</dd></dl>"
            )


def _points(review: SourceReview, checklist: Checklist) -> None:
    for point in review.learning_points:
        keys = [each.key for each in checklist.criteria if point.key in each.learning_points]
        text.draw(f"{point.key} · {point.kind_label}", "statement")
        text.draw(point.text)
        text.draw(
            _("Criteria: {keys}").format(keys=", ".join(keys) or _("none in this checklist")),
            "muted",
        )


def _resources(review: SourceReview) -> None:
    for each in review.resources:
        text.draw(each.title, "statement")
        st.code(each.address, language=None, wrap_lines=True)
        if each.note:
            text.draw(each.note, "muted")


def _share(desk: Desk, page: views.Published) -> None:
    text.draw(_("The checklist as a file for another program or another installation."))
    kind = st.selectbox(
        _("Format"),
        list(shared.WORDS),
        format_func=lambda key: _(shared.WORDS[key]),
        key="share-format",
    )
    text.draw(_("What it does not carry:"), "muted")
    for each in shared.not_carried(page, kind):
        text.draw(f"– {_(each)}")
    st.download_button(
        _("Download the file"),
        data=partial(shared.shared, page, kind, desk.db.clock()),
        file_name=shared.file_name(page, kind),
        on_click="ignore",
        key="share-file",
    )
