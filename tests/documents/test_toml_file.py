"""Taking in a file: what is not text, not TOML or not of a sane size is refused with a line and a remedy."""

import os
import tracemalloc

import pytest

from audit.documents.toml_file import MOST_BYTES, MOST_DEPTH, MOST_DOTS, read_toml
from audit.model.refusal import Refusal, complaint


def refused(path) -> str:
    with pytest.raises(Refusal) as caught:
        read_toml(path)
    return str(caught.value.complaint)


def written(tmp_path, content: bytes):
    path = tmp_path / "file.toml"
    path.write_bytes(content)
    return path


def test_text_comes_in_with_its_data_and_lines(tmp_path):
    file = read_toml(written(tmp_path, "a = 'é'\r\n[b]\r\nc = [\r\n1]\r\n".encode()))
    assert file.data == {"a": "é", "b": {"c": [1]}}
    assert file.where(("b", "c", 0)) == "file.toml, line 4, b, c"


def test_a_byte_order_mark_is_no_fault(tmp_path):
    assert read_toml(written(tmp_path, b"\xef\xbb\xbfa = 1\n")).data == {"a": 1}


ENCODINGS = {
    "latin": (b"a = 1\nb = '\xe9t\xe9'\n", "checklist.utf-8", 2, {"number": 12, "byte": "E9"}),
    "word": (b"a = \x93x\x94\n", "checklist.utf-8", 1, {"number": 5, "byte": "93"}),
    "with mark": (b"\xef\xbb\xbf\n\xff", "checklist.utf-8", 2, {"number": 5, "byte": "FF"}),
    "cut off": (b"a = '\xc3", "checklist.utf-8", 1, {"number": 6, "byte": "C3"}),
    "nul": (b"a = 1\n\nb = '\x00'\n", "checklist.nul", 3, {}),
}


@pytest.mark.parametrize(("content", "code", "line", "facts"), ENCODINGS.values(), ids=ENCODINGS)
def test_what_is_not_text(tmp_path, content, code, line, facts):
    path = written(tmp_path, content)
    assert refused(path) == str(complaint(code, f"file.toml, line {line}", **facts))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_what_notepad_calls_unicode(tmp_path, encoding):
    mark = b"" if encoding == "utf-16" else b"\xfe\xff"
    path = written(tmp_path, mark + "a = 1\n".encode(encoding))
    assert refused(path) == str(complaint("checklist.utf-16", "file.toml"))


SYNTAX = {
    "no equals sign": ("a = 1\ntitle\n", 2, "checklist.toml-equals"),
    "text without quotes": ("title = Safer sleep\n", 1, "checklist.toml-value"),
    "a day that was not": ("a = 2025-02-30\n", 1, "checklist.toml-value"),
    "True with a capital": ("a = 1\ncritical = True\n", 2, "checklist.toml-value"),
    "curly quotes": ("a = 1\ntitle = “Safer sleep”\n", 2, "checklist.toml-curly"),
    "curly quotes in a list": ('a = ["x", “y”]\n', 1, "checklist.toml-curly"),
    "an open quote": ('a = 1\ntitle = "Safer sleep\nb = 2\n', 2, "checklist.toml-quote"),
    "open triple quotes": ('a = 1\nb = """one\ntwo\nthree\n', 2, "checklist.toml-quote"),
    "an open list": ("a = 1\nb = [\n1,\n", 2, "checklist.toml-bracket"),
    "a list that ends in a text": ("a = 1\nb = ['x'", 2, "checklist.toml-bracket"),
    "nothing after the last name": ("a = 1\nb = \n\n", 2, "checklist.toml-value"),
    "a list without comma": ("b = [\n1,\n2\n3]\n", 4, "checklist.toml-bracket"),
    "a table without comma": ("b = { c = 1 d = 2 }\n", 1, "checklist.toml-bracket"),
    "an open heading": ("[[standards]\n", 1, "checklist.toml-bracket"),
    "the same name twice": ("a = 1\nb = 2\na = 3\n", 3, "checklist.toml-twice"),
    "the same heading twice": ("[a]\nb = 1\n[a]\n", 3, "checklist.toml-twice"),
    "the same name in curly brackets": ("a = { b = 1, b = 2 }\n", 1, "checklist.toml-twice"),
    "one bracket after two": ("[[a]]\n[a]\n", 2, "checklist.toml-twice"),
    "a path with backslashes": ('a = "C:\\Docs"\n', 1, "checklist.toml-backslash"),
    "a code of no letter": ('a = "\\ud800"\n', 1, "checklist.toml-backslash"),
    "a code cut short": ('a = "\\u12"\n', 1, "checklist.toml-backslash"),
    "quotes within quotes": ('a = "the "real" reason"\n', 1, "checklist.toml-after"),
    "a decimal comma": ("target = 0,9\n", 1, "checklist.toml-after"),
}


