"""Counting tallies: equal to counting the letters one by one."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.analysis.counting import APPLICABLE, by_case, is_counted_as, letters, starred, totals
from audit.model.checklist import NOT_ASKED, Counts

LETTERS = [each.letter for each in Counts] + [each.letter.upper() for each in Counts] + [NOT_ASKED]
words = st.integers(1, 6).flatmap(
    lambda n: st.lists(st.text(st.sampled_from(LETTERS), min_size=n, max_size=n), max_size=8)
)


@given(words)
def test_totals_are_what_counting_by_hand_gives(given_words: list[str]) -> None:
    criteria = len(given_words[0]) if given_words else 3
    cells = letters(given_words, criteria)
    assert cells.shape == (len(given_words), criteria)
    for place in range(criteria):
        column = Counter(word[place] for word in given_words)
        for each in Counts:
            expected = column[each.letter] + column[each.letter.upper()]
            assert totals(cells)[each][place] == expected
        capitals = sum(n for letter, n in column.items() if letter.isupper())
        assert starred(cells)[place] == capitals


@given(words, st.data())
def test_by_case_is_what_counting_by_hand_gives(
    given_words: list[str], data: st.DataObject
) -> None:
    criteria = len(given_words[0]) if given_words else 3
    size = len(given_words)
    case = data.draw(st.lists(st.integers(0, 3), min_size=size, max_size=size))
    case = [sorted(set(case)).index(each) for each in case]
    groups = np.array(
        data.draw(
            st.lists(
                st.lists(st.booleans(), min_size=2, max_size=2),
                min_size=criteria,
                max_size=criteria,
            )
        )
    )
    met, applicable = by_case(letters(given_words, criteria), case, groups)
    assert met.shape == applicable.shape == (len(set(case)), 2)
    live = {each.letter for each in APPLICABLE}
    for number in set(case):
        for group in range(2):
            chosen = [
                word[place].lower()
                for word, own in zip(given_words, case, strict=True)
                if own == number
                for place in range(criteria)
                if groups[place, group]
            ]
            assert met[number, group] == chosen.count("m")
            assert applicable[number, group] == sum(letter in live for letter in chosen)


def test_every_kind_but_one_is_applicable() -> None:
    assert set(Counts) - set(APPLICABLE) == {Counts.OUT}


def test_a_full_stop_counts_as_nothing() -> None:
    assert not is_counted_as(letters([NOT_ASKED * 3], 3), *Counts).any()


def test_a_word_of_another_length_is_a_fault() -> None:
    with pytest.raises(ValueError, match="reshape"):
        letters(["mm", "m"], 2)


def test_no_case_audits_at_all() -> None:
    cells = letters([], 4)
    assert cells.shape == (0, 4)
    assert all(each.tolist() == [0] * 4 for each in totals(cells).values())
    met, applicable = by_case(cells, [], np.ones((4, 2), dtype=bool))
    assert met.shape == applicable.shape == (0, 2)
