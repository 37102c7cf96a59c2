"""A moderation sample: drawn by tickets that anybody can make again."""

from hashlib import sha256

import pytest

from audit.model.refusal import Refusal, complaint
from audit.rules import moderation_sample as sample

FILES = [sample.Ticketed(f"id{n}", f"S-{n:03}", "csc") for n in range(1, 8)]


@pytest.mark.parametrize(("share", "n"), [(1, 1), (14, 1), (15, 2), (50, 4), (100, 7)])
def test_a_share_is_rounded_up(share: int, n: int) -> None:
    assert len(sample.drawn(FILES, "7", share)) == n
    assert sample.drawn([], "7", share) == ()


def test_a_greater_share_holds_the_smaller_and_the_order_of_the_list_is_nothing() -> None:
    few, many = sample.drawn(FILES, "7", 30), sample.drawn(FILES[::-1], "7", 80)
    assert many[: len(few)] == few
    assert sample.drawn(FILES, "8", 30) != few


def test_a_ticket_is_what_anybody_can_work_out() -> None:
    """`printf '7:s-001 csc' | sha256sum`, and so on: these begin the smallest."""
    tickets = {f"S-{n:03}": sha256(f"7:s-{n:03} csc".encode()).hexdigest() for n in range(1, 8)}
    assert [each.reference for each in sample.drawn(FILES, "7", 100)] == sorted(
        tickets, key=tickets.__getitem__
    )


@pytest.mark.parametrize("share", [0, 101])
def test_what_cannot_be_drawn_by(share: int) -> None:
    sample.check("here", 1)
    sample.check("here", 100)
    with pytest.raises(Refusal) as refusal:
        sample.check("here", share)
    assert refusal.value.complaint == complaint("moderation.share", "here")
