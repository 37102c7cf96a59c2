"""Which findings a person sees and what of them, and what the results suggest as more."""

from audit.commands import case_audit, finding
from audit.model.case_audit import Reading
from audit.model.finding import FindingKind, FindingWords, Origin
from audit.model.person import Person, Role
from audit.rules import finding_suggestion as rules
from audit.store.database import Database
from audit.views import finding as views
from tests.builders import (
    admitted,
    auditor,
    complete,
    local,
    open_round,
    signed_panel,
    started,
    submitted,
)

GAP = FindingWords(kind=FindingKind.GAP, title="A gap", detail="In one file", criterion="C1")


def seen(db: Database, by: Person, round_id: str) -> dict[str, views.Finding]:
    return {each.title: each for each in views.findings_of(db, by, round_id).findings}


def test_an_agency_sees_what_is_about_it_or_everybody_and_reads_no_others_words(
    db: Database, by: Person
) -> None:
    round_id = open_round(db)
    ours = submitted(db, round_id, "S-001", "csc")
    theirs = submitted(db, round_id, "S-001", "gp")
    for agency in ("", "csc", "gp"):
        words = GAP.model_copy(update={"title": f"About {agency}", "agency": agency})
        finding.raise_(db, by, round_id, words, Origin.BOARD, files=(ours, theirs))
    lead = admitted(db, Role.AGENCY_LEAD, name="Lead", agency="csc")
    found = seen(db, lead, round_id)
    assert {key: each.detail for key, each in found.items()} == {
        "About": "",
        "About csc": "In one file",
    }
    assert [one.agency for each in found.values() for one in each.files] == ["csc", "csc"]
    assert len(seen(db, by, round_id)["About gp"].files) == 2
    nowhere = admitted(db, Role.AGENCY_LEAD, name="Nowhere")
    assert views.rounds_of(db, nowhere) == {}
    assert views.rounds_of(db, lead) == {round_id: "Spring 2026"}
    other = open_round(db, "Autumn 2026")
    started(db, other, "S-002")
    assert views.findings_of(db, lead, other).elsewhere == {"Spring 2026": 2}
    assert views.findings_of(db, by, other).elsewhere == {"Spring 2026": 3}
    again = finding.raise_(db, by, round_id, GAP, Origin.BOARD)
    finding.withdraw(db, by, again, "It was another round")
    assert views.findings_of(db, by, other).elsewhere == {"Spring 2026": 3}
    assert views.findings_of(db, by, round_id).elsewhere == {}


def test_another_reader_of_the_file_sees_it_once_both_are_in(db: Database) -> None:
    one, two = auditor(db, "One"), auditor(db, "Two")
    round_id = open_round(db)
    audit = started(db, round_id, to=one)
    second = started(db, round_id, to=two, reading=Reading.SECOND)
    words = GAP.model_copy(update={"title": "Of one"})
    finding.raise_(db, one, round_id, words, Origin.FILE, files=(audit,))
    lead = admitted(db, Role.QA_LEAD, name="Lead")
    assert [set(seen(db, each, round_id)) for each in (one, two, lead)] == [
        {"Of one"},
        set(),
        {"Of one"},
    ]
    reads_too = admitted(db, Role.AUDITOR, Role.QA_LEAD, name="Reads too")
    mine = started(db, round_id, "S-002", to=reads_too)
    started(db, round_id, "S-002", to=two, reading=Reading.SECOND)
    suggestion = rules.Suggestion(key="a", words=GAP, rule="Below.", basis="3 of 12")
    finding.raise_(db, lead, round_id, GAP, Origin.RESULTS, suggestion=suggestion)
    # The number of a rule is that of all readings, and one of them is kept from this QA lead.
    assert (
        seen(db, lead, round_id)["A gap"].basis,
        seen(db, reads_too, round_id)["A gap"].basis,
    ) == (
        "3 of 12",
        "",
    )
    assert [each.basis for each in views.suggested(db, reads_too, round_id).decided] == [""]
    for each, reading in ((one, audit), (two, second)):
        complete(db, each, reading)
        case_audit.submit(db, each, reading)
    # It is linked to the first reading, which is in reach of a QA lead; the second reader raised none.
    assert set(seen(db, two, round_id)) == set()
    assert mine


def test_the_results_suggest_by_rules_that_say_their_n(db: Database, by: Person) -> None:
    round_id = open_round(db)
    for number in range(20):
        stars = ("C2",) if number < 3 else ()
        ratings = {"C1": "no", "S2": "yes" if number % 2 else "no"}
        submitted(db, round_id, f"S-{number:03}", ratings=ratings, stars=stars)
    submitted(db, round_id, "S-000", "gp")
    signed_panel(db, round_id, "S-000")
    found = views.suggested(db, by, round_id)
    told = {each.key: (each.words.kind.value, each.rule, each.basis) for each in found.open}
    assert list(told) == [
        *("not-yet/AS1", "not-yet/AS2", "below/C1", "below/S2", "parted/C1", "parted/S2"),
        *("above/C2", "starred/C2"),
    ]
    assert told["below/C1"] == ("gap", rules.BELOW, "C1: 1 of 21, 5% (95% CI 1–23%).")
    assert told["parted/C1"] == ("gap", rules.PARTED, "C1: at 1 of 1 panel signed off.")
    assert told["starred/C2"] == (
        *("strength", rules.STARRED),
        "C2: starred on 3 of 20 applicable ratings.",
    )
    assert told["not-yet/AS2"][2].startswith("AS2: Not yet. ")
    by_key = {each.key: each for each in found.open}
    assert by_key["below/C1"].words.points == ("AS1",)
    assert len(by_key["parted/C1"].files) == 2
    assert by_key["above/C2"].words.title == "Seen in the files throughout: The file shows C2."
    # A QA lead from whom a file of the case is kept is not told of its panel.
    blind = admitted(db, Role.AUDITOR, Role.QA_LEAD, name="Blind")
    started(db, round_id, "S-000", agency="gp", to=blind, reading=Reading.SECOND)
    assert "parted/C1" not in {each.key for each in views.suggested(db, blind, round_id).open}
    assert local(db) == by


def test_a_long_statement_is_cut_where_a_title_ends() -> None:
    made = rules._words(FindingKind.GAP, "x " * 200, "C1", ())
    assert (len(made.title), made.title[-1]) == (200, "…")
