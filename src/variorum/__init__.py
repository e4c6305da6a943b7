"""Variorum: publish the commentary, not the copy.

The core (every module here but ``sphinx_ext``, ``outputs`` and ``cli``) imports neither
Sphinx nor docutils; it yields `variorum.problems.Problem`s and leaves the voice to its caller.
"""

__version__ = "0.1.0"
