"""Notes, glossary and their authors: what editors write, and the rules it is held to."""
