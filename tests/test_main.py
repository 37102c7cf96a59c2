"""The command line: exit codes, what is said where, and that no verb ends in a traceback."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from audit.__main__ import main
from audit.documents.checklist_library import CHECKLISTS, ready
from audit.model.refusal import CATALOGUE, complaint
from audit.model.sample import SIZE_LIMIT
from audit.store import seal, trail
from audit.store.database import Database
from audit.views.checklist import published
from audit.views.round import rounds
from tests import builders
from tests.builders import local, open_round, small_checklist, submitted

CHILD_S = str(CHECKLISTS / "child-s")
Said = pytest.CaptureFixture[str]


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database that the command line is pointed at; it is not there yet."""
    made = f"sqlite:///{tmp_path / 'new.db'}"
    monkeypatch.setenv("AUDIT_DATABASE_URL", made)
    return made


@pytest.fixture
def used(db: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """A database with a round and one case audit, which the command line is pointed at."""
    monkeypatch.setenv("AUDIT_DATABASE_URL", f"sqlite:///{db.path}")
    submitted(db, open_round(db))
    return db


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Child S with one fault: whether a criterion is critical is not said in yes or no."""
    folder = tmp_path / "child-s"
    shutil.copytree(CHILD_S, folder)
    file = folder / "multi-agency.toml"
    words = file.read_text(encoding="utf-8")
    file.write_text(words.replace("\ncritical = true", '\ncritical = "yes"', 1), encoding="utf-8")
    return folder


def opened(url: str) -> Database:
    return Database(url)


# ---- check and publish ---------------------------------------------------------------------------------


def test_check_says_what_is_covered(capsys: Said) -> None:
    assert main(["check", CHILD_S]) == 0
    said = capsys.readouterr()
    assert "24 of 24 learning points have a criterion" in said.out
    assert said.err == ""


def test_check_of_several_is_refused_when_one_is_wrong(broken: Path, capsys: Said) -> None:
    assert main(["check", CHILD_S, str(broken)]) == 1
    said = capsys.readouterr()
    assert "No complaints" in said.out
    assert "1 complaint" in said.err
    assert "multi-agency.toml" in said.err


def test_check_of_nothing_there(tmp_path: Path, capsys: Said) -> None:
    where = str(tmp_path / "nowhere")
    assert main(["check", where]) == 1
    assert str(complaint("checklist.path-missing", where, hint="")) in capsys.readouterr().err


def test_publish_puts_the_checklists_into_the_database(url: str, capsys: Said) -> None:
    assert main(["publish", CHILD_S]) == 0
    db = opened(url)
    said = capsys.readouterr().out
    assert [each.checklist.key for each in published(db)] == ["multi-agency", "self-reflection"]
    assert all(each.id in said for each in published(db))
    db.close()


def test_publish_twice_is_publishing_once(url: str, capsys: Said) -> None:
    assert main(["publish", CHILD_S]) == 0
    first = capsys.readouterr().out
    assert main(["publish", CHILD_S]) == 0
    assert capsys.readouterr().out == first


def test_publish_refuses_what_has_complaints(url: str, broken: Path, capsys: Said) -> None:
    assert main(["publish", str(broken)]) == 1
    assert "1 complaint" in capsys.readouterr().err
    assert not Path(url.removeprefix("sqlite:///")).exists()


def test_publish_refuses_a_changed_version(url: str, tmp_path: Path, capsys: Said) -> None:
    assert main(["publish", CHILD_S]) == 0
    folder = tmp_path / "changed"
    shutil.copytree(CHILD_S, folder)
    file = folder / "multi-agency.toml"
    words = file.read_text(encoding="utf-8")
    file.write_text(words.replace("target = 0.85", "target = 0.8", 1), encoding="utf-8")
    assert main(["publish", str(folder)]) == 1
    frozen = complaint("checklist.frozen", "child-s/multi-agency", version=2)
    assert str(frozen) in capsys.readouterr().err


# ---- the library, which the app publishes too ------------------------------------------------------------


def test_the_library_is_published_once(db: Database) -> None:
    ready(db, local(db))
    with db.reading() as connection:
        before = trail.length(connection)
    ready(db, local(db))
    with db.reading() as connection:
        assert trail.length(connection) == before
    assert [each.review.key for each in published(db)].count("child-s") == 2


def test_an_empty_database_is_refused_a_library_with_a_fault(db: Database, broken: Path) -> None:
    with pytest.raises(Exception, match=r"multi-agency\.toml"):
        ready(db, local(db), broken.parent)


def test_a_fault_in_the_library_does_not_stop_a_database_in_use(db: Database, broken: Path) -> None:
    builders.published(db, small_checklist())
    ready(db, local(db), broken.parent)
    assert [each.review.key for each in published(db)] == ["small"]


# ---- demo ------------------------------------------------------------------------------------------------


def test_demo_fills_the_database_that_is_named(tmp_path: Path, url: str, capsys: Said) -> None:
    named = f"sqlite:///{tmp_path / 'named.db'}"
    assert main(["demo", "--rounds", "1", "--cases", "1", "--database", named]) == 0
    assert capsys.readouterr().out.startswith("Rounds: 1, cases: 1, case audits: ")
    db = opened(named)
    assert [each.title for each in rounds(db, local(db))] == ["Autumn 2026", "Spring 2027"]
    db.close()
    assert not Path(url.removeprefix("sqlite:///")).exists()


def test_demo_refuses_a_database_in_use(used: Database, capsys: Said) -> None:
    assert main(["demo"]) == 1
    refused = complaint("demonstration.in-use", str(used.path))
    assert capsys.readouterr().err == f"{refused}\n"


@pytest.mark.parametrize("number", ["0", "-1", "1.5", "many", str(SIZE_LIMIT + 1), "9" * 5_000])
def test_demo_of_an_impossible_size_is_wrong_usage(number: str, url: str, capsys: Said) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["demo", "--cases", number])
    assert ended.value.code == 2


# ---- export board ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("wanted", ["latest", "spring 2026", "Spring 2026"])
def test_export_writes_the_pack_of_the_round(
    used: Database, tmp_path: Path, wanted: str, capsys: Said
) -> None:
    out = tmp_path / "board.xlsx"
    assert main(["export", "board", "--round", wanted, "-o", str(out)]) == 0
    assert out.read_bytes()[:2] == b"PK"
    assert capsys.readouterr().out == f"{out}\n"
    assert not list(tmp_path.glob("*.part"))


def test_export_into_a_folder_keeps_the_name_that_carries_the_handling(
    used: Database, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    assert main(["export", "board", "-o", str(folder)]) == 0
    assert [each.suffix for each in folder.iterdir()] == [".xlsx"]
    assert "professionals-only" in next(folder.iterdir()).name


def test_export_of_an_unknown_round_names_those_there_are(
    used: Database, tmp_path: Path, capsys: Said
) -> None:
    out = str(tmp_path / "board.xlsx")
    assert main(["export", "board", "--round", "Sprin 2026", "-o", out]) == 1
    hint = " Did you mean Spring 2026?"
    refused = complaint("round.unknown", round="Sprin 2026", known="Spring 2026", hint=hint)
    assert capsys.readouterr().err == f"{refused}\n"


def test_export_without_a_round(db: Database, tmp_path: Path, capsys: Said) -> None:
    local(db)
    url = f"sqlite:///{db.path}"
    assert main(["--database", url, "export", "board", "-o", str(tmp_path / "b.xlsx")]) == 1
    assert capsys.readouterr().err == f"{complaint('round.empty')}\n"


def test_export_into_a_missing_folder_leaves_no_trace(
    used: Database, tmp_path: Path, capsys: Said
) -> None:
    out = tmp_path / "missing" / "board.xlsx"
    with used.reading() as connection:
        before = trail.length(connection)
    assert main(["export", "board", "-o", str(out)]) == 1
    assert capsys.readouterr().err == f"{complaint('out.folder', str(out))}\n"
    with used.reading() as connection:
        assert trail.length(connection) == before


def test_export_that_cannot_be_written_leaves_the_old_file(
    used: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    out = tmp_path / "board.xlsx"
    out.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("audit.documents.file_out.os.fsync", full)
    assert main(["export", "board", "-o", str(out)]) == 1
    refused = complaint("out.unwritable", str(out), reason="no space left on device")
    assert capsys.readouterr().err == f"{refused}\n"
    assert out.read_bytes() == b"old"
    assert not list(tmp_path.glob(".*.part"))


def test_export_from_a_database_that_is_not_there(url: str, tmp_path: Path, capsys: Said) -> None:
    assert main(["export", "board", "-o", str(tmp_path / "board.xlsx")]) == 1
    path = url.removeprefix("sqlite:///")
    assert capsys.readouterr().err == f"{complaint('database.missing', path)}\n"
    assert not Path(path).exists()


# ---- export of papers and supervision packs ----------------------------------------------------------------


def test_a_paper_takes_a_release(used: Database, tmp_path: Path, capsys: Said) -> None:
    out = str(tmp_path / "paper.docx")
    assert main(["export", "paper", "-o", out]) == 1
    assert capsys.readouterr().err == f"{complaint('paper.no-release')}\n"
    # One person publishes nothing, and is not sent in a circle.
    for verb in (["paper"], ["board"]):
        assert main(["export", *verb, "--audience", "publication", "-o", out]) == 1
    none = complaint("publication.none", where="Spring 2026")
    assert capsys.readouterr().err == f"{complaint('paper.not-published')}\n{none}\n"
    assert main(["export", "board", "--audience", "board", "-o", str(tmp_path / "b.xlsx")]) == 0
    assert main(["export", "paper", "-o", out]) == 0
    assert capsys.readouterr().out.endswith(f"{out}\n")
    assert Path(out).read_bytes()[:2] == b"PK"


def test_a_supervision_pack_is_of_one_team(used: Database, tmp_path: Path, capsys: Said) -> None:
    (round_id,) = (each.id for each in rounds(used, local(used)))
    for place, team in enumerate(("Северная", "Южная")):
        submitted(used, round_id, f"S-1{place}", team=team)
    out = tmp_path / "pack.docx"
    csc = "Children's social care"
    known = f"{csc}, all files; {csc}, Северная; {csc}, Южная"
    assert main(["export", "supervision", "-o", str(out)]) == 1
    assert capsys.readouterr().err == f"{complaint('supervision.which', n=3, known=known)}\n"
    assert main(["export", "supervision", "--team", "Юзная", "-o", str(out)]) == 1
    told = {"name": "Юзная", "known": known, "hint": " Did you mean Южная?"}
    assert capsys.readouterr().err == f"{complaint('supervision.team', **told)}\n"
    assert main(["export", "supervision", "--team", "южная", "-o", str(out)]) == 0
    assert out.read_bytes()[:2] == b"PK"
    folder = tmp_path / "packs"
    folder.mkdir()
    assert main(["export", "supervision", "-o", str(folder)]) == 0
    assert len(list(folder.glob("supervision-pack_*.docx"))) == 3


# ---- schema and trail --------------------------------------------------------------------------------------


def test_schema_is_json(capsys: Said) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["$schema"]


def test_trail_that_holds(used: Database, capsys: Said) -> None:
    assert main(["trail", "verify"]) == 0
    with used.reading() as connection:
        entries = trail.length(connection)
    (key,) = used.key_file.keys()
    said = f"The trail holds: {entries:,} entries in 2 streams, tied together, sealed with the key {key.id}.\n"
    assert capsys.readouterr().out == said


def unguarded(used: Database, statement: str) -> None:
    """Do to the trail what its guards forbid."""
    with used._writer.begin() as connection:
        guards = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'event'"
        for name in connection.execute(text(guards)).scalars().all():
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text(statement))


def test_trail_that_was_tampered_with_names_the_entry(used: Database, capsys: Said) -> None:
    unguarded(used, "UPDATE event SET detail = '{}' WHERE seq = 3")
    assert main(["trail", "verify"]) == 1
    said = capsys.readouterr().err
    what, _, _ = CATALOGUE["trail.edited"]
    assert said.startswith(f"{used.path}: Entry 3 of the trail (round.opened on round:")
    assert what in said


def test_a_checkpoint_kept_elsewhere_shows_what_was_cut_off(
    used: Database, tmp_path: Path, capsys: Said
) -> None:
    kept = tmp_path / "kept.txt"
    assert main(["trail", "checkpoint", "-o", str(kept)]) == 0
    assert capsys.readouterr().out == f"{kept}\n"
    assert main(["trail", "checkpoint"]) == 0
    line = capsys.readouterr().out
    assert kept.read_text() == line
    for held in (str(kept), line):
        assert main(["trail", "verify", "--checkpoint", held]) == 0
        assert capsys.readouterr().out.endswith(" 2 checkpoints agreed.\n")
    last = used.version()
    unguarded(used, f"DELETE FROM event WHERE seq = {last}")  # noqa: S608
    assert main(["trail", "verify"]) == 0
    assert main(["trail", "verify", "--checkpoint", line, "--checkpoint", str(kept)]) == 1
    said = capsys.readouterr().err
    assert re.search(rf"Place \d+ in stream \d of the trail: {CATALOGUE['trail.cut'][0]}", said)


def test_a_checkpoint_that_is_none(used: Database, tmp_path: Path, capsys: Said) -> None:
    for given in ("nonsense", str(tmp_path), "x" * 5_000):
        assert main(["trail", "verify", "--checkpoint", given]) == 1
        said = complaint("checkpoint.none", f"“{given[:80]}”")
        assert capsys.readouterr().err == f"{said}\n"


def test_a_checkpoint_where_nothing_can_be_written(
    used: Database, tmp_path: Path, capsys: Said
) -> None:
    assert main(["trail", "checkpoint", "-o", str(tmp_path)]) == 1
    said = complaint("out.unwritable", str(tmp_path), reason="is a directory")
    assert capsys.readouterr().err == f"{said}\n"


def test_there_is_no_checkpoint_of_an_empty_trail(db: Database, url: str, capsys: Said) -> None:
    opened(url).close()
    assert main(["trail", "checkpoint"]) == 1
    path = url.removeprefix("sqlite:///")
    assert capsys.readouterr().err == f"{complaint('checkpoint.empty', path)}\n"
    assert main(["trail", "verify"]) == 0
    assert capsys.readouterr().out == "The trail holds: 0 entries, none of them sealed.\n"


def test_verify_says_that_checkpoints_cannot_be_written(
    used: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    nowhere = tmp_path / "nowhere" / "lines.txt"
    monkeypatch.setenv("AUDIT_CHECKPOINT_FILE", str(nowhere))
    assert main(["trail", "verify"]) == 0
    said = complaint("checkpoint.unwritten", str(nowhere), reason="no such folder")
    assert capsys.readouterr().err == f"{said}\n"


def test_a_new_key_goes_on_with_the_trail(
    used: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    own = tmp_path / "own.key"
    shutil.copyfile(used.key_file.path, own)
    monkeypatch.setenv("AUDIT_TRAIL_KEY_FILE", str(own))
    assert main(["trail", "new-key"]) == 0
    assert str(own) in capsys.readouterr().out
    assert main(["trail", "verify"]) == 0
    assert seal.read(own)[-1].id in capsys.readouterr().out


# ---- usage -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [[], ["nothing"], ["check"], ["export", "board"], ["trail"]])
def test_wrong_usage(arguments: list[str], capsys: Said) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: practice-audit" in capsys.readouterr().err


@pytest.mark.parametrize(
    "verb",
    [
        [],
        ["check"],
        ["publish"],
        ["demo"],
        ["export"],
        ["export", "board"],
        ["schema"],
        ["trail"],
        ["trail", "verify"],
    ],
)
def test_every_verb_has_help_with_an_example(verb: list[str], capsys: Said) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*verb, "--help"])
    assert ended.value.code == 0
    assert "example:\n  practice-audit " in capsys.readouterr().out


@pytest.mark.parametrize("where", ["before", "after"])
def test_the_database_may_be_named_before_the_verb_or_after_it(
    db: Database, url: str, where: str
) -> None:
    named = ["--database", f"sqlite:///{db.path}"]
    verb = ["trail", "verify"]
    assert main([*named, *verb] if where == "before" else [*verb, *named]) == 0


def test_a_database_of_another_kind_is_refused(capsys: Said) -> None:
    assert main(["trail", "verify", "--database", "mysql://here"]) == 1
    assert capsys.readouterr().err == f"{complaint('database.url', url='mysql')}\n"


def test_stopping_is_no_fault(monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    def stop(_: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("audit.documents.checklist.read", stop)
    assert main(["check", CHILD_S]) == 1
    assert capsys.readouterr().err == f"{complaint('stopped')}\n"


# ---- as a program ------------------------------------------------------------------------------------------


def run(*arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
    """The command line as a person starts it."""
    here = {**os.environ, "PYTHONPATH": str(CHECKLISTS.parent), **more}
    return subprocess.run(
        [sys.executable, "-m", "audit", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={key: str(value) for key, value in here.items()},
        check=False,
    )


def test_as_a_program_in_a_terminal_without_dashes(tmp_path: Path) -> None:
    where = f"sqlite:///{tmp_path / 'a.db'}"
    ended = run(
        "export", "board", "-o", "x.xlsx", AUDIT_DATABASE_URL=where, PYTHONIOENCODING="ascii"
    )
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr == f"{complaint('database.missing', str(tmp_path / 'a.db'))}\n"


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys; from audit.__main__ import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'pydantic', 'sqlalchemy', 'openpyxl', 'numpy', 'pandas'} & set(sys.modules)))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        cwd=CHECKLISTS.parent,
        check=True,
    )
    assert ended.stdout.endswith("[]\n")


@pytest.mark.skipif(sys.platform == "win32", reason="no pipe breaks like this there")
def test_a_reader_who_has_seen_enough_is_no_fault() -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "audit", "schema"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=CHECKLISTS.parent,
    )
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.close()
    assert program.stderr.read() == b""
    program.stderr.close()
    assert program.wait() == 0
