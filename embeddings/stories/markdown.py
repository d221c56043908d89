"""From a Markdown story to its fields and its readable text."""

from collections.abc import Iterator, Mapping

import frontmatter
import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

_BREAKS = {"softbreak": " ", "hardbreak": "\n"}


def read_markdown(source: str) -> tuple[Mapping[str, object], str]:
    """Return the front matter's fields and the body as paragraphs with an empty line between.

    Where the front matter gives no title, the first top heading is the title and leaves the body.
    Front matter that is no valid YAML counts as part of the text.
    """
    fields, body = _split_front_matter(source)
    blocks = list(_read_blocks(MarkdownIt("commonmark").enable("table").parse(body)))
    title = fields.get("title")
    for at, (kind, text) in enumerate(blocks):
        if kind == "h1":
            if not title:
                title = text
            if text.casefold() == str(title).strip().casefold():
                del blocks[at]
            break
    return {**fields, "title": title}, _join_blocks(blocks)


def _split_front_matter(source: str) -> tuple[dict[str, object], str]:
    try:
        fields, body = frontmatter.parse(source)
    except (yaml.YAMLError, ValueError, TypeError):
        return {}, source
    return dict(fields), body


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
