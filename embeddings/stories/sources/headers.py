"""The header of a Markdown file: YAML between ---, TOML between +++, JSON, or Pandoc's % lines.

Promise: a header never becomes prose. One that its language cannot read, a stray value of YAML
mended, is read line by line, and what stays dark is named.
"""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from embeddings.errors import UnreadableSourceError

_HEADER = re.compile(
    r"\A\s*(?P<mark>---|\+\+\+)[ \t]*\n(?P<inside>.*?)^(?P=mark)[ \t]*(?:\n|\Z)", re.S | re.M
)
_YAML_END = re.compile(r"\A\s*---[ \t]*\n(?P<inside>.*?)^\.\.\.[ \t]*(?:\n|\Z)", re.S | re.M)
_PANDOC = re.compile(
    r"\A\s*% (?P<title>.+)\n%(?:[ \t]+(?P<author>.+))?(?:\n%(?:[ \t]+(?P<date>.+))?)?(?:\n|\Z)"
)
_FIELD = re.compile(r"(?P<name>[\w][\w .-]{0,40}?)\s*(?P<sign>[:=])(?:\s+|$)(?P<value>.*)")
_ITEM = re.compile(r"\s*-\s+(?P<value>.*)")
_NAMED = re.compile(r"(?P<name>(?:[\w .-]+:|\s*-)\s+)(?P<value>.+)")
_BRACKET = re.compile(r"[\[\]{}]")
_MAX_DEPTH = 100
_MAX_BYTES = 100_000
_MAX_MENDED = 10
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Header:
    """What a header says, what follows it, and what of it was not understood."""

    fields: Mapping[str, object]
    body: str
    notices: tuple[str, ...] = ()


class _Loader(yaml.SafeLoader):  # type: ignore[misc]
    """YAML in which a day that does not exist stays text, and no alias is followed."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Refuse aliases: with a few of them a short header holds endless lists."""
        if self.check_event(yaml.events.AliasEvent):
            raise yaml.YAMLError("an alias")
        return super().compose_node(parent, index)


def split_header(source: str) -> Header:
    """Split a file's header from its body; without one, all is body.

    :raises UnreadableSourceError: If it nests too deep to be read.
    """
    if source.lstrip().startswith("{"):
        return _split_json(source)
    if pandoc := _PANDOC.match(source):
        return Header(pandoc.groupdict(), source[pandoc.end() :])
    match = _HEADER.match(source) or _YAML_END.match(source)
    if not match or not _is_header(match["inside"]):
        return Header({}, source)
    inside, body = match["inside"], source[match.end() :]
    if _measure_depth(inside) > _MAX_DEPTH:
        raise UnreadableSourceError("broken front matter: it nests too deep")
    toml = match.groupdict().get("mark") == "+++"
    fields = _load_toml(inside) if toml else _load_yaml(inside)
    if fields is not None:
        return Header(fields, body)
    fields, dark = _read_lines(inside)
    notice = f"its header is no valid {'TOML' if toml else 'YAML'} and was read line by line"
    if dark:
        notice += f"; not understood: {', '.join(dark[:3])}"
    return Header(fields, body, (notice,))


def _is_header(inside: str) -> bool:
    """Whether what stands between the marks is a header, and not text between two rules."""
    lines = [line for line in inside.split("\n") if line.strip() and not line.startswith("#")]
    if not lines:
        return not inside.strip() or inside.lstrip().startswith("#")
    named = sum(bool(_FIELD.match(line.strip()) or line[:1] in " \t-[]}") for line in lines)
    return bool(_FIELD.match(lines[0].strip())) and named >= 0.5 * len(lines)


def _split_json(source: str) -> Header:
    try:
        fields, end = json.JSONDecoder().raw_decode(source.lstrip())
    except (ValueError, RecursionError):
        return Header({}, source)
    if not isinstance(fields, dict):
        return Header({}, source)
    return Header(fields, source.lstrip()[end:])


def _load_yaml(inside: str) -> dict[str, object] | None:
    """Read YAML; a value that spoils it, as a colon within does, is read as one in quotes."""
    if len(inside) > _MAX_BYTES:
        return None
    lines, at = inside.split("\n"), -1
    for _ in range(_MAX_MENDED):
        try:
            loaded = yaml.load("\n".join(lines), Loader=_Loader)  # noqa: S506 (a SafeLoader)
        except yaml.MarkedYAMLError as error:
            before, at = at, error.problem_mark.line if error.problem_mark else len(lines)
            found = _NAMED.match(lines[at]) if before < at < len(lines) else None
            if not found:
                return None
            lines[at] = found["name"] + json.dumps(_unquote(found["value"]))
        except (yaml.YAMLError, ValueError, TypeError, AttributeError, RecursionError):
            return None
        else:
            told = isinstance(loaded, dict)
            return {str(name): value for name, value in loaded.items()} if told else None
    return None


def _load_toml(inside: str) -> dict[str, object] | None:
    try:
        loaded = tomllib.loads(inside)
    except (ValueError, RecursionError):
        return None
    # Hugo lets a site keep further fields under "params" and "extra"
    inner = [value for name in ("params", "extra") if isinstance(value := loaded.get(name), dict)]
    return {name: value for part in (*inner, loaded) for name, value in part.items()}


def _measure_depth(inside: str) -> int:
    """How deep brackets nest: what a parser does with many depends on it, and it is slow."""
    depth = deepest = 0
    for bracket in _BRACKET.findall(inside):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _read_lines(inside: str) -> tuple[dict[str, object], list[str]]:
    """Read ``name: value`` line by line, items of lists among them; and what is neither."""
    fields: dict[str, object] = {}
    dark: list[str] = []
    name = ""
    for line in inside.split("\n"):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        field, item = _FIELD.fullmatch(line.rstrip()), _ITEM.fullmatch(line)
        if field:
            name = field["name"].strip()
            fields[name] = _unquote(field["value"])
        elif item and name:
            before = fields[name]
            items = before if isinstance(before, list) else [before] if before else []
            fields[name] = [*items, _unquote(item["value"])]
        elif line[:1] in " \t" and name and isinstance(fields[name], str):
            fields[name] = f"{fields[name]} {line.strip()}".strip()
        else:
            dark.append(f"“{line.strip()[:_SHOWN]}”")
    return {key: _split_list(value) for key, value in fields.items()}, dark


def _unquote(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value.strip('"') if value.count('"') == 1 else value


def _split_list(value: object) -> object:
    """A list in brackets ("[a, b]") as a list; a wiki link is none."""
    if isinstance(value, str) and re.fullmatch(r"\[(?!\[)[^\[\]]*\]", value):
        return [_unquote(part) for part in value[1:-1].split(",") if part.strip()]
    return value
