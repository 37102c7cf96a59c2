"""Which pages there are for whom: a pure function of the roles."""

from collections import Counter
from collections.abc import Iterable
from functools import wraps
from importlib import import_module
from typing import NamedTuple

import streamlit as st

from audit.model.language import N_, _
from audit.model.person import Person, Role
from audit.model.refusal import refuse
from audit.pages.desk import Desk, Page
from audit.pages.parts.record import sit_down
from audit.rules import permission
from audit.rules.permission import Reach


class Place(NamedTuple):
    """A page and how it is reached."""

    path: str
    title: str
    page: Page
    listed: bool = True
    group: str = ""
    """The menu that it stands in; none where it is asked for all day."""


def _page(module: str, name: str = "") -> Page:
    """The page of that module, imported when somebody first opens it: few open all, and starting waits for none."""

    def drawn(desk: Desk) -> None:
        page: Page = getattr(import_module(f"audit.pages.{module}"), name or module)
        page(desk)

    return drawn


RESULTS, FOLLOW_UP, SET_UP = N_("Results"), N_("Follow-up"), N_("Set up")
"""What people do with a round once it runs; what is asked for all day stands before the menus."""

PLACES: tuple[tuple[tuple[str, ...], Place], ...] = (
    ((), Place("home", N_("Home"), _page("home"))),
    (("case_audit.read",), Place("find", N_("Find"), _page("search", "find"))),
    (
        ("case_audit.read",),
        Place("case-audit", N_("Case audit"), _page("case_audit"), listed=False),
    ),
    (("calibration.practise",), Place("practice", N_("Practice"), _page("practice"), listed=False)),
    (
        ("moderation.read",),
        Place("moderation", N_("Moderation"), _page("moderation"), listed=False),
    ),
    (("panel.read",), Place("panel", N_("Panel"), _page("panel"), listed=False)),
    (("panel.read",), Place("panel-room", N_("Meeting room"), _page("panel_room"), listed=False)),
    (("round.open",), Place("rounds", N_("Rounds"), _page("rounds"))),
    (("progress.read",), Place("progress", N_("Progress"), _page("agency_progress"))),
    (("board.read",), Place("board", N_("Board"), _page("board"))),
    (("programme.read",), Place("programme", N_("Programme"), _page("programme"), group=RESULTS)),
    (("board.lines",), Place("my-agency", N_("My agency"), _page("own_agency"), group=RESULTS)),
    (
        ("good_practice.read",),
        Place("good-practice", N_("Good practice"), _page("good_practice"), group=RESULTS),
    ),
    (("board.read", "release.read"), Place("story", N_("Story"), _page("story"), listed=False)),
    (("theme.read",), Place("themes", N_("Themes"), _page("themes"), group=RESULTS)),
    (("release.read",), Place("releases", N_("Releases"), _page("released"), group=RESULTS)),
    (("scrutiny.read",), Place("scrutiny", N_("Scrutiny"), _page("scrutiny"), group=RESULTS)),
    # Whoever is handed a document may ask whether it is ours; an auditor takes out only their own workbook.
    (
        ("document.read", "release.read", "board.export", "person.read"),
        Place("documents", N_("Documents"), _page("documents"), group=RESULTS),
    ),
    (("job.own",), Place("long-work", N_("Long work"), _page("job", "long_work"), listed=False)),
    (
        ("action.read",),
        Place("findings", N_("Findings and actions"), _page("findings"), group=FOLLOW_UP),
    ),
    (
        ("concern.read",),
        Place("concerns", N_("Concerns"), _page("concern", "concerns"), group=FOLLOW_UP),
    ),
    (
        ("supervision.read",),
        Place("supervision", N_("Supervision"), _page("supervision"), group=FOLLOW_UP),
    ),
    ((), Place("checklists", N_("Checklists"), _page("checklists"), group=SET_UP)),
    (("checklist.draft",), Place("write", N_("Write a checklist"), _page("write"), group=SET_UP)),
    (("person.read",), Place("people", N_("People"), _page("people"), group=SET_UP)),
    (
        ("identifier.clear", "watched_word.change"),
        Place("identifiers", N_("Identifiers"), _page("identifiers"), group=SET_UP),
    ),
    (
        ("round.retain",),
        Place("records", N_("Records"), _page("retention", "records"), group=SET_UP),
    ),
    (("trail.read",), Place("trail", N_("Trail"), _page("trail"), group=SET_UP)),
    ((), Place("help", N_("Help"), _page("help", "help_page"))),
)
"""Each page behind the verbs of which one opens it; behind none it is everybody's."""


