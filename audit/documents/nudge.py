"""A reminder to an auditor: an e-mail draft that a mail program opens to be sent, and the same text to copy.

The tool keeps no addresses and sends nothing: whoever reminds chooses whom, in their own mail program. It
says references, how each stands and when it is due, and nothing of what is in a file.
"""

from datetime import date, datetime
from email.message import EmailMessage
from email.policy import SMTP

from audit.commands.nudge import made
from audit.documents.sheet_text import slug, stamp
from audit.model.language import in_english
from audit.model.person import Person
from audit.rules.due import in_words, is_late
from audit.rules.headline import many
from audit.rules.retention import day
from audit.store.database import Database
from audit.views.nudge import Nudge, nudge

MIME = "message/rfc822"


def email(db: Database, by: Person, round_id: str, auditor_id: str) -> bytes:
    """Return the reminder as an e-mail draft, and leave in the trail that it was taken out."""
    found = nudge(db, by, round_id, auditor_id)
    made(db, by, round_id, "email", auditor_id=auditor_id)
    return draft(found)


@in_english
def as_text(found: Nudge) -> str:
    """Return the reminder as text to copy: what it is about, then the reminder itself."""
    return f"{subject(found)}\n\n{body(found)}"


@in_english
def draft(found: Nudge) -> bytes:
    """Return the reminder as a message."""
    return unsent(subject(found), body(found))


def unsent(about: str, words: str) -> bytes:
    """Return a message that is not sent yet (X-Unsent) and goes to nobody yet."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = about
    message["X-Unsent"] = "1"
    # Seven bits: no mail program has to guess.
    message.set_content(words, cte="quoted-printable")
    return message.as_bytes()


def subject(found: Nudge) -> str:
    """Return what the reminder is about."""
    return f"{found.round_title}: {many(len(found.files), 'case file')} waiting for you"


def body(found: Nudge) -> str:
    """Return the reminder itself."""
    lines = [f"Dear {found.auditor},", "", *_thanks(found), _waiting(found), ""]
    lines += [f"- {each.reference}: {each.state}{_due(found.due)}" for each in found.files]
    lines += [
        "",
        "What you have entered so far is kept: you can go on where you stopped.",
        "If time is short or something is in the way, please tell me. We will find another way.",
        "",
        "With many thanks",
        found.by,
        "",
        f"{found.handling.label}.",
    ]
    return "\n".join(lines) + "\n"


def _thanks(found: Nudge) -> list[str]:
    n = found.submitted
    if not n:
        return []
    return [f"Thank you for the {many(n, 'case file')} that you have submitted already."]


def _waiting(found: Nudge) -> str:
    n = len(found.files)
    these = "This case file is" if n == 1 else f"These {n} case files are"
    if found.due is None:
        return f"{these} still with you:"
    if is_late(found.due, found.today):
        past = "it was" if n == 1 else "they were"
        return f"{these} still with you. The day on which {past} due, {day(found.due)}, has passed:"
    return f"{these} still with you, {in_words(found.due, found.today)}:"


def _due(due: date | None) -> str:
    return f", due {day(due)}" if due else ""


def file_name(round_title: str, at: datetime) -> str:
    """Return the name under which the draft is saved; whom it is for does not stand in it."""
    return f"reminder_{slug(round_title)}_{stamp(at)}.eml"
