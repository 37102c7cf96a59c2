"""Themes over two reviews: what is taken, changed and taken away, and the one picture that each reader is shown."""

from datetime import date

import pytest

from audit.commands import action, checklist, finding, theme
from audit.commands import round as rounds
from audit.commands.person import local
from audit.documents.release import let_out
from audit.documents.theme_tables import point_rows
from audit.model.action import ActionKind, ActionWords
from audit.model.disclosure import Audience
from audit.model.finding import FindingKind, FindingWords, Origin
from audit.model.person import Role
from audit.model.refusal import NotFound, Refusal, complaint
from audit.model.source_review import Handling
from audit.model.theme import ProposedTheme, ThemePoint, ThemeSet, ThemeWords
from audit.model.trend import ChartKind
from audit.rules import theme as rules
from audit.store.database import Database
from audit.views.theme import all_themes
from audit.views.trail import TrailFilter, trail
from tests.builders import admitted, criterion, moved, small_checklist, small_review, submitted

FATHERS, SLEEP = "Fathers and all carers", "Safer sleep"


def proposed(review: str, name: str = FATHERS, *points: str) -> ThemeSet:
    each = ProposedTheme(name=name, belongs="Every carer is seen.", points=points or ("AS1",))
    return ThemeSet(review=review, themes=(each,))


def small(**changes):
    """A review with one checklist of its own; `changes` are those of the checklist."""
    return checklist_of(small_review(), **changes)


def checklist_of(review, **changes):
    return review, (small_checklist(review=review.key, **changes),)


OTHER = small_review(key="other", title="Other review", handling=Handling.PUBLISHED)


def opened(db: Database, title: str, checklist_id: str, starts: date) -> str:
    return moved(db, rounds.plan(db, local(db), title, checklist_id, starts=starts), "open")


@pytest.fixture
def two(db: Database) -> dict[str, str]:
    """Rounds of Small review in January and May, of the Other in March; four files each, and twelve."""
    by = local(db)
    (first,) = checklist.publish(db, by, *small(), themes=proposed("small"))
    (other,) = checklist.publish(
        db, by, *checklist_of(OTHER, title="Other audit"), themes=proposed("other", FATHERS.upper())
    )
    changed = small_checklist(version=2)
    carers = changed.standards[0]
    anew = carers.model_copy(
        update={"criteria": (criterion("N1", "AS1"), criterion("N2", "AS1", "GP1"))}
    )
    changed = changed.model_copy(
        update={"standards": (anew, *changed.standards[1:]), "vague_words": changed.vague_words}
    )
    (second,) = checklist.publish(db, by, small_review(), (changed,))
    made = {
        "Winter": opened(db, "Winter", first, date(2026, 1, 5)),
        "Spring": opened(db, "Spring", other, date(2026, 3, 1)),
        "Summer": opened(db, "Summer", second, date(2026, 5, 1)),
    }
    for title, round_id in made.items():
        for n in range(12 if title == "Spring" else 4):
            key = "N1" if title == "Summer" else "C1"
            submitted(
                db,
                round_id,
                f"S-{len(title)}{ord(title[1])}{n}",
                ratings={key: "no"} if n < 2 else {},
            )
    return made


