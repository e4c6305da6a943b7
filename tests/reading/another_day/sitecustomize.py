"""On the path of a Python, this makes it run on another day: 400 days and some hours later.

Python reads it before anything else, in every process of a build. What asks the system by itself,
in C, still gets today.
"""

from __future__ import annotations

import datetime
import time
from typing import Any

AHEAD = 400 * 86_400 + 7 * 3_600 + 11

_time, _time_ns = time.time, time.time_ns
_gmtime, _localtime = time.gmtime, time.localtime
_ctime, _strftime = time.ctime, time.strftime

time.time = lambda: _time() + AHEAD
time.time_ns = lambda: _time_ns() + AHEAD * 10**9
time.gmtime = lambda secs=None: _gmtime(time.time() if secs is None else secs)
time.localtime = lambda secs=None: _localtime(time.time() if secs is None else secs)
time.ctime = lambda secs=None: _ctime(time.time() if secs is None else secs)
time.strftime = lambda words, at=None: _strftime(words, at or time.localtime())

_Date, _DateTime = datetime.date, datetime.datetime


class _AsBefore(type):
    """An instance of the class that was there is one of the class that takes its place."""

    was: type

    def __instancecheck__(cls, thing: object) -> bool:
        return isinstance(thing, cls.was)

    def __subclasscheck__(cls, other: type) -> bool:
        return issubclass(other, cls.was)


class date(_Date, metaclass=_AsBefore):  # noqa: N801
    was = _Date

    @classmethod
    def today(cls) -> Any:
        return _Date.fromtimestamp(time.time())


class shifted(_DateTime, metaclass=_AsBefore):  # noqa: N801
    was = _DateTime

    @classmethod
    def now(cls, tz: Any = None) -> Any:
        return _DateTime.fromtimestamp(time.time(), tz)

    today = now

    @classmethod
    def utcnow(cls) -> Any:
        return _DateTime.fromtimestamp(time.time(), datetime.UTC).replace(tzinfo=None)


datetime.date = date  # type: ignore[misc]
datetime.datetime = shifted  # type: ignore[misc]
