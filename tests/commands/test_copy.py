"""A database moved whole from a file to a server and back, and every way in which that is refused."""

import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select, text, update

from audit.__main__ import main
from audit.commands.copy import Copied, copy
from audit.demonstration.partnership import build
from audit.model.board import Filter
from audit.model.refusal import Refusal
from audit.store import copy as copies
from audit.store import health, postgresql, pseudonym, seal, trail
from audit.store import tables as t
from audit.store.database import Database, held
from audit.store.seal import VARIABLE
from audit.store.tables import metadata
from audit.views import board
from tests.builders import Clock, audit_at, give, local, open_round
from tests.counting import uncounted
from tests.postgresql import Cluster

WORDS = "=1+1 _x000D_ \u202etfel ot thgir\u202c \x01\x1f \\N \\t \t👩‍⚕️ " + "ö" * 3_900
"""Text of a kind that a way from one database to another may take for something else."""


@pytest.fixture
def url(cluster: Cluster) -> Iterator[str]:
    """The address of a database that was just made."""
    name = cluster.made()
    yield cluster.url(name)
    cluster.dropped(name)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the invented partnership in a file, key files of its own beside it, and a text of every kind."""
    folder = tmp_path_factory.mktemp("built")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(VARIABLE, raising=False)
        url = f"sqlite:///{folder / 'audit.db'}"
        uncounted(build)(url, rounds=2, cases=2, seed=3)
        with closing(Database(url)) as db:
            audit = audit_at(db, "in progress", "S-900", round_id=open_round(db, "Another round"))
            give(db, local(db), audit, "C1", "evidence", WORDS)
            pseudonym.key(db.path, "")
    return folder


@pytest.fixture
def full(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A copy of that folder, opened."""
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.chdir(
        tmp_path
    )  # what belongs to a server's database stands in a folder "data" of it
    shutil.copytree(built, tmp_path / "from")
    with closing(Database(f"sqlite:///{tmp_path / 'from' / 'audit.db'}")) as db:
        yield db


def rows(url: str) -> dict[str, list[tuple[object, ...]]]:
    """Every value of every table, but for the trail's entries of having been copied."""
    with closing(Database(url)) as db, db.reading() as connection:
        return {
            table.name: [
                tuple(row)
                for row in connection.execute(select(table).order_by(*table.primary_key.columns))
                if "database.copied" not in row
            ]
            for table in metadata.sorted_tables
        }


def told(db: Database, to: str) -> str:
    """Copy, and return what was said against it; nothing may be left of it there."""
    with pytest.raises(Refusal) as refused:
        copy(db, to)
    return str(refused.value)


def assert_nothing_in(url: str) -> None:
    there = held(url)
    if not isinstance(there, postgresql.Server):
        assert [each.name for each in there.path.parent.iterdir()] == []
        return
    engine = there.engine(writing=False)
    with engine.connect() as connection:
        copies.check_empty(connection, url)
    engine.dispose()


