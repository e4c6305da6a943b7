"""The settings of conf.py that begin with ``variorum_``: their kinds, looked at before all else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any, Literal

from sphinx.application import Sphinx
from sphinx.config import Config

from variorum.faults import near
from variorum.problems import Code, Place, Problem
from variorum.sphinx_ext.report import EditionError, report
from variorum.works.bibliography import safe_address

CONF = "conf.py"
PREFIX = "variorum_"
ARTICLE = ("title", "author", "strap", "byline", "date", "site")


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: what it is without a word in conf.py, and what may stand there."""

    default: Any
    kinds: tuple[type, ...]
    wanted: str
    rebuild: Literal["", "html"] = ""


_TEXT = "a text in quotation marks"
_SWITCH = "True or False"
SETTINGS = {
    "variorum_text": Setting("", (str,), _TEXT),
    "variorum_second_text": Setting("", (str,), _TEXT),
    "variorum_accept_drift": Setting(False, (bool,), _SWITCH),
    "variorum_keep_going": Setting(False, (bool,), _SWITCH),
    "variorum_write_lock": Setting(False, (bool,), _SWITCH),
    "variorum_quoted_share": Setting(0.33, (float, int), "a number from 0 to 1"),
    "variorum_article": Setting({}, (dict,), f"texts under the names {', '.join(ARTICLE)}", "html"),
    "variorum_edit_url": Setting("", (str,), "an http or https address", "html"),
    "variorum_web_only": Setting(["docs/*"], (list,), "a list of texts", "html"),
}


def setup_settings(app: Sphinx) -> None:
    """Register every setting, and look at them before anything uses one."""
    for name, setting in SETTINGS.items():
        app.add_config_value(name, setting.default, setting.rebuild, setting.kinds)
    app.connect("config-inited", refuse_settings, priority=50)


def refuse_settings(app: Sphinx, config: Config) -> None:
    """Stop when a setting cannot be used or does not exist."""
    path = Path(app.srcdir) / CONF
    source = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    problems = [
        Problem(Code.CONFIG, Place(path, _line(source, *names)), found, wanted, advice)
        for names, found, wanted, advice in [*_unknown(config), *_unusable(config)]
    ]
    if problems:
        report(app, problems)
        raise EditionError(1)


_Fault = tuple[tuple[str, ...], str, str, str]
"""The names that lead to the line, what was found and wanted, and what to do."""


def _unknown(config: Config) -> Iterator[_Fault]:
    given = {*config._raw_config, *config.overrides}
    for name in sorted(given - set(SETTINGS)):
        if name.startswith(PREFIX) and name.partition(".")[0] not in SETTINGS:
            yield (name,), f"`{name}`", "a setting that the reference names", near(name, SETTINGS)


def _unusable(config: Config) -> Iterator[_Fault]:
    for name, setting in SETTINGS.items():
        value = config[name]
        # For Python True is a whole number; for an editor it is none.
        kind_fits = isinstance(value, setting.kinds)
        if not kind_fits or (isinstance(value, bool) and bool not in setting.kinds):
            yield (name,), f"`{name} = {value!r}`", setting.wanted, ""
        elif name == "variorum_article":
            yield from _article(name, value)
        elif not _fits(name, value):
            yield (name,), f"`{name} = {value!r}`", setting.wanted, ""


def _article(name: str, article: dict[Any, Any]) -> Iterator[_Fault]:
    for key, value in article.items():
        if key not in ARTICLE:
            wanted = SETTINGS[name].wanted
            yield (name, str(key)), f"`{key}` in `{name}`", wanted, near(str(key), ARTICLE)
        elif not isinstance(value, str):
            found = f'`"{key}": {value!r}` in `{name}`'
            yield (name, key), found, _TEXT, f'Write `"{key}": "{value}"`.'


def _fits(name: str, value: Any) -> bool:
    """Whether a value of the right kind can be used."""
    if name == "variorum_quoted_share":
        return bool(0 <= value <= 1)
    if name == "variorum_web_only":
        return all(isinstance(pattern, str) for pattern in value)
    if name == "variorum_edit_url" and value:
        try:
            filled = {part[1] for part in Formatter().parse(value)} <= {None, "path", "line"}
            return filled and safe_address(value.format(path="index.md", line=1))
        except (ValueError, IndexError, KeyError):
            return False
    return True


def _line(source: str, name: str, key: str = "") -> int:
    """The line of conf.py that sets a name, or a key of it; 1 when none does."""
    found = re.search(rf"^[ \t]*{re.escape(name)}\b", source, re.MULTILINE)
    if found is None:
        return 1
    inside = re.compile(rf"([\"']){re.escape(key)}\1\s*:").search(source, found.end())
    at = inside.start() if key and inside else found.start()
    return source.count("\n", 0, at) + 1
