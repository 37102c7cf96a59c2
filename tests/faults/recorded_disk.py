"""A file system that writes down what SQLite asks of it, and the disks that a power cut could leave of that.

What was synced is there. Of what was written since, the disk may hold any part: a drive writes in the order
that suits it, and cuts a write at a sector. A name made or removed since the folder was last synced may or
may not be there; folders keep the order of their changes. A write never harms bytes beside it (what SQLite
takes for granted too, as “powersafe overwrite”).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import apsw

SECTOR = 512
NEW_LOG = apsw.SQLITE_OPEN_WAL | apsw.SQLITE_OPEN_MAIN_JOURNAL | apsw.SQLITE_OPEN_SUPER_JOURNAL


@dataclass(frozen=True)
class Written:
    inode: int
    offset: int
    content: bytes


@dataclass(frozen=True)
class Cut:
    inode: int
    size: int


@dataclass(frozen=True)
class Synced:
    inode: int


@dataclass(frozen=True)
class Named:
    name: str
    inode: int


@dataclass(frozen=True)
class Removed:
    name: str


@dataclass(frozen=True)
class FolderSynced:
    pass


@dataclass(frozen=True)
class Told:
    """Not the disk's: here the tool told somebody that a thing is saved."""

    what: Any


Step = Written | Cut | Synced | Named | Removed | FolderSynced | Told


class RecordedDisk(apsw.VFS):
    """A file system over the machine's own. `lies_about` names endings of files whose syncs do nothing."""

    def __init__(self, name: str, folder: Path, lies_about: Collection[str] = ()) -> None:
        super().__init__(name, base="")
        self.name = name
        self.steps: list[Step] = []
        self._lies = tuple(lies_about)
        self._numbers = count()
        self._inodes: dict[str, int] = {}
        for each in sorted(folder.iterdir()):  # what stands there already is on the disk
            inode = self.named(each.name)
            self.steps += [Written(inode, 0, each.read_bytes()), Synced(inode)]
        self.steps.append(FolderSynced())

    def named(self, name: str) -> int:
        """Return the file of that name, a new one if there is none."""
        if name not in self._inodes:
            self._inodes[name] = next(self._numbers)
            self.steps.append(Named(name, self._inodes[name]))
        return self._inodes[name]

    def told(self, what: object) -> None:
        """Note that the tool has said “saved” of this."""
        self.steps.append(Told(what))

    def synced(self, inode: int, *, folder: bool = False) -> None:
        """Note that a file has reached the disk, and the names in its folder with it."""
        self.steps.append(Synced(inode))
        if folder:
            self.steps.append(FolderSynced())

    def is_honest(self, name: str) -> bool:
        """True if a sync of the file of that name is one."""
        return not name.endswith(self._lies) if self._lies else True

    def xOpen(self, name: Any, flags: list[int]) -> "apsw.VFSFile":  # noqa: N802 - SQLite's word
        if name is None:
            return apsw.VFSFile("", name, flags)
        made = RecordedFile("", name, flags)
        path = Path(name.filename() if isinstance(name, apsw.URIFilename) else name)
        made.disk, made.name = self, path.name
        made.inode = self.named(path.name)
        made.is_new_log = bool(flags[0] & NEW_LOG)
        return made

    def xDelete(self, name: str, sync: bool) -> None:  # noqa: N802, FBT001 - SQLite's word and order
        super().xDelete(name, sync)
        self._inodes.pop(Path(name).name, None)
        self.steps.append(Removed(Path(name).name))
        if sync:
            self.steps.append(FolderSynced())


class RecordedFile(apsw.VFSFile):
    """One open file on the recorded disk."""

    disk: RecordedDisk
    name: str
    inode: int
    is_new_log: bool

    def xWrite(self, content: bytes, offset: int) -> None:  # noqa: N802
        super().xWrite(content, offset)
        self.disk.steps.append(Written(self.inode, offset, bytes(content)))

    def xTruncate(self, size: int) -> None:  # noqa: N802
        super().xTruncate(size)
        self.disk.steps.append(Cut(self.inode, size))

    def xSync(self, flags: int) -> None:  # noqa: N802
        super().xSync(flags)
        if not self.disk.is_honest(self.name):
            return
        self.disk.steps.append(Synced(self.inode))
        if (
            self.is_new_log
        ):  # the machine's own file system syncs the folder with a new log's first sync
            self.disk.steps.append(FolderSynced())
            self.is_new_log = False


