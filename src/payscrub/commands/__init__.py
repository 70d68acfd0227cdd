"""The commands that are not in ``cli.py``, one module each, and what commands share."""
