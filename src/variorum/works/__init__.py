"""The works an edition uses, and where it cites them."""
