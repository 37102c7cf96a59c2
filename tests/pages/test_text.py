"""What people write is drawn as they wrote it: if one of these fails, text in a file can act on the page."""

import re
from html import unescape

from hypothesis import example, given
from hypothesis import strategies as st

from audit.pages.parts import text

JOINER = "\u2060"
"""Nobody sees it; an address is no address across it."""
MARKS = "\\`*_{}[]()#+-.!|<>~:$&\"'@/=^"
"""Every character that begins something in Streamlit's markdown."""
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "![x](https://elsewhere.example/x.png)",
    "[x](javascript:alert(1))",
    ":red[x] :material/home: $x^2$ `code`",
    "a\n\n# heading\n---\n| a | b |",
    "<br>&lt;b&gt;",
)


def examples(function):
    """Add every hostile text to what is drawn at random."""
    for each in HOSTILE:
        function = example(each)(function)
    return function


@examples
@given(st.text())
def test_lines_hold_the_text_and_nothing_else(written):
    """A tag that gets through runs in the reader's browser; a word that is lost was evidence."""
    drawn = text.lines(written)
    read = [unescape(line) for line in drawn.split("<br>")]
    assert read == (written.splitlines() or [""])
    assert not re.search(r"<(?!br>)", drawn)
    assert not re.search(r"[>\"']", drawn.replace("<br>", ""))


@examples
@given(st.text())
def test_every_mark_of_a_label_is_escaped(written):
    """A mark that is not escaped can fetch a picture from elsewhere, which tells who reads what."""
    drawn = text.plain(written)
    bare = re.sub(rf"\\[{re.escape(MARKS)}]", "", drawn)
    assert not set(bare) & set(MARKS)
    read = re.sub(rf"\\([{re.escape(MARKS)}])", r"\1", drawn)
    assert read.replace(JOINER, "") == " ".join(written.split()).replace(JOINER, "")


# What Streamlit's markdown makes a link of wherever it stands, marks escaped or not.
LINKED = re.compile(r"(?i)https?://|www\.|[-.\w+]@[-\w]")


@examples
@example("http://a.example https://b.example www.c.example d@e.example ftp://f@g.example")
@example("HTTPS://A.EXAMPLE xhttp://b.example WwW.c.example d+e@f.example")
@given(st.text(alphabet="htps:/w.@a ", max_size=30))
def test_no_address_in_a_label_becomes_a_link(written):
    """A name that leads to somebody's site would be pressed: it stands where people expect the tool's words."""
    read = re.sub(rf"\\([{re.escape(MARKS)}])", r"\1", text.plain(written))
    assert not LINKED.search(read)


@given(st.text(), st.text())
def test_a_label_stays_on_its_line(first, second):
    """A new line would begin a heading, a list or a table."""
    assert len(text.plain(f"{first}\n{second}").splitlines()) <= 1
