"""A review's folder read: the source review, its checklists, and every complaint about them at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from audit.documents.checklist_shape import Shaped, shaped
from audit.documents.toml_file import TomlFile, read_toml
from audit.documents.toml_places import line_at
from audit.model.calibration import CalibrationSet
from audit.model.checklist import Checklist
from audit.model.refusal import Complaint, Refusal, complaint, near, refuse
from audit.model.source_review import SourceReview
from audit.model.theme import ThemeSet
from audit.rules.calibration import complaints as practice_complaints
from audit.rules.calibration import no_checklist
from audit.rules.checklist import Fault, complaints, review_complaints
from audit.rules.checklist_measures import measure_complaints
from audit.rules.theme import set_complaints

REVIEW = "review.toml"
PRACTICE = "calibration.toml"
"""How the name of a file of practice files ends."""
THEMES = "themes.toml"
"""The file that proposes themes for the learning points of a review."""


@dataclass(frozen=True)
class ReadReview:
    """What reading came to. It may be published when there is no complaint."""

    path: Path
    review: SourceReview | None
    """The source review, unless its shape is wrong."""
    checklists: tuple[Checklist, ...]
    """The checklists of the right shape, in the order of their file names."""
    complaints: tuple[Complaint, ...]
    """Everything wrong, by file and line."""
    practice: tuple[CalibrationSet, ...] = ()
    """The practice sets of the right shape, in the order of their file names."""
    themes: ThemeSet | None = None
    """The themes proposed for its learning points, if their shape is right."""


def read(path: Path) -> ReadReview:
    """Read the folder of a review, one of its files, or a workbook; what is wrong is told and never raised."""
    if path.suffix.lower() == ".xlsx" and path.is_file():
        from audit.documents.checklist_told import read_path

        return read_path(path)
    refused: list[Complaint] = []
    # Agreed answers are checked beside their checklist, and themes beside their review: read with their folder.
    beside = path.name.endswith(PRACTICE) or path.name == THEMES
    path = path.parent if beside and path.is_file() else path
    try:
        review_path, paths = _paths(path)
    except Refusal as refusal:
        return ReadReview(path, None, (), (refusal.complaint,))
    if review_path is None:
        refused.append(complaint("checklist.folder-without-review", str(_folder(path))))
    elif not paths and path.is_dir():
        refused.append(complaint("checklist.folder-without-checklist", str(path)))
    review_file = _taken(review_path, refused)
    files = [file for each in paths if (file := _taken(each, refused))]
    return _read(path, review_file, files, refused)


def read_files(path: Path, review: TomlFile, checklists: list[TomlFile]) -> ReadReview:
    """Read a review and its checklists that are sound TOML already, wherever they stood."""
    return _read(path, review, checklists, [])


def _read(
    path: Path, review_file: TomlFile | None, files: list[TomlFile], told: list[Complaint]
) -> ReadReview:
    review: Shaped[SourceReview] = shaped(SourceReview, review_file.data if review_file else {})
    if review_file:
        told += _located(review_file, [*review.faults, *review_faults(review)])
    sets = [each for each in files if each.name.endswith(PRACTICE)]
    proposed = [each for each in files if each.name == THEMES]
    files = [each for each in files if each not in (*sets, *proposed)]
    checklists = []
    for file in files:
        checklist = shaped(Checklist, file.data)
        told += _located(file, [*checklist.faults, *checklist_faults(review, checklist)])
        if checklist.noun:
            checklists.append(checklist.noun)
    told += _same_versions(files)
    practice = []
    for file in sets:
        found = shaped(CalibrationSet, file.data)
        told += _located(file, [*found.faults, *_practice_faults(found, review, checklists, files)])
        if found.noun:
            practice.append(found.noun)
    told += _same_versions(sets)
    themes = None
    for file in proposed:
        shape = shaped(ThemeSet, file.data)
        themes = shape.noun
        told += _located(file, [*shape.faults, *_theme_faults(themes, review)])
    return ReadReview(path, review.noun, tuple(checklists), tuple(told), tuple(practice), themes)


def _theme_faults(themes: ThemeSet | None, review: Shaped[SourceReview]) -> Iterator[Fault]:
    if themes is not None and review.noun is not None:
        yield from set_complaints(themes, review.noun)


def _practice_faults(
    found: Shaped[CalibrationSet],
    review: Shaped[SourceReview],
    checklists: list[Checklist],
    files: list[TomlFile],
) -> Iterator[Fault]:
    """What the rules find in a set of a sound shape; nothing follows from a checklist that has faults itself."""
    if found.noun is None or review.noun is None or len(checklists) < len(files):
        return
    wanted = (found.noun.review, found.noun.checklist, found.noun.checklist_version)
    for each in checklists:
        if (each.review, each.key, each.version) == wanted:
            yield from practice_complaints(found.noun, each)
            return
    yield no_checklist(found.noun, review.noun, checklists)


def _paths(path: Path) -> tuple[Path | None, list[Path]]:
    """The review's file, if there is one, and the files of the checklists to read."""
    try:
        if not path.exists():
            raise refuse("checklist.path-missing", str(path), hint=_near_path(path))
        if path.is_dir():
            return _paths_within(path)
        if path.suffix.lower() != ".toml":
            raise refuse("checklist.not-toml", path.name, suffix=path.suffix or "no ending")
        review = path.parent / REVIEW
        return (review if review.exists() else None), [path] if path.name != REVIEW else []
    except OSError as error:
        reason = (error.strerror or "no reason given").lower()
        raise refuse("checklist.unreadable", str(path), reason=reason) from error


