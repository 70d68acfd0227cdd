"""``python -m payscrub`` is the command ``payscrub``."""

from payscrub.cli import main

if __name__ == "__main__":
    main(prog_name="payscrub")
