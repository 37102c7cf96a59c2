"""The page of what was released: a board member's browser holds no small number, whatever is asked of it."""

from audit.commands.person import local
from audit.documents.release import let_out
from audit.model.disclosure import Audience
from audit.model.person import Role
from audit.model.refusal import complaint
from audit.pages.parts import text
from audit.pages.publication import UNNAMED
from tests.builders import submitted
from tests.pages.test_pages import assert_whole, opened, pages_db  # noqa: F401 - a fixture
from tests.pages.test_progress import tried
from tests.released import random_round, told_in


def tree(node):
    """Every element of the page, however deep."""
    yield str(getattr(node, "proto", ""))
    for child in getattr(node, "children", {}).values():
        yield from tree(child)


def test_a_board_member_receives_no_small_number(pages_db):  # noqa: F811
    round_id = random_round(pages_db, 4, 22)
    let_out(pages_db, local(pages_db), round_id, Audience.BOARD)
    at = tried(opened("releases"), Role.BOARD_MEMBER)
    assert_whole(at)
    sent = list(tree(at.main))
    assert any("Learning points, in the order of the review" in each for each in sent)
    first = list(tree(tried(opened("home"), Role.BOARD_MEMBER).main))  # which leads there
    assert any("Spring 2026: release 1, for the board" in each for each in first)
    sent += first
    assert all(each == 0 or each > 5 for each in told_in(sent))
    assert [each.value for each in at.title] == ["Board"]


def test_before_any_release_it_says_by_whom_it_will_be(pages_db):  # noqa: F811
    random_round(pages_db, 1, 4)
    at = tried(opened("releases"), Role.BOARD_MEMBER)
    assert_whole(at)
    assert "Nothing has been released to the board yet. A QA lead" in " ".join(tree(at.main))


def test_a_qa_lead_looks_then_releases(pages_db):  # noqa: F811
    random_round(pages_db, 4, 22)
    at = opened("releases")
    assert_whole(at)
    (look,) = [each for each in at.button if each.label == "See it as they would"]
    assert not any(each.label.startswith("Release ") for each in at.button)
    at = look.click().run()
    assert_whole(at)
    assert any("Learning points, in the order of the review" in each for each in tree(at.main))
    (out,) = [each for each in at.button if each.label == "Release Spring 2026 to the board"]
    at = out.click().run()
    assert_whole(at)
    assert [each.value for each in at.success] == [
        text.plain("Released: it stands below, as its audience sees it from now on.")
    ]


def test_what_moved_meanwhile_is_looked_at_again(pages_db):  # noqa: F811
    round_id = random_round(pages_db, 4, 22)
    at = opened("releases")
    (look,) = [each for each in at.button if each.label == "See it as they would"]
    at = look.click().run()
    submitted(pages_db, round_id, "S-900")
    (out,) = [each for each in at.button if each.label == "Release Spring 2026 to the board"]
    at = out.click().run()
    assert not at.exception
    refused = str(complaint("release.moved", where="Spring 2026"))
    assert [each.value for each in at.error] == [text.plain(refused)]
    (again,) = [each for each in at.button if each.label == "Release Spring 2026 to the board"]
    at = again.click().run()
    assert len(at.success) == 1


def test_a_round_of_few_is_told_in_words(pages_db):  # noqa: F811
    round_id = random_round(pages_db, 1, 3)
    let_out(pages_db, local(pages_db), round_id, Audience.BOARD)
    at = tried(opened("releases"), Role.BOARD_MEMBER)
    assert_whole(at)
    sent = " ".join(tree(at.main))
    assert "So few files were read" in sent
    assert "pa-table" not in sent


def pressed(at, label):
    (found,) = [each for each in at.button if each.label == label]
    return found.click().run()


def test_on_a_single_computer_the_public_is_told_nothing(pages_db):  # noqa: F811
    """A refusal stands beside its button, and what waits says what else it takes."""
    random_round(pages_db, 4, 22)
    at = opened("releases")
    at.radio(key="release-for").set_value(Audience.PUBLICATION)
    at = pressed(at.run(), "See it as they would")
    at = pressed(at, "Propose to publish Spring 2026")
    first = "the round is closed; the review may go where this goes"
    why = complaint("publication.why", where="Spring 2026", n="2 checks", first=first)
    assert [each.value for each in at.error] == [text.plain(str(why))]
    at.text_area[0].set_value("The chair has agreed")
    at = pressed(at, "Propose to publish Spring 2026")
    assert_whole(at)
    assert [each.value for each in at.info] == [text.plain(UNNAMED)]


def test_what_was_just_released_is_what_is_shown(pages_db):  # noqa: F811
    """Whichever was looked at before: what somebody takes out next is what they let out."""
    by = local(pages_db)
    for title in ("Spring 2026", "Autumn 2026"):
        let_out(pages_db, by, random_round(pages_db, 4, 22, title), Audience.BOARD)
    at = opened("releases")
    first, last = at.selectbox(key="release").options
    at.selectbox(key="release").select(last)
    at.selectbox(key="release-round").select_index(0)
    at = pressed(at.run(), "See it as they would")
    (out,) = [each for each in at.button if each.label.startswith("Release ")]
    at = out.click().run()
    assert at.selectbox(key="release").options[0] not in (first, last)
    assert at.selectbox(key="release").index == 0