def places(by: Person) -> tuple[Place, ...]:
    """Return the pages that this person may open; a page not returned stays shut to them."""
    offered = []
    for verbs, place in PLACES:
        if verbs and not any(permission.may(by, each) for each in verbs):
            continue
        if place.path in ("progress", "supervision"):
            offered += _of_own_agency(by, place, verbs[0])
        elif place.path == "concerns":
            # An auditor comes to it from a case audit, or from the first page.
            reaches = permission.reaches(by, "concern.answer")
            offered.append(place._replace(listed=reaches != {Reach.OWN}))
        elif place.path == "my-agency":
            # Against itself alone: it takes an agency, and the role that leads it.
            is_lead = Reach.AGENCY in permission.reaches(by, "board.lines")
            offered += [place] if is_lead and by.agency is not None else []
        elif place.path == "findings":
            # Whoever owns an action is led to it from their first page.
            led = any(permission.may(by, each) for each in ("finding.read", "action.follow"))
            offered.append(place._replace(listed=led))
        elif place.path in ("releases", "scrutiny"):
            offered.append(_foremost(by, place))
        else:
            offered.append(place)
    return tuple(each._replace(page=_seated(each.path, each.page)) for each in offered)


def _foremost(by: Person, place: Place) -> Place:
    """What somebody comes for stands at the top; for others it is one of the results."""
    if place.path == "scrutiny":
        leads = permission.may(by, "round.open")
        is_theirs = permission.may(by, "scrutiny.comment") and not leads
        return place._replace(group="") if is_theirs else place
    # For whom it is the board that they see.
    is_board = not permission.may(by, "board.read")
    return place._replace(title=N_("Board"), group="") if is_board else place


def menus(offered: Iterable[Place]) -> dict[str, tuple[Place, ...]]:
    """Return the listed ones by their menu, "" for those that stand before all menus: so does one page alone."""
    listed = [each for each in offered if each.listed]
    size = Counter(each.group for each in listed)
    found: dict[str, list[Place]] = {each: [] for each in ("", RESULTS, FOLLOW_UP, SET_UP)}
    for each in listed:
        found[each.group if size[each.group] > 1 else ""].append(each)
    return {group: tuple(each) for group, each in found.items() if each}


EVERYBODY = Person(id="everybody", name="Everybody", roles=tuple(Role), agency="any")
"""Whose roles together open every page."""


def closed(by: Person) -> tuple[Place, ...]:
    """Return the pages of other roles: whoever asks for one by its address is told so, and the trail has it."""
    offered = {each.path for each in places(by)}
    return tuple(
        Place(each.path, _("Not open to you"), _seated(each.path, _not_open), listed=False)
        for each in places(EVERYBODY)
        if each.path not in offered
    )


def _not_open(__: Desk) -> None:
    """Refuse."""
    st.title(_("Not open to you"), anchor=False)
    raise refuse("permission.page")


def _of_own_agency(by: Person, place: Place, verb: str) -> list[Place]:
    """What is about the own agency's files; not listed for whoever opens rounds: it stands there, for all."""
    if Reach.AGENCY not in permission.reaches(by, verb):
        return []
    listed = not permission.may(by, "round.open")
    return [place._replace(listed=listed)]


def _seated(path: str, page: Page) -> Page:
    """The page, known as the one that is open: what happens on it can be told from then on."""

    @wraps(page)
    def drawn(desk: Desk) -> None:
        sit_down(desk, path)
        page(desk)

    return drawn
