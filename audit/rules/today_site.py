"""What needs whoever looks after the machine: a backup, the trail's checkpoints, people who cannot get in."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from audit.model.language import _
from audit.model.today import Needed, Urgency
from audit.rules.headline import many
from audit.rules.retention import day

FRESH = timedelta(days=7)
"""A backup that is older does not bring back what people remember of this week."""
BACKUP = "python -m audit backup --to FOLDER --recipient-file keys.txt --keep 14"


def unwritten(trouble: str, *, sees_trail: bool) -> Iterator[Needed]:
    """Why the trail's checkpoints cannot be written, where that is so; the trail is not every administrator's."""
    if trouble:
        found = Needed(urgency=Urgency.LATE, words=trouble)
        way = {"button": _("Open the trail"), "path": "trail"}
        yield found.model_copy(update=way) if sees_trail else found


def without_backup(last: date | None, began: date, now: date) -> Iterator[Needed]:
    """That no backup is on record, or none of the last days; `began` is the day on which there was something to lose."""
    since = last or began
    is_late = now - since > FRESH
    if last is None:
        words = _("No backup is on record: all that is entered here stands on one disk.")
    elif is_late:
        words = _(
            "The last backup on record is of {last}: what was entered since stands on one disk."
        ).format(last=day(last))
    else:
        return
    yield Needed(
        urgency=Urgency.LATE if is_late else Urgency.WAITING,
        words=_("{words} On the machine where the tool runs, type:").format(words=words),
        command=BACKUP,
        since=since,
    )


def cannot_sign_in(names: Sequence[str]) -> Iterator[Needed]:
    """Who is admitted while nobody has said what the sign-in provider calls them."""
    if names:
        n = len(names)
        first = _("{names} and {n:,} more").format(names=names[0], n=n - 1) if n > 1 else names[0]
        yield Needed(
            urgency=Urgency.WAITING,
            words=_("{persons} {verb} admitted and cannot sign in yet: {first}.").format(
                persons=many(n, "person"), verb="is" if n == 1 else "are", first=first
            ),
            button=_("Say how they sign in"),
            path="people",
        )
