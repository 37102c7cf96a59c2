"""What turns the direction of writing turns nothing after the text."""

import unicodedata

import pytest

from audit.rules.direction import closed
from audit.rules.panel_check import check_written

RLO, PDF, RLI, PDI = "\u202e", "\u202c", "\u2067", "\u2069"


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("plain", ""),
        ("new\nline \N{FAMILY}\u200d", ""),
        (f"{RLO}abc", PDF),
        (f"{RLO}abc{PDF}", ""),
        (f"{RLO}a{RLO}b{PDF}", PDF),
        (f"{RLI}a{RLO}b", PDF + PDI),
        (f"{RLI}a{RLO}b{PDI}", ""),
        (f"{RLI}a{PDF}b", PDI),
        (f"{RLO}a{PDI}b", PDF),
        (f"a{PDF}b{PDI}", ""),
        (f"{RLO}a\u2066b{PDI}c", PDF),
    ],
)
def test_what_is_left_open_is_closed_and_nothing_is_taken_away(text, end):
    assert closed(text) == text + end
    assert closed(closed(text)) == closed(text)


def test_every_mark_that_opens_or_ends_is_known():
    kinds = {chr(code): unicodedata.bidirectional(chr(code)) for code in range(0x2000, 0x2100)}
    opening = {
        mark
        for mark, kind in kinds.items()
        if kind in {"LRE", "RLE", "LRO", "RLO", "LRI", "RLI", "FSI"}
    }
    assert all(closed(mark) != mark for mark in opening)
    assert len(opening) == 7


def test_a_finding_an_action_a_note_are_kept_closed():
    kept = check_written("Finding", f" Seen {RLO}late ", (), looked=False, limit=100)
    assert kept == f"Seen {RLO}late{PDF}"