@pytest.mark.parametrize(("text", "line", "code"), SYNTAX.values(), ids=SYNTAX)
def test_what_is_not_toml(tmp_path, text, line, code):
    path = written(tmp_path, text.encode())
    assert refused(path) == str(complaint(code, f"file.toml, line {line}"))


def test_what_toml_refuses_in_its_own_words(tmp_path):
    path = written(tmp_path, b"a = 1\n? = 2\n")
    expected = complaint("checklist.toml", "file.toml, line 2", reason="Invalid statement")
    assert refused(path) == str(expected)


def test_a_number_too_long_for_python(tmp_path):
    assert "sound TOML" in refused(written(tmp_path, b"a = " + b"9" * 5000))


DEEP = complaint("checklist.deep", "file.toml, line 2")


@pytest.mark.parametrize("levels", [MOST_DEPTH + 1, 100_000])
def test_brackets_that_would_exhaust_the_reader(tmp_path, levels):
    content = b"a = 1\nb = " + b"[" * levels + b"]" * levels
    assert refused(written(tmp_path, content)) == str(DEEP)
    content = b"a = 1\nb = " + b"{ c = [" * levels + b"]}" * levels
    assert refused(written(tmp_path, content)) == str(DEEP)


def test_brackets_in_texts_and_comments_are_no_depth(tmp_path):
    brackets = "[" * 1000
    text = f"a = '{brackets}' # {brackets}\nb = \"\"\"\n{brackets}\"\"\"\nc = '''\n{brackets}'''\n"
    assert read_toml(written(tmp_path, text.encode())).data["a"] == brackets


def test_names_within_names(tmp_path):
    deep = "\n".join(["[[" + ".".join("a" * 40) + "]]", ".".join("b" * 40) + " = 1"])
    assert refused(written(tmp_path, deep.encode())) == str(
        complaint("checklist.deep", "file.toml")
    )


def test_a_name_of_a_million_parts_is_refused_at_once(tmp_path):
    content = b"a = 1\n" + b"a." * 900_000 + b"a = 1"
    expected = complaint("checklist.dots", "file.toml, line 2", limit=MOST_DOTS)
    assert refused(written(tmp_path, content)) == str(expected)


def test_a_hundred_megabytes_are_refused_unread(tmp_path):
    path = written(tmp_path, b"")
    os.truncate(path, 100_000_000)
    tracemalloc.start()
    assert refused(path) == str(complaint("checklist.size", "file.toml", size="100.0", limit=2))
    assert tracemalloc.get_traced_memory()[1] < MOST_BYTES
    tracemalloc.stop()


def test_a_full_two_megabytes_are_read(tmp_path):
    line = b"# " + b"x" * 97 + b"\n"
    path = written(tmp_path, b"a = 1\n" + line * (MOST_BYTES // 100 - 1))
    assert read_toml(path).data == {"a": 1}


@pytest.mark.parametrize(("name", "suffix"), [("notes.docx", ".docx"), ("checklist", "no ending")])
def test_what_is_not_called_toml(tmp_path, name, suffix):
    (tmp_path / name).write_text("a = 1")
    assert refused(tmp_path / name) == str(complaint("checklist.not-toml", name, suffix=suffix))


def test_a_folder_that_is_called_toml(tmp_path):
    (tmp_path / "file.toml").mkdir()
    expected = complaint("checklist.unreadable", "file.toml", reason="it is not a file")
    assert refused(tmp_path / "file.toml") == str(expected)


def test_a_name_that_is_too_long_to_look_up(tmp_path):
    assert "cannot be read" in refused(tmp_path / f"{'x' * 300}.toml")


def test_a_link_that_leads_to_itself(tmp_path):
    (tmp_path / "file.toml").symlink_to(tmp_path / "file.toml")
    assert "cannot be read" in refused(tmp_path / "file.toml")
