"""Which disk a database stands on: SQLite is safe on one of this machine, and not on one across a network.

Over a network locks and the shared index of the log are not kept by every system that says so: two
machines that write at once can spoil the file. So such a disk is refused before it is written to.
"""

import re
from pathlib import Path, PurePath

from audit.model.refusal import refuse

MOUNTS = Path("/proc/self/mounts")
"""Where Linux lists what is mounted where. Other systems have none, and nothing is refused there."""
SHARED = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "coda", "davfs", "ceph"),
        *("glusterfs", "lustre", "gpfs", "beegfs", "ocfs2", "gfs2", "pvfs2", "orangefs", "vboxsf"),
        *("drvfs", "Windows share"),
    }
)
"""File systems that several machines share, or that another system keeps for this one."""
WINDOWS, WSL = "Windows share", "drvfs"
OWN_FUSE = frozenset({"fuseblk", "fuse.fuse-overlayfs", "fuse.portal", "fuse.lxcfs"})
"""File systems of a program (FUSE) that stand on a disk of this machine; any other may be anywhere."""


def check_own(path: Path, mounts: Path = MOUNTS) -> None:
    """Refuse a database file on a disk that other machines can reach, with the kind of that disk."""
    kind = kind_of(path, mounts)
    if kind is not None and _is_shared(kind):
        raise refuse("database.network", where=str(path), kind=kind)


def kind_of(path: PurePath, mounts: Path = MOUNTS) -> str | None:
    """Return the kind of file system that a path is on, or None where nobody can tell."""
    if path.drive.startswith("\\\\"):
        return WINDOWS
    try:
        lines = mounts.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return None
    real = Path(path).resolve()
    above = {str(each) for each in (real, *real.parents)}
    best, kind = "", None
    for line in lines:
        fields = line.split(" ")
        if len(fields) < 4:
            continue
        at = _unescaped(fields[1])
        # Of two on the same folder the later one lies on top.
        if at in above and len(at) >= len(best):
            best, kind = at, WSL if "aname=drvfs" in fields[3] else fields[2]
    return kind


def _is_shared(kind: str) -> bool:
    if kind.startswith("fuse"):
        return kind not in OWN_FUSE
    return kind in SHARED


def _unescaped(name: str) -> str:
    """Blanks and the like stand in the list as octal numbers."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), name)
