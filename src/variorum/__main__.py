"""``python -m variorum``."""

from variorum.cli import main

raise SystemExit(main())
