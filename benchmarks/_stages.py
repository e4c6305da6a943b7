"""One build with a clock at its stages: ``python -m benchmarks._stages OUT.json [sphinx-build …]``.

A stage's time is its own: what another stage does within it counts there.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Any

SPHINX = {
    "imports": ["_frozen_importlib:_find_and_load"],
    "Sphinx: reading": ["sphinx.builders:Builder.read_doc"],
    "Sphinx: links": ["sphinx.environment:BuildEnvironment.get_and_resolve_doctree"],
    "Sphinx: HTML": ["sphinx.builders.html:StandaloneHTMLBuilder.write_doc"],
    "Sphinx: templates": ["sphinx.builders.html:StandaloneHTMLBuilder.handle_page"],
    "Sphinx: search index": ["sphinx.search:IndexBuilder.feed"],
}
OURS = {
    "safety of files and pages": [
        "variorum.sphinx_ext.guard:refuse_files",
        "variorum.sphinx_ext.guard:refuse_page",
        "variorum.sphinx_ext.glossary_page:scan_text",
    ],
    "bibliography and citations": [
        "variorum.works.bibliography:load",
        "variorum.sphinx_ext.cite_domain:CiteDomain.env_updated",
        "variorum.sphinx_ext.cite_domain:CiteDomain.resolve_xref",
        "variorum.sphinx_ext.cited_in:CitedIn.run",
        "sphinxcontrib.bibtex:builder_inited_cite",
        "sphinxcontrib.bibtex.transforms:BibliographyTransform.run",
    ],
    "figures tried": ["variorum.sphinx_ext.directives:examine_note"],
    "edition checked": ["variorum.sphinx_ext:check_edition"],
    "chapters and glossary filled": [
        "variorum.sphinx_ext:fill_chapter",
        "variorum.sphinx_ext:fill_glossary",
    ],
    "register, indexes, data, charts": ["variorum.sphinx_ext.backmatter:fill_places"],
    "records for the books": ["variorum.sphinx_ext.epub:write_records"],
}
THEME = {"the theme: previews": ["variorum.sphinx_ext.reading_page:_page_context"]}
REST = "all else"


class Clock:
    """Processor seconds by stage."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self._open = [REST]
        self._since = time.process_time()

    def _turn(self) -> None:
        now = time.process_time()
        self.spent[self._open[-1]] += now - self._since
        self._since = now

    def stage(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, on the clock."""

        @wraps(work)
        def timed(*given: Any, **named: Any) -> Any:
            self._turn()
            self._open.append(name)
            try:
                return work(*given, **named)
            finally:
                self._turn()
                self._open.pop()

        return timed

    def put(self, stages: dict[str, list[str]]) -> None:
        """Put functions, each written as ``module:name``, on the clock."""
        for name, places in stages.items():
            for place in places:
                module, _, path = place.partition(":")
                holder: Any = importlib.import_module(module)
                *outer, last = path.split(".")
                for part in outer:
                    holder = getattr(holder, part)
                setattr(holder, last, self.stage(name, getattr(holder, last)))

    def total(self) -> dict[str, float]:
        """All stages, the open one included."""
        self._turn()
        return dict(self.spent)


def table(ours: dict[str, float], theirs: dict[str, float]) -> Iterable[str]:
    """A line a stage: seconds of the edition, of the plain project, and between them."""
    yield f"{'seconds of the processor':34} {'edition':>8} {'plain':>8} {'more':>8}"
    order = [*SPHINX, *OURS, *THEME, REST]
    for name in order:
        a, b = ours.get(name, 0.0), theirs.get(name, 0.0)
        yield f"{name:34} {a:8.2f} {b:8.2f} {a - b:8.2f}"


def main() -> None:
    out, *arguments = sys.argv[1:]
    clock = Clock()
    clock.put(SPHINX)
    if "--plain" in arguments:
        arguments.remove("--plain")
        importlib.import_module("plain_theme")
    else:
        clock.put(OURS)
    clock.put(THEME)
    from sphinx.cmd.build import main as build

    status = build(arguments)
    Path(out).write_text(json.dumps(clock.total()), encoding="utf-8")
    sys.exit(status)


if __name__ == "__main__":
    main()
