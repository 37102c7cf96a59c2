"""Parts of a Word document for which python-docx has no name."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph


def styled(paragraph: Paragraph, style: str) -> Paragraph:
    """Give a paragraph a style by its id, which is its name in one word: to look it up would be most of all work."""
    if style != "Normal":
        paragraph._p.style = style.replace(" ", "")  # noqa: SLF001 - python-docx looks up every style of a document
    return paragraph


def filled(colour: str) -> Any:  # noqa: ANN401
    """Return a shade."""
    return element("w:shd", val="clear", color="auto", fill=colour)


def element(name: str, **values: str) -> Any:  # noqa: ANN401
    """Return an element with its values."""
    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def field(paragraph: Paragraph, code: str) -> None:
    """Write what the program fills in, for instance the number of the page."""
    run = paragraph.add_run()
    for name, values in (
        ("w:fldChar", {"fldCharType": "begin"}),
        ("w:instrText", {}),
        ("w:fldChar", {"fldCharType": "end"}),
    ):
        made = element(name, **values)
        if name == "w:instrText":
            made.text = code
        run._r.append(made)  # noqa: SLF001 - a field has no name in python-docx
