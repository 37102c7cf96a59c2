"""A moderation sample: drawn by tickets that anybody can make again."""

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
    """`printf '7:S-001:csc' | sha256sum`."""
    assert sample.ticket("7", FILES[0]).startswith("b0f346123c9197e1")


@pytest.mark.parametrize(
    ("seed", "share", "code"),
    [
        ("7", 1, ""),
        ("7" * 40, 100, ""),
        ("7", 0, "moderation.share"),
        ("7", 101, "moderation.share"),
        ("", 10, "moderation.seed"),
        ("7" * 41, 10, "moderation.seed"),
        ("7\n", 10, "moderation.seed"),
    ],
)
def test_what_cannot_be_drawn_by(seed: str, share: int, code: str) -> None:
    if not code:
        sample.check("here", seed, share)
        return
    with pytest.raises(Refusal) as refusal:
        sample.check("here", seed, share)
    facts = {"limit": sample.SEED_LIMIT} if code == "moderation.seed" else {}
    assert refusal.value.complaint == complaint(code, "here", **facts)
