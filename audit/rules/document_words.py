"""What is said of a document, and of a file that somebody holds: once, for the page and for the command line."""

from audit.model.document import Checked, Document, DocumentKind, Verdict
from audit.model.language import N_, _
from audit.rules.retention import day, today

RULE = N_(
    "Every document that leaves the tool has a number: the year and a running number. It is printed on the"
    " document, and it stands here and in the trail with who made it, when and for whom. Made again it gets"
    " another number. A number without a file was given, and the file was then not made."
)
SAVED_ANEW = N_(
    "Somebody changed it, or saved it anew: a word processor and a spreadsheet change the bytes whenever they save."
    " Ask whoever made it for the one that left."
)
OUT_OF_A_ZIP = N_(
    "A single document out of the zip says this too, though nobody changed it: what left is the zip as a whole, so"
    " bring that."
)
UNKNOWN = N_(
    "This is not a document of ours as it left, or it is not yours to ask about by its number alone. It may come from"
    " elsewhere, from before documents had numbers, or have been changed. With the file itself, unchanged, anybody is"
    " told."
)


def named(found: Document) -> str:
    """Return what it is in a line, for instance "Board pack, for professionals: Spring 2026, csc"."""
    about = ", ".join(filter(None, (found.round_title, found.about)))
    return _("{label}, for {for_whom}{words}").format(
        label=_(found.kind.label), for_whom=for_whom(found), words=f": {about}" if about else ""
    )


def for_whom(found: Document) -> str:
    """Return for whom it was made, in words."""
    whom = {"publication": _("the public"), "board": _("the board")}
    return whom.get(found.audience, _("professionals"))


def made(found: Document) -> str:
    """Return by whom it was made and when."""
    return _("made by {by} on {today}").format(by=found.by, today=day(today(found.at)))


def verdict(checked: Checked) -> str:
    """Return the answer in a sentence or two."""
    found = checked.found
    if found is None:
        return _(UNKNOWN)
    what = f"{named(found)}, {made(found)}. {found.handling}."
    if checked.verdict is Verdict.UNCHANGED:
        return _("This is document {number}, unchanged. {what}").format(
            number=found.number, what=what
        )
    if checked.verdict is Verdict.ALTERED:
        zipped = f" {_(OUT_OF_A_ZIP)}" if found.kind is DocumentKind.JTAI_BUNDLE else ""
        return _(
            "This bears the number {number}, and is not what left under it. {saved_anew}{zipped}"
            " What left is: {what}"
        ).format(number=found.number, saved_anew=_(SAVED_ANEW), zipped=zipped, what=what)
    rest = (
        _("Its fingerprint (SHA-256) is {sha256}.").format(sha256=found.sha256)
        if found.is_made
        else _("No file of it left: its number was given, and the file was then not made.")
    )
    return f"{found.number}: {what} {rest}"
