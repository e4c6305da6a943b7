"""Figures on trial: what the text's words say, what the data say, and one verdict."""
