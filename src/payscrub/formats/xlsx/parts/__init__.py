"""How each kind of kept part is read."""
