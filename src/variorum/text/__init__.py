"""The text and its witnesses: read, repaired on record, locked, and found again by its words."""
