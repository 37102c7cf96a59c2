"""What was measured, kept as JSON: a run that is stopped keeps what it had, and the next goes on from there."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks.table import Row

MEASURED = Path(__file__).with_name("measured.json")
"""What the guide's table is printed from."""


def read(path: Path) -> list[Row]:
    """Return every row in the file, in the order of the command's benchmarks."""
    return [Row(**each) for of in _held(path).values() for each in of["rows"]]


def told(path: Path) -> Iterator[str]:
    """Yield how long each benchmark took, as minutes and seconds."""
    for name, of in _held(path).items():
        minutes, seconds = divmod(round(of["took"]), 60)
        yield f"{name} {minutes}:{seconds:02}"


def put(path: Path, name: str, rows: Sequence[Row], took: float, order: Sequence[str]) -> None:
    """Put a benchmark's rows, in seconds, into the file in place of its older ones."""
    held = _held(path)
    held[name] = {"took": round(took, 1), "rows": [_plain(row) for row in rows]}
    places = {each: at for at, each in enumerate(order)}
    kept = {
        each: held[each] for each in sorted(held, key=lambda each: places.get(each, len(order)))
    }
    new = path.with_suffix(".new")
    new.write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n", "utf-8")
    new.replace(path)


def _held(path: Path) -> dict[str, dict[str, list[dict[str, object]]]]:
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def _plain(row: Row) -> dict[str, object]:
    """Four digits, and no aim where there is none: what a later run changed can be read."""
    found: dict[str, object] = {
        name: float(f"{value:.4g}") if isinstance(value, float) else value
        for name, value in row._asdict().items()
    }
    return {name: value for name, value in found.items() if value is not None}