def test_one_theme_over_two_reviews_is_one_picture(db: Database, two: dict[str, str]) -> None:
    by = local(db)
    named = FindingWords(kind=FindingKind.GAP, title="Rung late", theme=FATHERS, points=("GP1",))
    cited = FindingWords(kind=FindingKind.STRENGTH, title="Both seen", points=("AS1",))
    about = finding.raise_(db, by, two["Winter"], named, Origin.BOARD)
    finding.raise_(db, by, two["Spring"], cited, Origin.BOARD)
    promise = ActionWords(what="Ring both", owner_role="Named midwife", kind=ActionKind.SYSTEM)
    action.plan(db, by, about, promise)
    seen = all_themes(db, by)
    (picture,) = seen.pictures
    assert picture.theme.name == FATHERS
    assert picture.theme.points == (
        ThemePoint(review="other", point="AS1"),
        ThemePoint(review="small", point="AS1"),
    )
    assert rules.looked_at(picture) == "Looked at in 3 rounds of 2 reviews."
    # In time order, each with its review; the changed checklist is a line of its own.
    rows = [(r.place.period.title, r.strand.review.key, r.line) for r in point_rows(picture)]
    assert rows == [("Winter", "small", 1), ("Spring", "other", 2), ("Summer", "small", 3)]
    assert [each.is_earlier for each in picture.strands] == [True, False, False]
    # C1 and C2 of each file: two are not met.
    assert [(p.figure.met, p.figure.applicable, p.figure.cases) for _, p in picture.places] == [
        (6, 8, 4),
        (22, 24, 12),
        (6, 8, 4),
    ]
    newest = rules.newest_words(picture)
    assert newest.startswith("Newest: 6 of 8")
    assert newest.endswith("from 4 cases (Summer, Small review).")
    assert "the criteria changed" in " ".join(rules.change_words(picture))
    assert "no change is read" in rules.different(picture)
    drawn = rules.together(picture)
    assert drawn is not None
    assert [each.period.title for each in drawn.places] == [
        "Winter · Small review",
        "Spring · Other review",
        "Summer · Small review",
    ]
    assert len({each.found.segment for each in drawn.places}) == 3
    assert (drawn.trend.kind, drawn.trend.target) == (ChartKind.RUN, None)
    assert {(f.title, f.review, f.open, f.verified) for f in picture.findings} == {
        ("Rung late", "Small review", 1, 0),
        ("Both seen", "Other review", 0, 0),
    }
    assert seen.handling == small_review(), "the strictest of both"

    board = admitted(db, Role.BOARD_MEMBER, name="Board")
    (shut,) = all_themes(db, board).pictures
    assert (shut.strands, shut.released, shut.newest) == ((), (), None)
    assert rules.looked_at(shut) == "No round that you may read has looked at it yet."
    assert (rules.newest_words(shut), rules.different(shut), rules.together(shut)) == ("", "", None)
    let_out(db, by, two["Spring"], Audience.BOARD)
    (open_,) = all_themes(db, board).pictures
    assert not open_.strands
    assert [each.round_title for each in open_.released] == ["Spring"] * len(open_.released)
    assert [each.figure for each in open_.released] == ["c of 24"], "masked as it was let out"
    assert rules.looked_at(open_) == "Looked at in 1 round of 1 review."
    gp = admitted(db, Role.AGENCY_LEAD, name="GP", agency="gp")
    assert not all_themes(db, gp).pictures[0].strands, "another agency's files"
    csc = admitted(db, Role.AGENCY_LEAD, name="CSC", agency="csc")
    assert len(all_themes(db, csc).pictures[0].places) == 3


def test_what_is_proposed_joins_what_stands_and_wipes_out_nothing(db: Database) -> None:
    """An upgraded database publishes the same review again, now with themes."""
    by = local(db)
    checklist.publish(db, by, *small())
    checklist.publish(db, by, *small(), themes=proposed("small"))
    version = db.version()
    checklist.publish(db, by, *small(), themes=proposed("small"))
    assert db.version() == version, "the same again is no change"
    (one,) = all_themes(db, by).pictures
    assert {each.point[:3] for each in all_themes(db, by).unthemed} == {"GP1", "AS2", "RQ1"}
    theme.change(
        db,
        by,
        one.theme.id,
        ThemeWords(name="Carers", belongs="All.", points=one.theme.points),
        version=1,
    )
    checklist.publish(db, by, *small(), themes=proposed("small", SLEEP, "AS1", "AS2"))
    checklist.publish(db, by, *small(), themes=proposed("small", "Nothing left", "AS1"))
    stand = {each.theme.name: each.theme.points for each in all_themes(db, by).pictures}
    assert stand == {
        "Carers": (ThemePoint(review="small", point="AS1"),),
        SLEEP: (ThemePoint(review="small", point="AS2"),),
    }


