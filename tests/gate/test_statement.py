"""The accessibility statement is open to everybody, and is linked from where somebody stands who cannot get in."""

from audit.gate.plain_page import statement_page
from audit.model.language import _, speaking
from audit.rules.accessibility import ADDRESS, TITLE, statement


def test_it_is_read_without_signing_in(visitor):
    answer = visitor().page(ADDRESS)
    assert answer.status_code == 200
    for part in statement():
        assert f"<h2>{part.heading}</h2>" in answer.text
        assert all(line in answer.text for line in part.lines)


def test_it_is_in_welsh_for_whoever_reads_welsh_and_leads_to_the_other_language(visitor):
    said = visitor().page(ADDRESS, **{"accept-language": "cy"}).text
    with speaking("cy"):
        assert f"<h1>{_(TITLE)}</h1>" in said
        assert all(part.heading in said for part in statement())
    assert f'hreflang="en" href="/language?to=en&amp;return_to={ADDRESS}"' in said


def test_who_chooses_the_other_language_on_it_stays_on_it(visitor):
    answer = visitor().page(f"/language?to=cy&return_to={ADDRESS}")
    assert answer.headers["location"] == ADDRESS


def test_who_is_signed_out_is_led_to_it(visitor):
    assert f'href="{ADDRESS}"' in visitor().page("/signed-out").text


def test_what_an_installation_writes_is_no_markup():
    said = bytes(statement_page("<b>Ann</b> & co", ADDRESS).body).decode()
    assert "Tell &lt;b&gt;Ann&lt;/b&gt; &amp; co." in said
    assert "<b>" not in said