def _paths_within(folder: Path) -> tuple[Path | None, list[Path]]:
    entries = sorted(folder.iterdir())
    files = [each for each in entries if each.suffix.lower() == ".toml" and each.name[0] != "."]
    if not files:
        reviews = [each.name for each in entries if (each / REVIEW).is_file()]
        hint = f" Did you mean {folder / reviews[0]}?" if reviews else ""
        raise refuse("checklist.folder-empty", str(folder), hint=hint)
    review = folder / REVIEW
    return (review if review in files else None), [each for each in files if each != review]


def _near_path(path: Path) -> str:
    beside = path.absolute().parent
    return near(path.name, [each.name for each in beside.iterdir()] if beside.is_dir() else [])


def _folder(path: Path) -> Path:
    return path if path.is_dir() else path.parent


def _taken(path: Path | None, refused: list[Complaint]) -> TomlFile | None:
    try:
        return read_toml(path) if path else None
    except Refusal as refusal:
        refused.append(refusal.complaint)
        return None


def review_faults(review: Shaped[SourceReview]) -> Iterator[Fault]:
    """What the rules find in a review, without what only follows from what could not be read whole."""
    if review.stand_in:
        found = review_complaints(review.stand_in.noun)
        yield from (fault for fault in found if review.stand_in.believes(fault))


def checklist_faults(review: Shaped[SourceReview], checklist: Shaped[Checklist]) -> Iterator[Fault]:
    """What the rules find, without what only follows from a file that could not be read whole."""
    source = review.stand_in or shaped(SourceReview, {}).stand_in
    if source is None or checklist.stand_in is None:
        return
    noun = checklist.stand_in.noun
    for fault in (*complaints(source.noun, noun), *measure_complaints(noun)):
        if checklist.stand_in.believes(fault) and fault.code not in source.doubtful:
            yield fault


def _located(file: TomlFile, faults: list[Fault]) -> list[Complaint]:
    ordered = sorted(faults, key=lambda fault: line_at(file.lines, fault.place) or 0)
    return [_complaint(file, fault) for fault in ordered]


def _complaint(file: TomlFile, fault: Fault) -> Complaint:
    facts = dict(fault.facts)
    if fault.first:
        facts["first"] = f"line {line_at(file.lines, fault.first)}"
    return complaint(fault.code, file.where(fault.place), **facts)


def _same_versions(files: list[TomlFile]) -> Iterator[Complaint]:
    first: dict[tuple[str, int], TomlFile] = {}
    for file in files:
        key, version = file.data.get("key"), file.data.get("version")
        if not isinstance(key, str) or not isinstance(version, int):
            continue
        other = first.setdefault((key.casefold(), version), file)
        if other is not file:
            facts = {"key": key, "version": version, "other": other.name}
            yield complaint("checklist.same-version", file.where(("version",)), **facts)