@dataclass
class _Platter:
    """What has reached the disk for certain, and what is on its way."""

    files: dict[int, bytearray] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    waiting: dict[int, list[Written | Cut]] = field(default_factory=dict)
    renaming: list[Named | Removed] = field(default_factory=list)
    told: list[Any] = field(default_factory=list)

    def take(self, step: Step) -> None:
        match step:
            case Written() | Cut():
                self.waiting.setdefault(step.inode, []).append(step)
            case Synced():
                content = self.files.setdefault(step.inode, bytearray())
                for each in self.waiting.pop(step.inode, []):
                    _apply(content, each)
            case Named() | Removed():
                self.renaming.append(step)
            case FolderSynced():
                _rename(self.names, self.renaming)
                self.renaming = []
            case Told():
                self.told.append(step.what)

    def left(self, way: str, random: Random) -> dict[str, bytes]:
        """A folder that a cut now could leave: names and contents."""
        keep = len(self.renaming)
        if way == "nothing more":
            keep = 0
        elif way != "everything":
            keep = random.randint(0, keep)
        names = dict(self.names)
        _rename(names, self.renaming[:keep])
        return {
            name: bytes(self._content(inode, way, random)) for name, inode in sorted(names.items())
        }

    def _content(self, inode: int, way: str, random: Random) -> bytearray:
        content = bytearray(self.files.get(inode, b""))
        waiting = self.waiting.get(inode, [])
        chance = random.choice((0.1, 0.5, 0.9))
        if way == "the first few":
            waiting = waiting[: random.randint(0, len(waiting))]
        elif way == "the last few":
            waiting = waiting[random.randint(0, len(waiting)) :]
        elif way == "torn":
            waiting = [piece for each in waiting for piece in _sectors(each)]
        for each in waiting:
            if way in ("everything", "the first few", "the last few") or (
                way in ("some", "torn") and random.random() < chance
            ):
                _apply(content, each)
        return content


WAYS = ("nothing more", "everything", "some", "torn", "torn", "the first few", "the last few")
"""What of the writes on their way reaches the disk."""


def _apply(content: bytearray, step: Written | Cut) -> None:
    if isinstance(step, Cut):
        del content[step.size :]
        return
    if len(content) < step.offset:
        content.extend(bytes(step.offset - len(content)))
    content[step.offset : step.offset + len(step.content)] = step.content


def _rename(names: dict[str, int], steps: list[Named | Removed]) -> None:
    for step in steps:
        if isinstance(step, Named):
            names[step.name] = step.inode
        else:
            names.pop(step.name, None)


def _sectors(step: Written | Cut) -> Iterator[Written | Cut]:
    if isinstance(step, Cut):
        yield step
        return
    at, end = step.offset, step.offset + len(step.content)
    while at < end:
        upto = min(end, (at // SECTOR + 1) * SECTOR)
        yield Written(step.inode, at, step.content[at - step.offset : upto - step.offset])
        at = upto


@dataclass(frozen=True)
class PossibleDisk:
    """A folder after a power cut, and what had been called saved before it."""

    at: int
    way: str
    files: dict[str, bytes]
    told: tuple[Any, ...]
    under_way: int
    """How many writes had not been synced."""

    def laid_out(self, folder: Path) -> None:
        """Write it down."""
        folder.mkdir(parents=True)
        for name, content in self.files.items():
            (folder / name).write_bytes(content)


def possible_disks(
    steps: list[Step], n: int, random: Random, first: int = 0
) -> Iterator[PossibleDisk]:
    """Cut the power n times, at moments chosen from the step `first` on, and yield what each leaves."""
    # Half of them while the log is carried over into the database: seldom, and when it matters most.
    main = next((step.inode for step in steps if isinstance(step, Named)), 0)
    over = [
        at
        for at, step in enumerate(steps[first:], start=first)
        if isinstance(step, Written) and step.inode == main
    ]
    moments = sorted(
        random.choice(over) + random.randint(0, 3)
        if over and turn % 2
        else random.randint(first, len(steps))
        for turn in range(n)
    )
    platter, at = _Platter(), 0
    for moment in moments:
        for step in steps[at:moment]:
            platter.take(step)
        at = moment
        way = random.choice(WAYS)
        under_way = sum(map(len, platter.waiting.values()))
        left = platter.left(way, random)
        yield PossibleDisk(moment, way, left, tuple(platter.told), under_way)


def all_written(steps: list[Step]) -> dict[str, bytes]:
    """Return the folder after those steps if the disk had all of it: what a killed process leaves."""
    platter = _Platter()
    for step in steps:
        platter.take(step)
    return platter.left("everything", Random(0))
