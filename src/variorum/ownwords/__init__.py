"""Own words: what an edition repeats of the text, measured and held to a budget."""
