"""The data tables: opened as published, every value knows its cells."""
