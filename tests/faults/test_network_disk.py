"""A disk that other machines can reach is refused by its kind; the list of mounts is handed in."""

from pathlib import Path, PureWindowsPath

import pytest

from audit.__main__ import main
from audit.model.refusal import Refusal, complaint
from audit.store import disk, sqlite
from audit.store.database import Database

KINDS = ["nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "fuse.rclone", "fuse", "9p drvfs", "ceph"]
OWN = ["ext4", "xfs", "btrfs", "zfs", "tmpfs", "overlay", "fuseblk", "fuse.fuse-overlayfs", "9p"]


def mounts(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "mounts"
    path.write_text("".join(f"{each}\n" for each in ("/dev/sda1 / ext4 rw 0 0", *lines)), "utf-8")
    return path


def line(at: Path | str, kind: str) -> str:
    name = str(at).replace(" ", "\\040")
    if kind == "9p drvfs":
        return f"C:\\134 {name} 9p rw,noatime,aname=drvfs;path=C:\\;uid=1000 0 0"
    return f"server:/share {name} {kind} rw 0 0"


@pytest.mark.parametrize("kind", KINDS)
def test_a_shared_disk_is_refused(tmp_path: Path, kind: str) -> None:
    given = mounts(tmp_path, line(tmp_path / "a share", kind))
    path = tmp_path / "a share" / "not there yet" / "audit.db"
    with pytest.raises(Refusal) as refused:
        disk.check_own(path, given)
    shown = "drvfs" if "drvfs" in kind else kind
    assert refused.value.complaint == complaint("database.network", where=str(path), kind=shown)
    disk.check_own(tmp_path / "beside" / "audit.db", given)


@pytest.mark.parametrize("kind", OWN)
def test_a_disk_of_this_machine_is_not(tmp_path: Path, kind: str) -> None:
    given = mounts(tmp_path, line(tmp_path, kind))
    disk.check_own(tmp_path / "audit.db", given)
    assert disk.kind_of(tmp_path / "audit.db", given) == kind


def test_the_nearest_mount_counts_and_of_two_on_one_folder_the_later(tmp_path: Path) -> None:
    share, own = tmp_path / "share", tmp_path / "share" / "own"
    given = mounts(tmp_path, line(share, "nfs"), line(own, "ext4"), "nonsense", "")
    assert disk.kind_of(own / "audit.db", given) == "ext4"
    assert disk.kind_of(share / "audit.db", given) == "nfs"
    assert disk.kind_of(tmp_path / "shared.db", given) == "ext4"
    given = mounts(tmp_path, line(share, "nfs"), line(share, "xfs"))
    assert disk.kind_of(share / "audit.db", given) == "xfs"


def test_a_link_to_a_share_is_followed(tmp_path: Path) -> None:
    (tmp_path / "share").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "share")
    given = mounts(tmp_path, line(tmp_path / "share", "cifs"))
    assert disk.kind_of(tmp_path / "link" / "audit.db", given) == "cifs"


def test_a_share_of_windows_is_known_by_its_path(tmp_path: Path) -> None:
    path = PureWindowsPath(r"\\server\share\audit.db")
    assert disk.kind_of(path, tmp_path / "none") == disk.WINDOWS
    assert disk.WINDOWS in disk.SHARED


def test_where_nobody_can_tell_nothing_is_refused(tmp_path: Path) -> None:
    disk.check_own(tmp_path / "audit.db", tmp_path / "none")
    assert disk.kind_of(tmp_path / "audit.db", tmp_path / "none") is None


def test_a_database_on_a_share_is_neither_made_nor_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The whole way through the tool, with the list of mounts of another machine."""
    there = tmp_path / "share" / "audit.db"
    there.parent.mkdir()
    Database(f"sqlite:///{there}").close()
    before = there.read_bytes()
    given = mounts(tmp_path, line(tmp_path / "share", "nfs4"))
    monkeypatch.setattr(sqlite, "check_own", lambda path: disk.check_own(path, given))
    for path in (there, tmp_path / "share" / "new.db"):
        said = complaint("database.network", where=str(path), kind="nfs4")
        with pytest.raises(Refusal) as refused:
            Database(f"sqlite:///{path}")
        assert refused.value.complaint == said
    assert main(["--database", f"sqlite:///{there}", "trail", "verify"]) == 1
    assert "nfs4" in capsys.readouterr().err
    assert [each.name for each in there.parent.iterdir() if each.suffix == ".db"] == ["audit.db"]
    assert there.read_bytes() == before
