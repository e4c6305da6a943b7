"""A new edition of any article, from a text that nobody prepared."""
