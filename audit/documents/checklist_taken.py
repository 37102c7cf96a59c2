"""The rows of a checklist in Excel put together as a file would hold them, each thing with the cell that it stands in."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from audit.documents import checklist_sheets as s
from audit.documents.checklist_cells import Names, Reader
from audit.documents.checklist_grid import Grid, fields_upright, grids
from audit.documents.checklist_marks import At, Mark, Marks, Spot, like, meant
from audit.documents.checklist_sheets import PLAN, Field
from audit.documents.toml_places import short
from audit.documents.workbook_in import Cell, Sheets, text_of
from audit.model.refusal import complaint
from audit.model.source_review import SourceReview
from audit.rules.applicability import Place
from audit.rules.checklist import listed

CALLED = {
    s.AGENCIES: "name",
    s.RATINGS: "label",
    s.JUDGEMENTS: "label",
    s.FACTS: "question",
    s.STANDARDS: "title",
    s.LADDERS: "title",
}
"""By the sheet, the field that says what a thing is called."""
WITHIN = {s.ANSWERS: "fact", s.CRITERIA: "standard", s.STEPS: "ladder"}
"""Sheets of things that stand within others, and the field that says in which."""
OF_REVIEW, OF_CHECKLIST = "review", "checklist"
"""The first step of every place."""


@dataclass
class Thing:
    """What a row holds."""

    data: dict[str, Any] = field(default_factory=dict)
    spots: dict[Place, Spot] = field(default_factory=dict)
    lacking: set[Place] = field(default_factory=set)
    """Fields without a column."""


class Taken:
    """A workbook as the data of a review and a checklist."""

    def __init__(self, book: Sheets, known: SourceReview | None = None) -> None:
        of_review = (s.REVIEW, s.POINTS, s.RESOURCES) if known else ()
        self.marks = Marks(book.name, frozenset(of_review))
        self.spots: dict[Place, Spot] = {}
        self.spoilt: set[Place] = set()
        """Places about which something is said already."""
        self.ratings_lacking: set[str] = set()
        """Ratings without a column of what they look like."""
        self.has_orphans: set[str] = set()
        """Sheets with rows that belong to nothing known."""
        self._grids = grids(book, self.marks)
        self._names = {name: self._names_of(name) for name in PLAN}
        if known is not None:
            self._names[s.POINTS] = Names((each.key, "") for each in known.learning_points)
        self._reader = Reader(self.marks, self._names, self._answers())
        self.review = known.model_dump(mode="json") if known else self._review()
        self.checklist = self._checklist()

    def _names_of(self, sheet: str) -> Names:
        called = CALLED.get(sheet, "")
        return Names((key, self._text(row, sheet, called)) for row, key in self._keys(sheet) if key)

    def _keys(self, sheet: str) -> list[tuple[int, str]]:
        grid = self._grids.get(sheet)
        return [(row, self._text(row, sheet, "key")) for row in grid.rows] if grid else []

    def _text(self, row: int, sheet: str, name: str) -> str:
        cells = self._grids[sheet].cells(row, name)
        return text_of(cells[0][0]).strip() if cells else ""

    def _answers(self) -> dict[str, Names]:
        """The answers to each case fact, by its key."""
        pairs: dict[str, list[tuple[str, str]]] = {}
        for row, key in self._keys(s.ANSWERS):
            fact = self._names[s.FACTS].find(self._text(row, s.ANSWERS, "fact"))
            if fact and key:
                label = self._text(row, s.ANSWERS, "label")
                pairs.setdefault(fact, []).append((key, label))
        return {fact: Names(found) for fact, found in pairs.items()}

    # ---- Rows ----------------------------------------------------------------------------------------------

    def _things(self, sheet: str) -> list[Thing]:
        grid = self._grids.get(sheet)
        return [self._thing(grid, row) for row in grid.rows] if grid else []

    def _thing(self, grid: Grid, row: int) -> Thing:
        made = Thing()
        made.spots[()] = Spot(grid.at(row, 1), grid.plan.name, grid.plan.about)
        for each in grid.plan.fields:
            if each.kind == "looks":
                self._take_looks(made, grid, row, each)
                continue
            cells = grid.cells(row, each.name)
            if each.kind in ("refs", "words"):
                self._take_several(made, each, cells)
            else:
                self._take_one(made, each, cells)
        return made

    def _take_one(self, made: Thing, field: Field, cells: list[tuple[Cell, At]]) -> None:
        place = tuple(field.name.split("."))
        if not cells:
            made.lacking.add(place)
        for cell, at in cells:
            made.spots[place] = Spot(at, field.heading, field.help)
            made.spots.setdefault(place[:1], made.spots[place])
            self._put(made, place, self._reader.one(field, cell, at))

    def _take_several(self, made: Thing, field: Field, cells: list[tuple[Cell, At]]) -> None:
        place = tuple(field.name.split("."))
        if cells:
            made.spots[place] = Spot(cells[0][1], field.heading, field.help)
            made.spots.setdefault(place[:1], made.spots[place])
        else:
            made.lacking.add(place)
        found = self._reader.several(field, cells)
        for number, (_, at) in enumerate(found):
            made.spots[*place, number] = Spot(at, field.heading, field.help)
        is_asked = field.name == "learning_points"
        self._put(made, place, [value for value, _ in found] if found or is_asked else None)

    def _take_looks(self, made: Thing, grid: Grid, row: int, field: Field) -> None:
        found: dict[str, str] = {}
        for column, word in grid.looks.items():
            rating = self._names[s.RATINGS].find(word) or word
            at = grid.at(row, column)
            made.spots[field.name, rating] = Spot(at, f"{s.LOOKS}{word}", field.help)
            value = self._reader.one(field, grid.value(row, column), at)
            if value is not None and rating in self._names[s.RATINGS].keys:
                found[rating] = value
        made.data[field.name] = found

    def _put(self, made: Thing, place: Place, value: object) -> None:
        if value is None:
            return
        data = made.data
        for step in place[:-1]:
            data = data.setdefault(str(step), {})
        data[str(place[-1])] = value

    # ---- The whole -----------------------------------------------------------------------------------------

    def _review(self) -> dict[str, Any]:
        data = self._upright(s.REVIEW, OF_REVIEW)
        data["learning_points"] = self._list(s.POINTS, (OF_REVIEW, "learning_points"))
        data["resources"] = self._list(s.RESOURCES, (OF_REVIEW, "resources"))
        return data

    def _checklist(self) -> dict[str, Any]:
        data = self._upright(s.CHECKLIST, OF_CHECKLIST)
        data["review"] = self.review.get("key", "")
        cap = data.pop("cap", None)
        root = (OF_CHECKLIST,)
        data["agencies"] = self._list(s.AGENCIES, (*root, "agencies"))
        ratings = self._list(s.RATINGS, (*root, "rating_scale", "ratings"))
        data["rating_scale"] = {"ratings": ratings}
        values = self._list(s.JUDGEMENTS, (*root, "judgement_scale", "values"))
        if values or cap:
            if spot := self.spots.get((*root, "cap")):
                self.spots[*root, "judgement_scale", "cap"] = spot
            scale = {"values": values, "cap": cap}
            data["judgement_scale"] = {key: value for key, value in scale.items() if value}
        data["case_facts"] = self._list(s.FACTS, (*root, "case_facts"))
        self._nest(s.ANSWERS, data["case_facts"], (*root, "case_facts"), "values")
        data["standards"] = self._list(s.STANDARDS, (*root, "standards"))
        for each in data["standards"]:
            each["criteria"] = []
        self._nest(s.CRITERIA, data["standards"], (*root, "standards"), "criteria")
        data["ladders"] = self._list(s.LADDERS, (*root, "ladders"))
        for each in data["ladders"]:
            each["steps"] = []
        self._nest(s.STEPS, data["ladders"], (*root, "ladders"), "steps")
        data["timers"] = self._list(s.TIMERS, (*root, "timers"))
        if vague := self._vague():
            data["vague_words"] = vague
        if s.VIEWS in self._grids:
            data["views_of"] = self._list(s.VIEWS, (*root, "views_of"))
        self._check_looks(ratings)
        return data

    def _upright(self, sheet: str, *root: str) -> dict[str, Any]:
        made = Thing()
        grid = self._grids.get(sheet)
        if grid is not None:
            found = fields_upright(grid, self.marks)
            for each in grid.plan.fields:
                self._take_one(made, each, [found[each.name]] if each.name in found else [])
        self._place(made, root)
        return made.data

    def _vague(self) -> dict[str, Any]:
        root = (OF_CHECKLIST, "vague_words")
        data = self._upright(s.VAGUE, *root)
        words = self._things(s.WORDS)
        for number, each in enumerate(words):
            self.spots[*root, "words", number] = each.spots.get(("word",), each.spots[()])
        tags = self._list(s.TAGS, (*root, "tags"))
        if not data and not words and not tags:
            return {}
        return {**data, "words": [each.data.get("word", "") for each in words], "tags": tags}

    def _list(self, sheet: str, place: Place) -> list[dict[str, Any]]:
        found = self._things(sheet)
        self._place_sheet(sheet, place)
        for number, each in enumerate(found):
            self._place(each, (*place, number))
        return [each.data for each in found]

    def _place_sheet(self, sheet: str, place: Place) -> None:
        grid = self._grids.get(sheet)
        head = At(grid.sheet.name if grid else sheet, grid.head if grid else 0, 1)
        self.spots[place] = Spot(head, sheet, PLAN[sheet].about)
        if sheet in self.marks.unread:
            self.spoilt.add(place)

    def _place(self, made: Thing, place: Place) -> None:
        self.spoilt |= {(*place, *each) for each in made.lacking}
        for within, spot in made.spots.items():
            where = (*place, *within)
            self.spots[where] = spot
            if within and (spot.at.sheet, spot.at.row, spot.at.column) in self.marks.spoilt:
                self.spoilt.add(where)

    def _nest(self, sheet: str, around: list[dict[str, Any]], place: Place, name: str) -> None:
        """Put the rows of a sheet where they say that they belong."""
        by = WITHIN[sheet]
        numbers: dict[str | None, int] = {}
        for number, each in enumerate(around):
            numbers.setdefault(each.get("key"), number)
        for one in self._things(sheet):
            key = one.data.pop(by, None)
            if key not in numbers or key is None:
                keys = [each for each in numbers if each]
                self._orphan(sheet, one, key, keys)
                key = like(key or "", keys) or (next(iter(keys), "") if sheet == s.CRITERIA else "")
                if key not in numbers:
                    continue
            # What belongs to nothing known is looked at where it probably belongs.
            number = numbers[key]
            within = around[number].setdefault(name, [])
            self._place(one, (*place, number, name, len(within)))
            within.append(one.data)

    def _orphan(self, sheet: str, thing: Thing, key: str | None, known: Iterable[str]) -> None:
        """A row that belongs to nothing known; what only follows from its absence is not told."""
        self.has_orphans.add(sheet)
        by, keys = WITHIN[sheet], list(known)
        spot = thing.spots.get((by,))
        cell = (spot.at.sheet, spot.at.row, spot.at.column) if spot else None
        if spot is None or cell in self.marks.spoilt:
            return
        of = PLAN[sheet].field(by).of
        if of in self.marks.unread:
            return
        if key is None:
            facts = {"heading": spot.heading, "about": spot.help}
            told = complaint("excel.empty", self.marks.where(spot.at.sheet, spot.at.cell), **facts)
            self.marks.found.append(Mark(spot.at.sheet, spot.at.cell, told, by))
            return
        facts = {"sheet": of, "value": short(key), "known": listed(keys)}
        self.marks.at("excel.reference", spot.at, **facts, hint=meant(key, keys))

    def _check_looks(self, ratings: list[dict[str, Any]]) -> None:
        grid = self._grids.get(s.CRITERIA)
        if grid is None or not grid.looks:
            self.ratings_lacking = set(self._names[s.RATINGS].keys)
            return
        there = {self._names[s.RATINGS].find(word): word for word in grid.looks.values()}
        lacking = [each for each in ratings if each.get("key") and each["key"] not in there]
        self.ratings_lacking = {each["key"] for each in lacking}
        words = [str(each.get("label", each["key"])) for each in lacking]
        for column, word in grid.looks.items():
            if self._names[s.RATINGS].find(word) is None:
                known = listed(self._names[s.RATINGS].keys)
                told = {"value": short(word), "sheet": s.RATINGS, "known": known}
                keys = [*words, *(each["key"] for each in lacking)]
                self.marks.at(
                    "excel.looks-unknown",
                    grid.at(grid.head, column),
                    **told,
                    hint=meant(word, keys),
                )
                words = []
        for each in words:
            cell = f"A{grid.head}"
            about = {
                "heading": f"{s.LOOKS}{each}",
                "about": PLAN[s.CRITERIA].field("descriptors").help,
            }
            self.marks.add("excel.heading-missing", grid.sheet.name, cell, **about)
