"""The risk that is left: who could still be singled out in a cleaned file, and what would hide them in a crowd."""
