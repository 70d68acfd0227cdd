"""The review page: what a person reads before signing a file off."""
