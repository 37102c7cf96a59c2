"""What may be written of good practice for everybody to read, and who may see which entry."""

from collections.abc import Collection, Iterable

from audit.model.checklist import Checklist
from audit.model.good_practice import LIMIT, GoodPractice, PracticeWords, State
from audit.model.language import N_, _
from audit.model.person import Person
from audit.model.refusal import near, refuse
from audit.rules import permission
from audit.rules.headline import many
from audit.rules.panel_check import check_written
from audit.rules.permission import Reach, reaches

WHERE = N_("Good practice")
TEXTS = {
    "done": "What was done",
    "possible": "What made it possible",
    "copy_it": "What others could copy",
}


def checked(
    words: PracticeWords,
    checklist: Checklist,
    points: Collection[str],
    watched: Iterable[str],
    *,
    looked: bool,
) -> PracticeWords:
    """Return the words as they are kept; refuse what is unknown, empty, too long, or points at somebody.

    Among the `watched` are the partnership's teams: where a team is small, its name is nearly a worker's.
    """
    known = (
        ((words.criterion,), [each.key for each in checklist.criteria]),
        ((words.agency,), [each.key for each in checklist.agencies]),
        (words.points, [*points]),
    )
    for given, there in known:
        for value in given:
            if value and value not in there:
                raise refuse(
                    "good_practice.unknown", where=_(WHERE), value=value, hint=near(value, there)
                )
    named = tuple(watched)
    kept: dict[str, object] = {}
    for part, label in TEXTS.items():
        where = f"{WHERE}, {label.lower()}"
        text = check_written(
            where,
            getattr(words, part),
            named,
            looked=looked,
            limit=LIMIT,
            code="good_practice.identifier",
        )
        if not text:
            raise refuse("good_practice.empty", where=where)
        kept[part] = text
    cited = {each.key: each.learning_points for each in checklist.criteria}
    about = words.points or tuple(cited.get(words.criterion, ()))
    return words.model_copy(update=kept | {"points": about})


def writes(by: Person, agency: str) -> bool:
    """True if this person may write on good practice of that agency; empty is several agencies."""
    return permission.covers(by, "good_practice.draft", agency=agency or None, team_id=None)


def shown(by: Person, entry: GoodPractice, *, blind: bool) -> GoodPractice | None:
    """Return the entry with what of it this person may read; None where it is not theirs to see.

    Its numbers are true ones: they go as far as the board does for the person, and to nobody who reads a file
    of the round blind.
    """
    if entry.state is not State.SHOWN and not writes(by, entry.agency):
        return None
    far = reaches(by, "board.read")
    own = Reach.AGENCY in far and by.team_id is None and by.agency == (entry.agency or None)
    counts = not blind and (Reach.ALL in far or (own and by.agency is not None))
    return entry if counts else entry.model_copy(update={"basis": ""})


def basis(starred: int, of: int) -> str:
    """For instance "Starred in 5 of 12 files"."""
    return _("Starred in {starred:,} of {files}").format(starred=starred, files=many(of, "file"))
