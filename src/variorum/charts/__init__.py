"""Charts: described in a file, drawn from the same tables that the checks read."""
