"""What a re-audit is to show, as a table: declared once."""

from typing import NamedTuple

from audit.documents.column import Column
from audit.model.figure import percent
from audit.model.language import _, of_checklist
from audit.model.re_audit import Aim, Kind
from audit.model.retold import retold
from audit.rules.re_audit_size import change_words, shown_from, takes_words


class AimRow(NamedTuple):
    """An aim beside the number of files that is planned."""

    aim: Aim
    files: int


def seen_words(row: AimRow) -> str:
    """For instance "49% or more"; that nothing would show, where nothing would."""
    least = shown_from(row.aim, row.files * row.aim.worth)
    return (
        _("nothing, not even all met")
        if least is None
        else _("{percent}% or more").format(percent=percent(least))
    )


def worth_words(aim: Aim) -> str:
    """Of a criterion in how many files it applied; of a point how many independent ratings a file gives."""
    if aim.kind is Kind.CRITERION:
        return _("applied in {n:,} of {of} files").format(
            n=aim.then.applicable, of=f"{aim.files:,}"
        )
    return _("{worth:.1f} independent ratings a file").format(worth=aim.worth)


AIMS: tuple[Column[AimRow], ...] = (
    Column(
        "What",
        lambda r: f"{r.aim.key}  {of_checklist(r.aim.title)}",
        "text",
        "Learning point or criterion.",
    ),
    Column(
        "Why again",
        lambda r: "; ".join(map(retold, r.aim.why)),
        "words",
        "What speaks for another look.",
    ),
    Column("Then", lambda r: r.aim.then.words, "words", "What the first round showed."),
    Column("To see a change", lambda r: change_words(r.aim), "words", "Of the size chosen above."),
    Column(
        "What a file gives",
        lambda r: worth_words(r.aim),
        "words",
        "A criterion does not apply in each file, and ratings of one case hang together.",
    ),
    Column(
        "Takes files", lambda r: takes_words(r.aim), "words", "To show it four times out of five."
    ),
    Column(
        "Planned files show",
        seen_words,
        "words",
        "The least share that so many files would show as better, four times out of five.",
    ),
)
