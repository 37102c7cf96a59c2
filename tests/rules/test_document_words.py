"""What is said of a document and of a file that somebody holds."""

from datetime import UTC, datetime

from audit.model.document import Checked, Document, DocumentKind, Verdict
from audit.rules.document_words import OUT_OF_A_ZIP, SAVED_ANEW, UNKNOWN, for_whom, named, verdict

PACK = Document(
    number="2026-0042",
    kind=DocumentKind.RELEASED_PACK,
    about="release 2",
    audience="board",
    handling="Professionals only",
    round_title="Spring 2026",
    at=datetime(2026, 7, 1, 23, 30, tzinfo=UTC),
    by="Ash",
    sha256="a" * 64,
    size=10,
)
WHAT = "Pack of a release, for the board: Spring 2026, release 2, made by Ash on 2 July 2026. Professionals only."


def said(of: Verdict, found: Document | None = PACK) -> str:
    return verdict(Checked(verdict=of, found=found))


def test_each_answer_says_what_the_document_is() -> None:
    assert said(Verdict.UNCHANGED) == f"This is document 2026-0042, unchanged. {WHAT}"
    assert said(Verdict.ALTERED) == (
        f"This bears the number 2026-0042, and is not what left under it. {SAVED_ANEW} What left is: {WHAT}"
    )
    assert said(Verdict.NUMBER) == f"2026-0042: {WHAT} Its fingerprint (SHA-256) is {'a' * 64}."
    bundle = PACK.model_copy(update={"kind": DocumentKind.JTAI_BUNDLE})
    assert f"{OUT_OF_A_ZIP} What left is: JTAI bundle" in said(Verdict.ALTERED, bundle)
    unmade = PACK.model_copy(update={"sha256": ""})
    rest = "No file of it left: its number was given, and the file was then not made."
    assert said(Verdict.NUMBER, unmade) == f"2026-0042: {WHAT} {rest}"
    assert said(Verdict.UNKNOWN, None) == UNKNOWN


def test_it_is_named_by_what_there_is_of_it() -> None:
    bare = {"kind": DocumentKind.PERSON_LIST, "audience": "professionals only"}
    of_nothing = PACK.model_copy(update=bare | {"round_title": "", "about": ""})
    assert named(of_nothing) == "List of people, for professionals"
    public = PACK.model_copy(update={"audience": "publication"})
    assert for_whom(public) == "the public"
