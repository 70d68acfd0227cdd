"""Word lists, read by name through ``importlib.resources``."""
