"""What a chapter is written in: a paragraph with its summary, and a note."""

from __future__ import annotations

import re
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from variorum.model import Annotation, ParagraphMark, State
from variorum.notes import checks
from variorum.problems import Code, Place, Problem
from variorum.safety.pages import OPTION
from variorum.sphinx_ext import nodes as v
from variorum.sphinx_ext.domain import VariorumDomain
from variorum.sphinx_ext.figures import examine_note


class _EditionDirective(SphinxDirective):
    """What both directives share: the domain, and the place in the edition."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    known: ClassVar[tuple[str, ...]] = ()

    def take_options(self) -> dict[str, str]:
        """The ``:name: value`` lines that open the content, taken off it.

        They are read here and not by MyST, which would read them as YAML: a quotation may
        begin with a quotation mark, or hold a colon or a number sign.
        """
        options: dict[str, str] = {}
        while self.content and (match := OPTION.match(self.content[0])):
            if match[1] not in self.known or match[1] in options:
                self.problem(Code.NOTE_OPTION, f'":{match[1]}:" (unknown, or given twice)')
            options[match[1]] = (match[2] or "").strip()
            self.content.trim_start()
            self.content_offset += 1
        return options

    @property
    def domain(self) -> VariorumDomain:
        return self.env.get_domain("variorum")  # type: ignore[return-value]

    @property
    def place(self) -> Place:
        source, line = self.get_source_info()
        path = Path(source)
        root = Path(self.env.srcdir)
        return Place(path.relative_to(root) if path.is_relative_to(root) else path, line)

    def problem(self, code: Code, found: str) -> None:
        self.domain.note_problem(self.env.docname, Problem(code, self.place, found))

    def body(self, into: nodes.Element) -> None:
        self.state.nested_parse(self.content, self.content_offset, into)


class ParagraphDirective(_EditionDirective):
    """``{paragraph} 11``: the summary of § 11; the text is filled in when it is there."""

    known: ClassVar[tuple[str, ...]] = ("incipit", "role", "state")

    def run(self) -> list[nodes.Node]:
        argument = self.arguments[0].strip()
        if not re.fullmatch(r"\d{1,4}", argument):
            self.problem(Code.PARAGRAPH_NUMBER, f'"{argument}"')
            return []
        number = int(argument)
        options = self.take_options()
        incipit = options.get("incipit", "")
        self.domain.note_paragraph(self.env.docname, ParagraphMark(number, incipit, self.place))
        summary = v.summary_block()
        self.body(summary)
        role = options.get("role", "")
        block = v.paragraph_block(
            "",
            v.text_block(),
            summary,
            v.note_list(),
            number=number,
            incipit=incipit,
            role=role,
            ids=[f"p{number}"],
            line=self.place.line,
        )
        if self._is_draft(options.get("state", State.CHECKED)):
            summary.insert(0, nodes.paragraph("", "draft", classes=["v-draft"]))
        else:
            for fault in self._length(number, summary, role):
                self.domain.note_problem(self.env.docname, fault)
        return [block]

    def _is_draft(self, state: str) -> bool:
        """A summary that is still to be written says so, and its length can wait."""
        if state not in State.__members__.values():
            self.problem(Code.NOTE_STATE, f'"{state}"')
        return state == State.DRAFT

    def _length(self, number: int, summary: nodes.Element, role: str) -> list[Problem]:
        # A publisher's note may be a single sentence, and so may its summary.
        words = len(summary.astext().split())
        return [] if role and words else list(checks.summary(number, words, self.place))


class AnnotationDirective(_EditionDirective):
    """``{annotation} a-name``: a note on some words of the paragraph above it."""

    known: ClassVar[tuple[str, ...]] = ("quote", "kind", "by", "state", "checked-by")

    def run(self) -> list[nodes.Node]:
        options = self.take_options()
        domain, docname = self.domain, self.env.docname
        body = nodes.Element()
        self.body(body)
        note = Annotation(
            slug=self.arguments[0].strip(),
            paragraph=domain.last_paragraph(docname),
            quote=options.get("quote", ""),
            kind=options.get("kind", ""),
            by=options.get("by", ""),
            state=options.get("state", "draft"),
            checked_by=options.get("checked-by", ""),
            docname=docname,
            place=self.place,
            words=_prose_words(body),
            cites=_cites(body),
        )
        domain.note_annotation(docname, note)
        block = v.note_block(
            "",
            *body.children,
            slug=note.slug,
            kind=note.kind or "context",
            state=note.state,
            lemma=note.quote,
            by=note.by,
            checked_by=note.checked_by,
            number=0,
            paragraph=note.paragraph,
            line=self.place.line,
        )
        examine_note(self.env, domain, note, block)
        return [block]


def _prose_words(body: nodes.Element) -> int:
    """Length of a note without its doctests and tables."""
    skip = (nodes.literal_block, nodes.doctest_block)
    blocks = [b for b in body.findall(nodes.TextElement) if not isinstance(b, skip)]
    outer = [b for b in blocks if not isinstance(b.parent, nodes.TextElement)]
    return sum(len(b.astext().split()) for b in outer)


def _cites(body: nodes.Element) -> tuple[str, ...]:
    from sphinx.addnodes import pending_xref

    keys = [
        key.strip()
        for ref in body.findall(pending_xref)
        if ref.get("refdomain") == "cite"
        for key in ref["reftarget"].split(",")
    ]
    return tuple(dict.fromkeys(keys))
