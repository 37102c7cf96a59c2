"""Dealing: everybody gets as many as was worked out, keeps what they have, and meets nobody twice on a file."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from audit.analysis.dealing import deal_once, deal_twice


@given(st.lists(st.none() | st.integers(0, 4), max_size=30), st.data())
def test_files_read_once(held, data) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(held)), min_size=4, max_size=4)))
    ends = [0, *cuts, len(held)]
    counts = {n: ends[n + 1] - ends[n] for n in range(5)}
    dealt = deal_once(held, counts)
    assert Counter(dealt) == Counter({n: count for n, count in counts.items() if count})
    stays = sum(a == b for a, b in zip(held, dealt, strict=True))
    assert stays == sum(min(held.count(n), counts[n]) for n in counts)


@given(st.integers(1, 12), st.data())
def test_files_read_twice(files, data) -> None:
    held = data.draw(
        st.tuples(st.none() | st.integers(0, 4), st.none() | st.integers(0, 4)).filter(
            lambda both: both[0] is None or both[0] != both[1]
        )
    )
    left, counts = 2 * files, {}
    for n in range(5):
        most = min(files, left)
        least = max(0, left - files * (4 - n))
        counts[n] = data.draw(st.integers(least, most))
        left -= counts[n]
    dealt = deal_twice(files, held, counts)
    assert len(dealt) == files
    assert all(a != b for a, b in dealt)
    both = Counter(each for pair in dealt for each in pair)
    assert both == Counter({n: count for n, count in counts.items() if count})
    for place in (0, 1):
        holder = held[place]
        if holder is not None:
            assert sum(pair[place] == holder for pair in dealt) == counts[holder]