def test_a_lead_adds_changes_and_takes_away(db: Database) -> None:
    by = local(db)
    (checklist_id,) = checklist.publish(db, by, *small())
    point = ThemePoint(review="small", point="AS1")
    words = ThemeWords(name="  Fathers ", belongs="Every father\nis seen.", points=(point, point))
    made = theme.add(db, by, words, key="k")
    assert theme.add(db, by, words, key="k") == made, "a double click is one theme"
    found = opened(db, "Winter", checklist_id, date(2026, 1, 5))
    told = FindingWords(kind=FindingKind.GAP, title="Rung late", theme="fathers", points=("AS1",))
    finding.raise_(db, by, found, told, Origin.BOARD)
    loose = told.model_copy(update={"title": "Other", "theme": "Loose"})
    finding.raise_(db, by, found, loose, Origin.BOARD)
    (kept,) = all_themes(db, by).pictures
    assert (kept.theme.name, kept.theme.belongs) == ("Fathers", "Every father is seen.")
    assert kept.theme.points == (point,)
    assert all_themes(db, by).words == ("Loose",)
    theme.change(db, by, made, kept.theme, version=1)
    assert all_themes(db, by).pictures[0].theme.version == 1, "the same is no change"
    carers = ThemeWords(name="Carers", belongs="All of them.")
    theme.change(db, by, made, carers, version=1)
    assert {each.title for each in all_themes(db, by).pictures[0].findings} == {"Rung late"}
    for stale in (
        lambda: theme.change(db, by, made, words, version=1),
        lambda: theme.take_away(db, by, made, version=1),
    ):
        with pytest.raises(Refusal) as moved_on:
            stale()
        assert moved_on.value.complaint == complaint("theme.moved-on", where="Carers")
    theme.change(db, by, made, carers.model_copy(update={"points": (point,)}), version=2)
    theme.take_away(db, by, made, version=3)
    assert not all_themes(db, by).pictures
    with pytest.raises(NotFound) as gone:
        theme.take_away(db, by, made, version=4)
    assert gone.value.complaint == complaint("theme.not-found")
    said = [each.words for each in trail(db, by, TrailFilter()).entries]
    for each in (
        "added the theme “Fathers”",
        "changed the theme “Carers”",
        "took away the theme “Carers”",
    ):
        assert any(each in one for one in said), each


def test_what_may_not_be_a_theme_is_said(db: Database) -> None:
    by = local(db)
    checklist.publish(db, by, *small(), themes=proposed("small"))
    good = ThemeWords(name="Sleep", belongs="Beds are seen.")
    ghost = ThemePoint(review="small", point="ZZ9")
    for words, refused in (
        ({"name": " "}, complaint("theme.no-name", where="Theme")),
        ({"belongs": " "}, complaint("theme.no-sentence", where="Sleep")),
        (
            {"name": f" {FATHERS.upper()} "},
            complaint("theme.same-name", where="Theme", name=FATHERS.upper()),
        ),
        (
            {"points": (ghost,)},
            complaint("theme.unknown-point", where="Sleep", review="small", point="ZZ9"),
        ),
    ):
        with pytest.raises(Refusal) as found:
            theme.add(db, by, good.model_copy(update=words))
        assert found.value.complaint == refused
    hinted = good.model_copy(update={"belongs": "Ring 07700 900123."})
    with pytest.raises(Refusal) as found:
        theme.add(db, by, hinted)
    assert found.value.complaint.code == "theme.identifier"
    assert theme.add(db, by, hinted, looked=True)


def test_what_is_wrong_beside_a_review_is_told_by_its_place() -> None:
    each = ProposedTheme(name="Fathers", belongs="Seen.", points=("AS1", "AS9"))
    twice = each.model_copy(update={"points": ("GP1",)})
    found = ThemeSet(review="another", themes=(each, twice))
    told = {(fault.code, fault.place) for fault in rules.set_complaints(found, small_review())}
    assert not [*rules.set_complaints(proposed("small"), small_review())]
    assert told == {
        ("theme.other-review", ("review",)),
        ("theme.twice", ("themes", 1, "name")),
        ("theme.point", ("themes", 0, "points", 1)),
    }
