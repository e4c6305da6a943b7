"""What the command line's editorial commands do and print; none of them needs Sphinx."""
