"""The drill that CI runs: a good backup comes back, six bad ones change nothing, and a fault is not hidden."""

import os
from pathlib import Path

import pytest

from audit.__main__ import main
from audit.command_line import drill
from audit.model.refusal import CATALOGUE
from audit.store.checkpoint import VARIABLE

Said = pytest.CaptureFixture[str]


def test_the_drill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    """What is really in use is never touched: not the database, not its key, not its checkpoints."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    checkpoints = tmp_path / "checkpoints.txt"
    monkeypatch.setenv(VARIABLE, str(checkpoints))
    environment = dict(os.environ)
    assert main(["drill"]) == 0
    said = capsys.readouterr()
    *trials, last = said.out.splitlines()
    assert said.err == ""
    assert last == "7 tried, 0 went otherwise than they should"
    assert all("  as it should  " in each for each in trials)
    assert [each.split("  ")[0] for each in trials] == [*drill.DAMAGES, "the good one"]
    for line, (_, code) in zip(trials, drill.DAMAGES.values(), strict=False):
        assert CATALOGUE[code][0].split("{")[0] in line
    assert list(tmp_path.iterdir()) == []
    assert dict(os.environ) == environment


def test_a_drill_that_goes_wrong_says_so(monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    """Two damages that are none: nothing refuses them, and the live database is another one afterwards."""

    def untouched(scene: drill.Scene, out: Path) -> Path:
        out.write_bytes(scene.backup.read_bytes())
        return scene.identity

    wrong_sentence = (drill.DAMAGES["one bit flipped"][0], "backup.wrong-key")
    monkeypatch.setattr(
        drill, "DAMAGES", {"said wrongly": wrong_sentence, "none": (untouched, "backup.damaged")}
    )
    assert main(["drill"]) == 1
    said = capsys.readouterr().out
    assert "said wrongly  WRONG         The backup is damaged." in said
    assert "none          WRONG         It was restored. The live database has changed." in said
    assert said.endswith("3 tried, 2 went otherwise than they should\n")
