"""The README says what the code does now."""

from tests.readme import README, written


def test_every_printed_table_is_current() -> None:
    text = README.read_text("utf-8")
    assert written(text) == text, "run: python -m tests.readme"


def test_every_picture_is_there() -> None:
    import re

    text = README.read_text("utf-8")
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text)
    assert pictures
    assert [name for name in pictures if not (README.parent / name).is_file()] == []
