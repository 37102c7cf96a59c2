"""Sentences in the code of a screen that do not go through the translation."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SPOKEN = {"_", "N_", "to_person", "ngettext", "many", "counted"}
NOT_WORDS = {
    "key name format mime file_name icon kind gap width height type position css js html url_path anchor border",
    "label_visibility selection_mode theme query_params layout page_icon path default where encoding mode by color",
    "vertical_alignment horizontal_alignment persist_state initial_sidebar_state shortcut font",
}
KEYWORDS = {word for line in NOT_WORDS for word in line.split()}
"""Arguments that are no words for a person."""
NO_WORDS = """
may reaches refuse complaint setdefault pop get startswith endswith strip split rsplit partition
rpartition replace removeprefix removesuffix lstrip rstrip page _page import_module getattr
setattr hasattr compile with_name read_text refused once used sub component opening error
warning exception TypeVar ParamSpec Path st_page update
"""
CALLS = set(NO_WORDS.split())
"""Calls whose literals are no words for a person."""
SENTENCE = re.compile(
    r"(?:^|[\s(“])[A-Za-z]{2,}[\s,.:;?!)”]|[\s,.:;]\(?[A-Za-z]{2,}|[A-Za-z]{2,}[:.?!,;]?\s|^[A-Z][a-z]+(?![\w/-])"
)
CODE = re.compile(
    r"^[a-z_]+(\.[a-z_-]+)+$|^:material/|^application/|\{ |: .*;|datum\.|^http://|; Secure$|sans-serif$|^State$"
)
NAMED = re.compile(r'(?:aria-label|title|alt)="([^"]*)"')
TAG = re.compile(r"<[^>]*>|^[^<>]*>|<[^<>]*$|^ [a-z-]+=\".*")
"""What of a piece of HTML nobody reads."""


def words_of(node: ast.AST) -> str:
    """The literal letters of a text, without what is put into it."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(words_of(each) for each in node.values)
    return "\0" if isinstance(node, ast.FormattedValue) else ""


def is_sentence(text: str) -> bool:
    """True if a person would read it as words."""
    read = [*(each.strip("\0 ") for each in TAG.split(text)), *NAMED.findall(text)]
    return not CODE.search(text) and any(SENTENCE.search(each) for each in read)


def unspoken(path: Path) -> Iterator[tuple[int, str]]:
    """Line and text of every sentence in the module's functions that would be drawn as it stands."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            for inner in node.body:
                yield from _in(inner)


def _in(node: ast.AST) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.Constant | ast.JoinedStr):
        text = words_of(node)
        if is_sentence(text):
            yield node.lineno, text.replace("\0", "{}")
        for each in ast.iter_child_nodes(node):
            if isinstance(each, ast.FormattedValue):
                yield from _in(each.value)
        return
    for each in _parts(node):
        yield from _in(each)


def _parts(node: ast.AST) -> list[ast.AST]:
    """The parts of a node in which words for a person may stand."""
    if isinstance(node, ast.Compare | ast.Raise | ast.arguments):
        return []
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return []
    if isinstance(node, ast.FunctionDef):
        return [*node.body]
    if isinstance(node, ast.Subscript):
        return [node.value, *([] if words_of(node.slice) else [node.slice])]
    if isinstance(node, ast.Dict):
        return [*node.values]
    return _of_call(node) if isinstance(node, ast.Call) else [*ast.iter_child_nodes(node)]


def _of_call(node: ast.Call) -> list[ast.AST]:
    func = node.func
    name = func.id if isinstance(func, ast.Name) else getattr(func, "attr", "")
    inner = [func.value] if isinstance(func, ast.Attribute) and name != "join" else []
    if name in SPOKEN | CALLS:
        return [*inner, *(each for each in node.args if not words_of(each))]
    shown = node.args[:1] if name == "draw" else node.args
    named = [each.value for each in node.keywords if each.arg not in KEYWORDS]
    return [*inner, *shown, *named]
