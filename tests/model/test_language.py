"""A sentence in the language of the person at hand, and never in another's."""

from datetime import date
from threading import Thread

import pytest

from audit.model import language
from audit.model.catalogue import compiled, entries, translations
from audit.model.language import PSEUDO, _, chosen, in_english, long_date, ngettext, speaking
from audit.model.refusal import complaint
from audit.rules.headline import many

PO = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=6; plural=(n==0) ? 0 : (n==1) ? 1 : (n==2) ? 2 : (n==3) ? 3 : (n==6) ? 4 : 5;\\n"

# A note.
msgid "Save"
msgstr "Cadw"

#, fuzzy
msgid "Home"
msgstr "Rhywbeth"

msgid "Not yet"
msgstr ""

msgid "{n} dog"
msgid_plural "{n} dogs"
msgstr[0] "{n} ci"
msgstr[1] "{n} ci"
msgstr[2] "{n} gi"
msgstr[3] "{n} chi"
msgstr[4] "{n} chi"
msgstr[5] "{n} "
"ci"
"""


@pytest.fixture
def two(tmp_path, monkeypatch):
    (tmp_path / "cy").mkdir()
    (tmp_path / "cy" / "first.po").write_text(PO, "utf-8")
    monkeypatch.setattr("audit.model.catalogue.WORDS", tmp_path)
    monkeypatch.setattr("audit.model.catalogue.CHECKLISTS", tmp_path)
    return translations("cy")


def test_a_file_of_words_is_read_with_its_plurals(two):
    assert two.gettext("Save") == "Cadw"
    assert [two.ngettext("{n} dog", "{n} dogs", n) for n in (1, 2, 3, 4, 6, 11)] == [
        "{n} ci",
        "{n} gi",
        "{n} chi",
        "{n} ci",
        "{n} chi",
        "{n} ci",
    ]


def test_what_is_not_finished_is_said_in_english(two):
    assert two.gettext("Home") == "Home"
    assert two.gettext("Not yet") == "Not yet"


def test_many_sentences_are_found_whatever_their_order(tmp_path):
    path = tmp_path / "many.po"
    words = {f"Sentence {n} “é”": f"Brawddeg {n}" for n in range(200)}
    head = PO.partition("\n\n")[0] + "\n\n"
    path.write_text(
        head + "\n".join(f'msgid "{a}"\nmsgstr "{b}"\n' for a, b in words.items()), "utf-8"
    )
    from gettext import GNUTranslations
    from io import BytesIO

    made = GNUTranslations(BytesIO(compiled([*entries(path)])))
    assert {each: made.gettext(each) for each in words} == words


@pytest.mark.parametrize(
    ("cookie", "preferred", "is_spoken"),
    [
        (None, None, "en"),
        (None, "cy", "cy"),
        (None, "cy-GB,en;q=0.8", "cy"),
        (None, "CY_gb", "cy"),
        (None, "en-GB,cy;q=0.5", "en"),
        (None, "fr-FR", "en"),
        ("cy", "en-GB", "cy"),
        ("en", "cy-GB", "en"),
        ("../cy", "cy-GB", "cy"),
        (PSEUDO, "cy-GB", "cy"),
    ],
)
def test_what_was_chosen_comes_before_what_the_browser_prefers(cookie, preferred, is_spoken):
    assert chosen(cookie, preferred) == is_spoken


def test_the_imitation_is_only_for_who_asks_for_it():
    assert chosen(PSEUDO, None, pseudo=True) == PSEUDO
    with speaking(PSEUDO):
        said = _("Rate {n} files")
    assert said.startswith("⟦")
    assert said.endswith("⟧")
    assert "{n}" in said
    assert len(said) > 1.3 * len("Rate {n} files")


def test_english_is_itself():
    assert _("Save") == "Save"
    assert _("") == ""
    assert ngettext("{n} file", "{n} files", 1) == "{n} file"
    assert ngettext("{n} file", "{n} files", 2) == "{n} files"


def test_a_date_is_said_in_the_language():
    day = date(2026, 3, 3)
    assert long_date(day) == "3 March 2026"
    with speaking("cy"):
        assert long_date(day) == "3 Mawrth 2026"


def test_two_people_at_once_are_each_spoken_to_in_their_own(monkeypatch):
    """Each run of a page is a thread of its own, and asks for itself."""
    from threading import Barrier, current_thread

    monkeypatch.setattr(language, "_tellers", [lambda: current_thread().name])
    met, heard = Barrier(2), {}

    def read(name):
        first = long_date(date(2026, 3, 3))
        met.wait()
        heard[name] = (first, long_date(date(2026, 3, 3)))

    threads = [Thread(target=read, args=(name,), name=name) for name in ("en", "cy")]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert heard == {"en": ("3 March 2026",) * 2, "cy": ("3 Mawrth 2026",) * 2}


def test_where_nobody_can_tell_it_is_english(monkeypatch):
    monkeypatch.setattr(language, "_tellers", [lambda: None])
    assert language.language() == "en"


def test_what_is_kept_is_made_in_english_and_a_refusal_is_told_in_the_persons_own():
    """Two people in two languages must find the same picture, letter by letter; the answer is for who asked."""
    made = in_english(lambda: (long_date(date(2026, 3, 3)), str(complaint("case_audit.not-found"))))
    kept, told = made()
    with speaking("cy"):
        welsh_kept, welsh_told = made()
        assert long_date(date(2026, 3, 3)) == "3 Mawrth 2026"
    assert welsh_kept == kept == "3 March 2026"
    assert welsh_told != told


def test_a_count_has_its_welsh_forms():
    with speaking("cy"):
        assert [many(n, "learning point") for n in (1, 2, 3, 4, 6, 1204)] == [
            "1 pwynt dysgu",
            "2 bwynt dysgu",
            "3 phwynt dysgu",
            "4 pwynt dysgu",
            "6 phwynt dysgu",
            "1,204 pwynt dysgu",
        ]
