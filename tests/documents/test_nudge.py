"""A reminder as a draft that a mail program opens: whole, kind, and with nothing in it but references."""

from datetime import date, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.commands import case_audit
from audit.commands import round as rounds
from audit.documents import nudge as documents
from audit.model.language import speaking
from audit.model.person import Person
from audit.model.progress import State
from audit.model.refusal import Refusal
from audit.model.source_review import Handling
from audit.store.database import Database
from audit.views.nudge import Nudge, NudgeFile
from audit.views.trail import TrailFilter, trail
from tests.builders import START, add, auditor, give, open_round, published, started, submitted

TODAY = date(2026, 4, 27)
NUDGE = Nudge(
    round_title="Spring 2026",
    handling=Handling.PROFESSIONALS_ONLY,
    auditor="Robin",
    by="Sam",
    due=date(2026, 4, 30),
    today=TODAY,
    files=(
        NudgeFile(reference="S-014", state=State.RETURNED),
        NudgeFile(reference="S-015", state=State.NOT_STARTED),
    ),
    submitted=3,
)
BODY = """\
Dear Robin,

Thank you for the 3 case files that you have submitted already.
These 2 case files are still with you, due in 3 days, 30 April 2026:

- S-014: returned, due 30 April 2026
- S-015: not started, due 30 April 2026

What you have entered so far is kept: you can go on where you stopped.
If time is short or something is in the way, please tell me. We will find another way.

With many thanks
Sam

Professionals only.
"""


def opened(content: bytes) -> EmailMessage:
    return cast("EmailMessage", message_from_bytes(content, policy=default))


def words(message: EmailMessage) -> str:
    return str(message.get_content()).replace("\r\n", "\n")


def test_it_reads_as_one_would_write_it() -> None:
    assert documents.body(NUDGE) == BODY
    assert documents.as_text(NUDGE) == f"Spring 2026: 2 case files waiting for you\n\n{BODY}"


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        (
            {"due": date(2026, 4, 25)},
            "These 2 case files are still with you. The day on which they were due, 25 April 2026,"
            " has passed:",
        ),
        ({"due": None}, "These 2 case files are still with you:"),
        (
            {"files": NUDGE.files[:1]},
            "This case file is still with you, due in 3 days, 30 April 2026:",
        ),
        (
            {"files": NUDGE.files[:1], "due": date(2026, 4, 25)},
            "This case file is still with you. The day on which it was due, 25 April 2026, has passed:",
        ),
        ({"due": TODAY}, "These 2 case files are still with you, due today, 27 April 2026:"),
    ],
)
def test_it_says_when_they_are_due(changes: dict[str, object], line: str) -> None:
    said = documents.body(NUDGE.model_copy(update=changes)).splitlines()
    assert said[3] == line
    if changes.get("due", TODAY) is None:
        assert "- S-014: returned" in said


def test_nobody_is_thanked_for_nothing() -> None:
    said = documents.body(NUDGE.model_copy(update={"submitted": 0}))
    assert "Thank you" not in said
    assert said.splitlines()[2].startswith("These 2")


def test_the_draft_is_not_sent_yet_and_goes_to_nobody_yet() -> None:
    message = opened(documents.draft(NUDGE))
    assert message["X-Unsent"] == "1"
    assert message["Subject"] == "Spring 2026: 2 case files waiting for you"
    assert [message[each] for each in ("To", "Cc", "Bcc", "From")] == [None] * 4
    assert message.get_content_type() == "text/plain"
    assert not message.is_multipart()
    assert words(message) == BODY
    raw = documents.draft(NUDGE)
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")


NAMES = st.text(
    st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=60
).filter(str.isprintable)


@given(title=NAMES, auditor=NAMES, by=NAMES, reference=NAMES)
def test_whatever_things_are_called_it_comes_out_as_it_went_in(
    title: str, auditor: str, by: str, reference: str
) -> None:
    files = (NudgeFile(reference=reference, state=State.NOT_STARTED),)
    given_ = NUDGE.model_copy(
        update={"round_title": title, "auditor": auditor, "by": by, "files": files}
    )
    message = opened(documents.draft(given_))
    assert words(message) == documents.body(given_)
    assert str(message["Subject"]).split() == documents.subject(given_).split()
    assert set(message.keys()) == {
        "Subject",
        "X-Unsent",
        "Content-Type",
        "Content-Transfer-Encoding",
        "MIME-Version",
    }


HOSTILE = "Bcc: x@example.org <b> ![x](http://127.0.0.1:1/x.png)"


def test_a_title_cannot_become_a_header(db: Database, by: Person) -> None:
    robin = auditor(db, HOSTILE)
    round_id = rounds.open_(db, by, HOSTILE, published(db), due=date(2026, 4, 30))
    add(db, round_id, to=robin)
    message = opened(documents.email(db, by, round_id, robin.id))
    assert message["Bcc"] is None
    assert HOSTILE in message["Subject"]
    assert f"Dear {HOSTILE}," in words(message)


def test_nothing_of_what_is_in_a_file_goes_out_and_the_trail_has_it(
    db: Database, by: Person
) -> None:
    round_id, robin = open_round(db, due=date(2026, 4, 30)), auditor(db, "Robin")
    audit = started(db, round_id, "S-014", to=robin, team="Riverside")
    give(db, robin, audit, "C1", "evidence", "A line that stays")
    back = submitted(db, round_id, "S-015", to=robin, agency="gp")
    case_audit.send_back(db, by, back, "A reason that stays")
    said = words(opened(documents.email(db, by, round_id, robin.id)))
    for inside in ("stays", "Riverside", "General practice", "C1"):
        assert inside not in said
    assert "- S-015: returned, due 30 April 2026\n- S-014: in progress, due" in said
    (entry,) = trail(db, by, TrailFilter(act="nudge.made")).entries
    assert entry.words.startswith("took out a reminder as an e-mail draft for Robin, on the round")


def test_what_is_refused_leaves_no_entry(db: Database, by: Person) -> None:
    round_id = open_round(db)
    submitted(db, round_id)
    version = db.version()
    with pytest.raises(Refusal):
        documents.email(db, by, round_id, by.id)
    assert db.version() == version


def test_its_name_says_the_round_and_not_the_person() -> None:
    name = documents.file_name("Spring <b> 2026", START + timedelta(days=1))
    assert name == "reminder_spring-b-2026_2026-03-03-0900.eml"


def test_whoever_takes_it_out_it_is_in_english() -> None:
    """It goes to somebody else, who may read another language than who sends it."""
    said = documents.as_text(NUDGE)
    draft = documents.draft(NUDGE)
    with speaking("cy"):
        assert documents.as_text(NUDGE) == said
        assert documents.draft(NUDGE) == draft
