"""From a Markdown story to its fields and its readable text."""

import re
from collections.abc import Iterator, Mapping

import frontmatter
import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from embeddings.errors import UnreadableSourceError

_MAX_DEPTH = 100
_TOO_DEEP = "broken front matter: it nests too deep"
_BRACKET = re.compile(r"[\[\]{}]")
_BREAKS = {"softbreak": " ", "hardbreak": "\n"}


def read_markdown(source: str) -> tuple[Mapping[str, object], str]:
    """Return the front matter's fields and the body as paragraphs with an empty line between.

    Where the front matter gives no title, the first top heading is the title and leaves the body.
    Front matter that is no valid YAML counts as part of the text.

    :raises UnreadableSourceError: If the front matter nests too deep to be read.
    """
    fields, body = _split_front_matter(source)
    blocks = list(_read_blocks(MarkdownIt("commonmark").enable("table").parse(body)))
    given = fields.get("title")
    # Never the text of a list: a short YAML file can name one that is endless when written out.
    title = given.strip() if isinstance(given, str) else ""
    for at, (kind, text) in enumerate(blocks):
        if kind == "h1":
            if not title:
                title = text
            if text.casefold() == title.casefold():
                del blocks[at]
            break
    return {**fields, "title": title}, _join_blocks(blocks)


def _split_front_matter(source: str) -> tuple[dict[str, object], str]:
    if _measure_depth(source) > _MAX_DEPTH:
        raise UnreadableSourceError(_TOO_DEEP)
    try:
        fields, body = frontmatter.parse(source)
    except (yaml.YAMLError, ValueError, TypeError):
        return {}, source
    except RecursionError as error:
        raise UnreadableSourceError(_TOO_DEEP) from error
    return dict(fields), body


def _measure_depth(source: str) -> int:
    """How deep brackets nest in the front matter: what a YAML parser does with many depends on it.

    One parser stops at a depth of its own, another at Python's, and both are slow on the way.
    """
    if not source.startswith("---"):
        return 0
    header = source.split("\n---", 1)[0]
    depth = deepest = 0
    for bracket in _BRACKET.findall(header):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _read_blocks(tokens: list[Token]) -> Iterator[tuple[str, str]]:
    """Each block's kind (an HTML tag name, "li" for list items) and its text."""
    parents: list[str] = []
    row: list[str] = []
    for token in tokens:
        if token.nesting == 1:
            parents.append(token.tag)
        elif token.nesting == -1:
            parents.pop()
            if token.tag == "tr":
                yield "tr", " | ".join(row)
                row = []
        elif token.type == "inline":
            text = _read_inline(token.children or [])
            if "tr" in parents:
                row.append(text)
            elif text:
                yield ("li" if "li" in parents else parents[-1]), text
        elif token.type in ("fence", "code_block"):
            yield "pre", token.content.strip()


def _read_inline(tokens: list[Token]) -> str:
    parts = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        else:
            parts.append(_BREAKS.get(token.type, ""))
    return "".join(parts).strip()


def _join_blocks(blocks: list[tuple[str, str]]) -> str:
    joined, before = "", ""
    for kind, text in blocks:
        if joined:
            joined += "\n" if kind == before and kind in ("li", "tr") else "\n\n"
        joined += f"- {text}" if kind == "li" else text
        before = kind
    return joined
