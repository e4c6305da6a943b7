"""A contributed file is data: looked at before anything parses it."""
