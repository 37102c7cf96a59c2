"""The page of each reader: the QA lead's look, an agency against itself, an auditor's own work; and how it prints."""

from html import unescape

from audit.commands.person import local
from audit.model.person import Role
from audit.pages.navigation import places
from audit.pages.parts import paper
from tests.builders import admitted, auditor, moved, open_round, published, started, submitted
from tests.pages.test_pages import assert_whole, drawn, opened, pages_db

__all__ = ["pages_db"]
HOSTILE = "<img src=x onerror=alert(1)> **Spring**"


def said(at):
    return unescape(" ".join(drawn(at)))


def filled(db, *, title=HOSTILE):
    """Six cases of csc, one of the GP; one criterion starred."""
    round_id = open_round(db, title=title)
    for n in range(6):
        submitted(db, round_id, f"S-{n:03}", ratings={"C1": "no"}, stars=("C2",) if not n else ())
    submitted(db, round_id, "S-009", agency="gp", to=auditor(db, "Gill"))
    return round_id


def as_agency_lead(db):
    """Somebody who leads children's social care; agencies come with their checklist."""
    published(db)
    return admitted(db, Role.AGENCY_LEAD, name="Ada", agency="csc")


def test_the_qa_lead_sees_where_to_look_and_why(pages_db):
    filled(pages_db)
    at = opened("board", view="Where to look")
    assert_whole(at)
    assert "Standards below target" in [each.value for each in at.header]
    assert "Fathers and all carers: " in said(at)
    assert "read the gaps, and raise an action." in said(at)
    assert "<img" not in "".join(drawn(at))
    assert any("Where to look first in" in each.label for each in opened("home").button)


def test_who_does_not_lead_a_round_is_not_offered_where_to_look(pages_db):
    filled(pages_db)
    at = opened("board")
    assert "Where to look" in [each.label for each in at.tabs]
    at.session_state["tried"] = local(pages_db).model_copy(update={"roles": (Role.BOARD_MEMBER,)})
    at.run()
    assert "Where to look" not in [each.label for each in at.tabs]


def test_my_agency_is_for_who_leads_one(pages_db):
    lead = as_agency_lead(pages_db)
    assert "my-agency" in [each.path for each in places(lead)]
    for one in (local(pages_db), lead.model_copy(update={"roles": (Role.BOARD_MEMBER,)})):
        assert "my-agency" not in [each.path for each in places(one)]


def agency_page(db, lead):
    at = opened("home")
    at.session_state["tried"] = lead
    at.run()
    at._page_hash = at.session_state["pages"]["my-agency"]._script_hash
    return at.run()


def test_an_agency_is_shown_against_itself_and_no_other(pages_db):
    filled(pages_db)
    at = agency_page(pages_db, as_agency_lead(pages_db))
    assert_whole(at)
    told = said(at)
    assert "Children's social care: Of 4 learning points" in told
    assert "Your agency by standard" in told
    assert "General practice" not in told
    assert "S-009" not in told
    assert "★" in told
    assert "<img" not in "".join(drawn(at))


def test_an_agency_with_no_file_or_nothing_submitted_is_told_so(pages_db):
    lead = as_agency_lead(pages_db)
    assert "in which your agency has a case file" in said(agency_page(pages_db, lead))
    started(pages_db, open_round(pages_db))
    assert "nothing has been submitted" in said(agency_page(pages_db, lead))


def test_an_auditor_sees_what_their_work_showed_once_the_round_is_closed(pages_db):
    round_id = filled(pages_db)
    at = opened("home")
    assert_whole(at)
    assert "You read 6 case files; 1 rating starred as good practice." in said(at)
    assert "is shown here once it is closed" in said(at)
    moved(pages_db, round_id, "moderate", "close")
    at = opened("home")
    assert "All agencies in " in said(at)
    assert "<img" not in "".join(drawn(at))


def test_a_closed_round_of_few_cases_says_so(pages_db):
    round_id = open_round(pages_db)
    submitted(pages_db, round_id)
    moved(pages_db, round_id, "moderate", "close")
    assert "All agencies: 1 case, too few to say anything of all." in said(opened("home"))


def test_an_auditor_without_an_agency_is_told_why_there_are_no_figures(pages_db):
    round_id = open_round(pages_db)
    me = auditor(pages_db, "Robin")
    submitted(pages_db, round_id, to=me)
    moved(pages_db, round_id, "moderate", "close")
    at = opened("home")
    at.session_state["tried"] = me
    at.run()
    assert "No file in it is of an agency of yours" in said(at)


def test_paper_says_what_was_chosen_and_how_it_may_be_handled(pages_db):
    filled(pages_db, title="Spring 2026")
    at = opened("board")
    printed = [each for each in drawn(at) if 'class="pa-print"' in each]
    assert any("Round: Spring 2026 · Agency: all" in each for each in printed)
    assert any("Professionals only. End of the page." in each for each in drawn(at))
    assert any('content: "Professionals only"' in each for each in drawn(at))


def test_a_label_cannot_leave_the_style_sheet(monkeypatch):
    written = []
    monkeypatch.setattr(paper.st, "html", written.append)
    paper.handled('"; } </style><script>alert(1)</script> \\')
    assert written[0].count("</style>") == 1
    assert "<script" not in written[0]
    assert "\\" not in written[0]
