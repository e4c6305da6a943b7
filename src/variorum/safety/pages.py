"""A contributed page is data: its Markdown is read, token by token, against a short list.

The parser is the one that will read the page afterwards, handed in by the shell, so that the two
cannot disagree. Here it is made to see more (raw HTML, links of every scheme), and everything
that it sees and `safety.zones` does not name is refused, with its place.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import MutableMapping
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from variorum.problems import Code, Place, Problem
from variorum.safety import limits, twice
from variorum.safety.zones import LANGUAGES, Shape, Zone, heading_id
from variorum.works.bibliography import safe_address

MAX_LEVELS = 10
MAX_CODE = 20_000
OPTION = re.compile(r"^:([a-z-]+):(?:\s+(.*)|\s*)$")
"""A line ``:name: value`` that opens the content of a directive."""

_BLOCKS = frozenset(
    f"{name}_{end}"
    for name in (
        *("paragraph", "heading", "bullet_list", "ordered_list", "list_item", "blockquote"),
        *("table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd"),
        *("em", "strong", "s", "link", "span"),
    )
    for end in ("open", "close")
)
_PLAIN = frozenset({"text", "text_special", "code_inline", "code_block", "hr"})
_NESTS = frozenset({"bullet_list", "ordered_list", "blockquote", "dl", "em", "strong", "s", "span"})
_ALIGN = re.compile(r"text-align:(?:left|right|center)")
_LANGUAGE = re.compile(r"language-[a-z]{2,3}")
_OWN_ATTRIBUTES = {
    "link_open": {"href", "title"},
    "image": {"src", "alt", "title"},
    "ordered_list_open": {"start"},
}
_PICTURE = re.compile(r"[\w./-]+\.(?:svg|png|jpe?g|webp)")
_INSIDE = re.compile(r"([\w./-]*\.md)?(#[\w.-]+)?", re.ASCII)


def scan(source: str, path: Path, zone: Zone, parser: MarkdownIt, first: int = 1) -> list[Problem]:
    """Why a page is refused; nothing when it is harmless.

    ``path`` is below the edition's folder; ``first`` is the line of it on which ``source`` starts.
    """
    problems = list(limits.check(source, path, first))
    if not problems and first == 1:
        problems = list(limits.head(source, path, zone.head))
    if problems:
        return problems
    # See what the page's own parser may be told to pass over.
    parser.enable(["html_block", "html_inline"], ignoreInvalid=True)
    setattr(parser, "validateLink", lambda _url: True)  # noqa: B010 - a method of its class
    reader = _Reader(path, zone, parser)
    reader.markdown(source, first - 1, 0)
    if any(shape.own for shape in zone.directives.values()):
        reader.problems += twice.differences(reader.seen, source, path)
    return list(dict.fromkeys(reader.problems))


class _Reader:
    """One walk over the tokens of a page and of all that is nested in it."""

    def __init__(self, path: Path, zone: Zone, parser: MarkdownIt) -> None:
        self.path, self.zone, self.parser = path, zone, parser
        self.problems: list[Problem] = []
        self.references: MutableMapping[str, Any] = {}
        self.seen = twice.Reading()

    def refuse(self, code: Code, line: int, found: str, wanted: str = "") -> None:
        found = " ".join(found.split())
        found = found if len(found) <= 80 else f"{found[:79]}…"
        self.problems.append(Problem(code, Place(self.path, line), found, wanted))

    def markdown(self, text: str, offset: int, depth: int) -> None:
        """Read Markdown that starts after line ``offset`` of the file."""
        if depth > MAX_LEVELS:
            self.refuse(Code.FILE_TOO_BIG, offset + 1, f"more than {MAX_LEVELS} levels")
            return
        known = set(self.references.get("references", ()))
        tokens = self.parser.parse(text, self.references)
        self._definitions(known, offset)
        level = depth
        for token in tokens:
            line = offset + token.map[0] + 1 if token.map else offset + 1
            level += token.nesting * (token.type.rpartition("_")[0] in _NESTS)
            # At a limit of its own the parser leaves out what follows, and does not say so.
            if level > MAX_LEVELS or token.level >= self.parser.options["maxNesting"] - 2:
                self.refuse(Code.FILE_TOO_BIG, line, f"more than {MAX_LEVELS} levels")
                return
            self._block(token, line, level, is_head=depth == 0 and token is tokens[0])
        self._headings(tokens, offset)

    def _definitions(self, known: set[str], offset: int) -> None:
        """Links may be defined apart from where they are used, or never be used."""
        new = [r for k, r in self.references.get("references", {}).items() if k not in known]
        for reference in [*new, *self.references.pop("duplicate_refs", ())]:
            line = offset + reference["map"][0] + 1
            self._link(str(reference["href"]), line)

    def _block(self, token: Token, line: int, level: int, *, is_head: bool) -> None:
        self._attributes(token, line)
        if token.type == "inline":
            self._inline(token.children or [], line)
        elif token.type in ("fence", "colon_fence"):
            self._fence(token, line, level)
        elif not (token.type == "front_matter" and is_head and self.zone.head):
            self._plain(token, line)

    def _inline(self, children: list[Token], line: int) -> None:
        level = 0
        for token in children:
            self._attributes(token, line)
            level += token.nesting
            if level > MAX_LEVELS:
                self.refuse(Code.FILE_TOO_BIG, line, f"more than {MAX_LEVELS} levels")
                return
            if token.type in ("softbreak", "hardbreak"):
                line += 1
            elif token.type == "link_open":
                self._link(str(token.attrs.get("href", "")), line)
            elif token.type == "image":
                self._picture(str(token.attrs.get("src", "")), line)
                self._inline(token.children or [], line)
            elif token.type == "myst_role":
                self._role(str(token.meta.get("name", "")), token.content, line)
            else:
                self._plain(token, line)

    def _plain(self, token: Token, line: int) -> None:
        if token.type == "code_block":
            self.seen.add_code(token.content, line - 1)
        if token.type in ("html_block", "html_inline"):
            self.refuse(Code.RAW_MARKUP, line, token.content)
        elif token.type not in _BLOCKS and token.type not in _PLAIN:
            self.refuse(Code.SYNTAX_REFUSED, line, f"`{token.type}`")

    def _attributes(self, token: Token, line: int) -> None:
        """Nothing but a language may be laid on words, and nothing at all on blocks."""
        if token.type.startswith("myst_"):
            return  # a role has none; the others are refused whole
        for name, value in {**token.attrs, **token.meta.get("insecure_attrs", {})}.items():
            if name in _OWN_ATTRIBUTES.get(token.type, ()):
                continue
            if token.type == "span_open" and name == "class" and _LANGUAGE.fullmatch(str(value)):
                continue
            # The one style there is says on which side the cells of a table's column stand.
            if token.type in ("th_open", "td_open") and _ALIGN.fullmatch(str(value)):
                continue
            self.refuse(Code.ATTRIBUTE_REFUSED, line, f'{name}="{value}"')

    def _link(self, href: str, line: int) -> None:
        if href.startswith(("http://", "https://")):
            fine = safe_address(href)
        else:
            page = _INSIDE.fullmatch(href)
            fine = page is not None and self._is_inside(page[1] or "")
        if not fine:
            self.refuse(Code.LINK_REFUSED, line, f'"{unquote(href)}"')

    def _picture(self, src: str, line: int) -> None:
        if not self.zone.pictures:
            self.refuse(Code.SYNTAX_REFUSED, line, "a picture")
        elif not _PICTURE.fullmatch(src) or not self._is_inside(src):
            self.refuse(Code.LINK_REFUSED, line, f'"{unquote(src)}"', "a picture of the edition")

    def _is_inside(self, target: str) -> bool:
        """Whether a path, seen from this page, stays in the edition and out of text/."""
        whole = posixpath.normpath(posixpath.join(self.path.parent.as_posix(), target))
        return not whole.startswith(("../", "/", "text/")) and whole != ".."

    def _role(self, name: str, content: str, line: int) -> None:
        pattern = self.zone.roles.get(name)
        if pattern is None:
            wanted = ", ".join(self.zone.roles)
            self.refuse(Code.ROLE_REFUSED, line, f"{{{name}}}`{content}`", wanted)
        elif not re.fullmatch(pattern, " ".join(content.split())):
            wanted = f"what {{{name}}} takes: a number, a name, or keys with commas between them"
            self.refuse(Code.ROLE_REFUSED, line, f"{{{name}}}`{content}`", wanted)

    def _fence(self, token: Token, line: int, level: int) -> None:
        parts = token.info.split(maxsplit=1)
        name = parts[0] if parts else ""
        argument = parts[1].strip() if len(parts) > 1 else ""
        if name.startswith("{") and name.endswith("}"):
            self._directive(name[1:-1], argument, token, line, level)
        elif token.type == "colon_fence" or argument or (name and name not in LANGUAGES):
            self.refuse(Code.DIRECTIVE_REFUSED, line, f"{token.markup}{token.info}")
        elif len(token.content) > MAX_CODE:
            self.refuse(Code.FILE_TOO_BIG, line, f"{len(token.content)} letters of code")
        else:
            self.seen.add_code(token.content, line)

    def _directive(self, name: str, argument: str, token: Token, line: int, level: int) -> None:
        shape = self.zone.directives.get(name)
        if shape is None:
            wanted = ", ".join(self.zone.directives) or "plain Markdown"
            return self.refuse(Code.DIRECTIVE_REFUSED, line, f"{{{name}}}", wanted)
        if shape.own and level:
            wanted = f"{{{name}}} in no other block"
            self.refuse(Code.DIRECTIVE_REFUSED, line, f"{{{name}}} inside another", wanted)
        if not re.fullmatch(shape.argument, argument):
            self.refuse(Code.DIRECTIVE_REFUSED, line, f"{{{name}}} {argument}")
        lines = token.content.splitlines()
        at = len(lines) - len(self._options(name, shape, lines, line))
        body = lines[at:]
        if shape.own and not level:
            self.seen.add_block(name, argument, line, at, token.map)
        if shape.body is None:
            return self.markdown("\n".join(body) + "\n", line + at, level + 1)
        for number, each in enumerate(body, start=line + at + 1):
            if each.strip() and not re.fullmatch(shape.body, each.strip()):
                self.refuse(Code.DIRECTIVE_REFUSED, number, f"{{{name}}} with `{each.strip()}`")

    def _options(self, name: str, shape: Shape, lines: list[str], line: int) -> list[str]:
        """The lines without the options that open them, each of which is checked."""
        rest = lines[1:] if shape.own and lines and not lines[0].strip() else lines
        if rest and rest[0].startswith("---"):
            self.refuse(Code.DIRECTIVE_REFUSED, line + 1, f"{{{name}}} with a block of options")
        while rest and rest[0].lstrip().startswith(":") and not rest[0].lstrip().startswith(":::"):
            option = OPTION.match(rest[0])
            if option is None and shape.own:
                break
            # Ours name their unknown options themselves.
            pattern = shape.options.get(option[1], ".*" if shape.own else None) if option else None
            if pattern is None or not re.fullmatch(pattern, (option and option[2]) or ""):
                at = line + len(lines) - len(rest) + 1
                self.refuse(Code.DIRECTIVE_REFUSED, at, f"{{{name}}} with `{rest[0].strip()}`")
            rest = rest[1:]
        return rest

    def _headings(self, tokens: list[Token], offset: int) -> None:
        for opened, inline in pairwise(tokens):
            if opened.type == "heading_open":
                taken = heading_id("".join(t.content for t in inline.children or []))
                line = offset + (opened.map[0] if opened.map else 0) + 1
                if self.zone.reserved.fullmatch(taken):
                    self.refuse(Code.ATTRIBUTE_REFUSED, line, f'the id "{taken}" of a heading')