def test_to_a_server_and_back(
    full: Database, url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the verb, as whoever moves does: the same values, the same boards, one unbroken trail."""
    back = f"sqlite:///{tmp_path / 'back' / 'audit.db'}"
    before = rows(f"sqlite:///{full.path}")
    assert any(WORDS in row for row in before["answer"])
    assert all(
        before[name] for name in ("event", "sample_case", "board_count", "action", "release")
    )
    with full.reading() as connection:
        entries = trail.length(connection)
    said = []
    for number, (source, to) in enumerate(((f"sqlite:///{full.path}", url), (url, back)), start=1):
        assert main(["--database", source, "copy", to]) == 0
        said.append(capsys.readouterr().out)
        assert f"{entries + number:,} entries, and every seal holds" in said[-1]
        assert rows(to) == before
        assert main(["--database", to, "health"]) == 0
        assert main(["--database", to, "trail", "verify"]) == 0
        capsys.readouterr()
    name = url.rpartition("/")[2].partition("?")[0]
    assert f"Key file put beside it: {Path('data', f'{name}.key').absolute()}" in said[0]
    assert (tmp_path / "back" / "audit.key").read_text() == full.key_file.path.read_text()
    assert (tmp_path / "back" / "audit.key").stat().st_mode & 0o077 == 0
    assert (
        full.path.with_suffix(".pseudonyms").read_bytes()
        == (tmp_path / "back" / "audit.pseudonyms").read_bytes()
    )
    pictures = []
    for each in (f"sqlite:///{full.path}", url, back):
        with closing(Database(each, clock=Clock())) as db:
            assert db.site == full.site
            by = local(db)
            with db.reading() as connection:
                rounds = connection.execute(select(t.round_.c.id).order_by("id")).scalars().all()
            pictures.append([board.board(db, by, Filter(round_id=one)) for one in rounds])
    assert pictures[0] == pictures[1] == pictures[2]


def test_the_sum_is_the_same_on_both_and_tells_one_letter(full: Database, url: str) -> None:
    """What is printed can be held against what is printed elsewhere."""
    done: Copied = copy(full, url)
    with closing(Database(url)) as db, db.reading() as connection:
        assert copies.content(connection, lambda _: None) == done.content
    with full.reading() as connection:
        assert copies.content(connection, lambda _: None) == done.content
    with full._writer.begin() as connection:
        connection.execute(update(t.agency).values(name=t.agency.c.name + "."))
    with full.reading() as connection:
        assert copies.content(connection, lambda _: None).sha256 != done.content.sha256


def test_one_that_is_not_empty_is_left_alone(full: Database, url: str, tmp_path: Path) -> None:
    with closing(Database(url)) as other:
        local(other)
        site = other.site
    assert "This database is not empty" in told(full, url)
    with closing(Database(url)) as other:
        assert other.site == site
    (tmp_path / "there.db").write_text("a letter")
    assert "Something stands at this place already" in told(full, f"sqlite:///{tmp_path}/there.db")
    assert (tmp_path / "there.db").read_text() == "a letter"
    with full.reading() as connection:
        done = select(t.event).where(t.event.c.act == "database.copied")
        assert connection.execute(done).all() == []


def test_a_character_that_a_server_does_not_keep_is_named_by_its_place(
    full: Database, url: str
) -> None:
    with full.alone() as raw:  # from before such texts were refused
        raw.execute("UPDATE answer SET evidence = ? WHERE evidence = ?", ("a\0b", WORDS))
    said = told(full, url)
    assert re.match(r"Table answer, \w+, C1, evidence: This text has a character of code 0", said)
    assert_nothing_in(url)


@pytest.mark.parametrize("kind", ["server", "file"])
def test_somebody_who_works_on_meanwhile(
    full: Database, url: str, tmp_path: Path, kind: str
) -> None:
    """Their act would be missing: all is taken back, and the next try takes it along."""
    (tmp_path / "to").mkdir()
    to = url if kind == "server" else f"sqlite:///{tmp_path}/to/audit.db"
    acts = iter([lambda: open_round(full, "Opened meanwhile")])
    with pytest.raises(Refusal, match="Somebody did something in this database while it was"):
        copy(full, to, lambda _: next(acts, lambda: None)())
    assert_nothing_in(to)
    assert not (tmp_path / "data").exists() or not any((tmp_path / "data").glob("*.key"))
    copy(full, to)
    assert any("Opened meanwhile" in row for row in rows(to)["round"])


def test_a_trail_that_does_not_hold_is_not_carried_on(full: Database, url: str) -> None:
    with full._writer.begin() as connection:
        connection.execute(text("DROP TRIGGER event_no_update"))
        connection.execute(update(t.event).where(t.event.c.seq == 3).values(person="somebody"))
    assert "Entry 3 of the trail" in told(full, url)
    assert_nothing_in(url)


def test_another_key_stands_there(full: Database, tmp_path: Path) -> None:
    (tmp_path / "to").mkdir()
    key = tmp_path / "to" / "audit.key"
    key.write_text("ab" * seal.SIZE)
    said = told(full, f"sqlite:///{tmp_path}/to/audit.db")
    assert said.startswith(f"{key}: Another key stands here already")
    assert [each.name for each in key.parent.iterdir()] == ["audit.key"]
    key.write_text(full.key_file.path.read_text())
    copy(full, f"sqlite:///{tmp_path}/to/audit.db")
    with closing(Database(f"sqlite:///{tmp_path}/to/audit.db")) as db, db.reading() as connection:
        assert health.first_altered(connection) is None


def test_a_server_that_goes_away_on_the_way(full: Database, url: str) -> None:
    """One sentence of the server, and nothing kept."""
    counted = 0

    def end(rows: int) -> None:
        nonlocal counted
        counted += rows
        if counted - rows < 100 <= counted:
            engine = held(url).engine(writing=False)
            with engine.connect() as connection:
                others = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                connection.execute(text(others))
            engine.dispose()

    with pytest.raises(Refusal) as refused:
        copy(full, url, end)
    assert refused.value.complaint.code == "database.away"
    assert refused.value.complaint.where == held(url).where
    assert_nothing_in(url)
