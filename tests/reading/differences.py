"""What differs between two builds: told by diffoscope where it is installed, else by ourselves."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

AROUND = 60
LONGEST = 4000


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """Names of the files that are in one build only, or hold other bytes."""
    return sorted(n for n in one.keys() | other.keys() if one.get(n) != other.get(n))


def report(one: Mapping[str, bytes], other: Mapping[str, bytes], most: int = 5) -> str:
    """The first files that differ, each with what differs in it."""
    names = differing(one, other)
    told = [f"{len(names)} files differ: {', '.join(names[:20])}"]
    for name in names[:most]:
        told += list(_told(name, one.get(name), other.get(name)))
    return "\n".join(told)


def _told(name: str, one: bytes | None, other: bytes | None) -> Iterator[str]:
    if one is None or other is None:
        yield f"{name}: only in the {'second' if one is None else 'first'} build"
    elif program := _diffoscope():
        yield _by(program, name, one, other)
    else:
        yield from members(name, one, other)


def members(name: str, one: bytes, other: bytes) -> Iterator[str]:
    """Where two files differ; of archives, which members, and their order."""
    if not all(zipfile.is_zipfile(io.BytesIO(content)) for content in (one, other)):
        yield _first(name, one, other)
        return
    with zipfile.ZipFile(io.BytesIO(one)) as a, zipfile.ZipFile(io.BytesIO(other)) as b:
        if a.namelist() != b.namelist():
            yield f"{name}: members {a.namelist()} / {b.namelist()}"
        for member in set(a.namelist()) & set(b.namelist()):
            if a.read(member) != b.read(member):
                yield _first(f"{name}: {member}", a.read(member), b.read(member))
            if a.getinfo(member).date_time != b.getinfo(member).date_time:
                dates = a.getinfo(member).date_time, b.getinfo(member).date_time
                yield f"{name}: {member} is dated {dates[0]} / {dates[1]}"


def _first(name: str, one: bytes, other: bytes) -> str:
    pairs = enumerate(zip(one, other, strict=False))
    at = next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))
    around = slice(max(at - AROUND, 0), at + AROUND)
    return f"{name}, byte {at}:\n  - {one[around]!r}\n  + {other[around]!r}"


def _diffoscope() -> str | None:
    beside = Path(sys.executable).parent / "diffoscope"
    return shutil.which("diffoscope") or (str(beside) if beside.is_file() else None)


def _by(program: str, name: str, one: bytes, other: bytes) -> str:
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for build, content in (("first", one), ("second", other)):
            paths.append(Path(folder) / build / Path(name).name)
            paths[-1].parent.mkdir()
            paths[-1].write_bytes(content)
        command = [program, "--text", "-", "--text-color", "never", *map(str, paths)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    if done.returncode != 1:  # it failed itself
        return "\n".join(members(name, one, other))
    return f"{name}:\n{done.stdout[:LONGEST]}"
