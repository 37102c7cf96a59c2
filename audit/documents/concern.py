"""An e-mail draft about a concern that waits: that there is one, on which file, by when; never what it is.

The tool keeps no addresses and sends nothing, and mail is no place for what worries somebody about a child.
"""

from email.message import EmailMessage
from email.policy import SMTP

from audit.commands.concern import drafted
from audit.model.language import in_english
from audit.model.person import Person
from audit.store.database import Database
from audit.views.concern import Draft, draft

MIME = "message/rfc822"
FILE_NAME = "immediate_concern.eml"
"""What it is saved as: neither a case nor a person stands in a name."""


@in_english
def email(db: Database, by: Person, concern_id: str) -> bytes:
    """Return the draft as a message that is not sent yet (X-Unsent), and leave in the trail that it was taken out."""
    found = draft(db, by, concern_id)
    drafted(db, by, concern_id)
    message = EmailMessage(policy=SMTP)
    message["Subject"] = subject(found)
    message["X-Unsent"] = "1"
    message.set_content(body(found), cte="quoted-printable")
    return message.as_bytes()


def subject(found: Draft) -> str:
    """Return what the mail is about."""
    return f"Immediate concern on case file {found.reference}: please look now"


def body(found: Draft) -> str:
    """Return the mail itself."""
    lines = [
        f"Dear {', '.join(found.to)},",
        "",
        f"An immediate concern on case file {found.reference} ({found.round_title}) waits {found.waits_for}:",
        f"{found.left}.",
        "",
        "Please open it in the tool, on the page Concerns: what it is about is said there and nowhere else.",
        "If you cannot see to it, please ring me, so that somebody else does.",
        "",
        "With thanks",
        found.by,
        "",
        f"{found.handling.label}.",
    ]
    return "\n".join(lines) + "\n"
