"""The mutation suite of the anchors: a text is changed, and every note is followed."""
