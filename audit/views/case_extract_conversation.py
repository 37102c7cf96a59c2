"""What is held of a case in conversations with practitioners: what stood before, what was said, whose views were sought."""

from datetime import datetime

from sqlalchemy import Connection

from audit.model.case_audit import CaseAudit
from audit.model.checklist import Checklist
from audit.model.conversation import Conversation
from audit.model.moderation import Kind
from audit.model.noun import Noun
from audit.rules.retention import day
from audit.store import case_audits, conversations
from audit.views.conversation import shown


class HeldTalk(Noun):
    """One thing that is held of a conversation."""

    round_title: str
    agency: str
    reading: str
    about: str
    """The conversation, the comment, somebody's views, or the criterion or judgement that stood before it."""
    value: str
    """The rating or judgement from the file alone, or what became of views."""
    now: str
    """The rating or judgement as it stands; empty where there is none."""
    evidence: str
    """Evidence and reason as they stood from the file alone."""
    text: str
    """Why it changed; or what was said or written."""
    kept_at: datetime | None


def talked(
    connection: Connection, audit: CaseAudit, checklist: Checklist, agency: str
) -> list[HeldTalk]:
    """Return what is held of the conversation about one case audit."""
    found = conversations.find(connection, audit.id)
    of = {"round_title": audit.round_title, "agency": agency, "reading": audit.reading or ""}
    said = [
        HeldTalk(
            **of, about=about, value=value, now="", evidence="", text=text, kept_at=found.kept_at
        )
        for about, value, text in _said(found)
        if value or text
    ]
    labels = {each.key: each.label for each in checklist.views_of}
    views = [
        HeldTalk(
            **of,
            about=f"views: {labels.get(each.voice, each.voice)}",
            value=each.standing or "",
            now="",
            evidence="",
            text="\n".join(filter(None, (each.reason, each.said))),
            kept_at=each.kept_at,
        )
        for each in found.views.values()
    ]
    return [*said, *_before(connection, audit, checklist, found, of), *views]


def _said(found: Conversation) -> list[tuple[str, str, str]]:
    on = f"held on {day(found.held_on)}" if found.held_on else ""
    agreed = f"agreed with them: {found.agreed}" if found.agreed else ""
    return [
        ("conversation", on, found.held_with),
        ("no conversation", "", found.without),
        ("practitioner's comment", agreed, found.comment),
    ]


def _before(
    connection: Connection,
    audit: CaseAudit,
    checklist: Checklist,
    found: Conversation,
    of: dict[str, str],
) -> list[HeldTalk]:
    answers = case_audits.answers(connection, audit.id)
    judgements = case_audits.judgements(connection, audit.id)
    stood = [shown(checklist, each, answers, judgements) for each in found.file_only]
    return [
        HeldTalk(
            **of,
            about=f"criterion {each.key}" if each.kind is Kind.RATING else each.called.lower(),
            value=each.before,
            now=each.now,
            evidence="\n".join(each.texts),
            text=each.why,
            kept_at=each.kept_at,
        )
        for each in stood
    ]
