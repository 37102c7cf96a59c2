"""A demonstration that is stopped leaves nothing, or says exactly how to go on."""

from collections.abc import Callable
from pathlib import Path

import pytest

from audit.commands.person import local
from audit.demonstration.partnership import Built, build
from audit.demonstration.whole import whole
from audit.model.refusal import Refusal, complaint
from audit.store.database import SCHEME, Database
from audit.store.seal import VARIABLE
from audit.views.round import rounds


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that is not there, its key to stand beside it."""
    monkeypatch.delenv(VARIABLE, raising=False)
    return tmp_path / "new" / "audit.db"


def small(path: Path, progress: Callable[[int, int], object] | None = None) -> Built:
    return build(f"{SCHEME}{path}", rounds=1, cases=1, progress=progress)


def stopped(path: Path) -> str:
    """Press Ctrl-C after the first case audit; return what is said."""

    def press(done: int, of: int) -> None:
        assert done < of
        raise KeyboardInterrupt

    with pytest.raises(Refusal) as refused:
        small(path, press)
    return str(refused.value)


def files(path: Path) -> set[str]:
    return {each.name for each in path.parent.iterdir()}


def test_a_new_file_is_there_when_it_is_whole(path: Path) -> None:
    seen: list[bool] = []
    small(path, lambda _done, _of: seen.append(path.exists()))
    assert set(seen) == {False}
    assert files(path) == {"audit.db", "audit.key"}
    db = Database(f"{SCHEME}{path}")
    assert len(rounds(db, local(db))) == 2  # the one, and its re-audit as a plan
    db.close()


def test_stopped_on_a_new_file_it_leaves_nothing_and_can_be_run_again(path: Path) -> None:
    assert stopped(path) == str(complaint("demonstration.stopped", str(path)))
    assert files(path) == set()
    small(path)
    assert files(path) == {"audit.db", "audit.key"}


def test_stopped_on_a_database_that_was_there_it_says_how_to_go_on(path: Path) -> None:
    Database(f"{SCHEME}{path}").close()
    assert stopped(path) == str(complaint("demonstration.in-part", str(path)))
    with pytest.raises(Refusal) as refused:
        small(path)
    assert str(refused.value) == str(complaint("demonstration.in-use", str(path)))


def test_a_key_of_the_administrators_choice_stays_where_it_is(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = tmp_path / "elsewhere.key"
    monkeypatch.setenv(VARIABLE, str(key))
    small(path)
    assert key.exists()
    assert files(path) == {"audit.db"}


def test_a_file_that_appears_meanwhile_is_not_written_over(path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        small(path, lambda _done, _of: path.write_text("somebody's"))
    assert str(refused.value) == str(complaint("demonstration.in-use", str(path)))
    assert path.read_text() == "somebody's"
    assert files(path) == {"audit.db"}


def test_a_folder_that_cannot_be_made_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    path = tmp_path / "file" / "audit.db"
    with pytest.raises(Refusal) as refused:
        small(path)
    assert str(refused.value) == str(complaint("database.unreachable", str(path)))


def test_what_is_no_file_is_left_to_the_database_to_refuse() -> None:
    with whole("postgresql://there/audit") as place:
        assert place == "postgresql://there/audit"


def test_stopped_on_a_server_it_does_not_say_the_password() -> None:
    with pytest.raises(Refusal) as refused, whole("postgresql://me:secret@there/audit"):
        raise KeyboardInterrupt
    assert str(refused.value) == str(
        complaint("demonstration.in-part", "PostgreSQL database audit")
    )
