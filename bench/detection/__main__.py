"""Measure what payscrub and its peers find, and what they change that names nobody, on hand-written sets; one command.

    python bench/detection [--half open|closed] [--set first|second] [--misses] [--peers] [--only PART...]

Needs the test extras, and presidio-analyzer with spaCy for ``--peers``. The sets were frozen on the day that ``sets.FROZEN`` names:
what is missed in the open half may be looked at and mended, the closed half is only counted.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence

import peers
import sets
import shapes
import tables
from peers import Finds
from sets import Case

_PERSON = "PERSON"
_PARTICLES = re.compile(r"\b(?:van|der|de|da|do|dos|la|dela|delos|ap|ferch|bin)\b")


def _covers(found: Sequence[peers.Found], text: str, low: int, high: int, entity: str) -> bool:
    """Return whether nothing of a gold piece is left to read.

    Particles of a name (``van der``) stay in a surrogate by rule, and so may the words inside a bank pair (``sort code``).
    """
    hidden = {i for start, end, _ in found for i in range(start, end)}
    if entity == _PERSON:
        hidden.update(i for match in _PARTICLES.finditer(text, low, high) for i in range(*match.span()))
    tells = str.isdigit if entity == "BANK_PAIR" else str.isalnum
    return all(i in hidden or not tells(text[i]) for i in range(low, high))


def _rate(part: int, whole: int) -> str:
    return f"{part / whole:.3f} ({whole - part} of {whole} missed)" if whole else "-"


class Tally:
    """Gold pieces found by entity and by group, and pieces found for nothing."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self.found: Counter[str] = Counter()
        self.all: Counter[str] = Counter()
        self.group_found: Counter[str] = Counter()
        self.group_all: Counter[str] = Counter()
        self.right = self.taken = 0
        self.misses: list[str] = []
        self.excess: list[str] = []

    def add(self, case: Case, found: Sequence[peers.Found]) -> None:
        """Count one case."""
        for low, high, entity in case.gold:
            hit = _covers(found, case.text, low, high, entity)
            self.found[entity] += hit
            self.all[entity] += 1
            if entity == _PERSON:
                self.group_found[case.group] += hit
                self.group_all[case.group] += 1
            if not hit:
                self.misses.append(f"{case.text[low:high]!r:32} in {case.text!r}")
        for low, high, entity in found:
            if entity == _PERSON:
                hit = any(low < end and start < high for start, end, _ in case.gold)
                self.right, self.taken = self.right + hit, self.taken + 1
                if not hit:
                    self.excess.append(f"{case.text[low:high]!r:32} in {case.text!r}")

    def groups(self, part: int) -> dict[str, float]:
        """Return recall by the part of the group's name before or after the slash."""
        found, whole = Counter[str](), Counter[str]()
        for name, count in self.group_all.items():
            key = name.split("/")[part if "/" in name else 0]
            whole[key] += count
            found[key] += self.group_found[name]
        return {key: found[key] / whole[key] for key in whole}


def _measured(find: Finds, cases: Sequence[Case]) -> Tally:
    tally = Tally()
    for case, found in zip(cases, find([case.text for case in cases]), strict=True):
        tally.add(case, found)
    return tally


def _show_groups(title: str, rates: dict[str, float]) -> None:
    print(f"  {title}: " + ", ".join(f"{key} {rate:.3f}" for key, rate in sorted(rates.items(), key=lambda pair: pair[1])))


def _show_misses(tally: Tally, options: argparse.Namespace) -> None:
    if options.misses:
        print("\n".join(f"    missed {line}" for line in dict.fromkeys(tally.misses)))
        print("\n".join(f"    excess {line}" for line in dict.fromkeys(tally.excess)))


def _cells(options: argparse.Namespace, contestants: dict[str, Finds]) -> None:
    names, plain = sets.cells(options.half, options.set), [value for values in sets.others(options.half).values() for value in values]
    for who, find in contestants.items():
        tally = _measured(find, names)
        print(f"cells, {who}: names {_rate(tally.found[_PERSON], tally.all[_PERSON])}")
        _show_groups("by origin", tally.groups(0))
        _show_groups("by form", tally.groups(1))
        _show_misses(tally, options)
        words = _measured(find, sets.ambiguous(options.half))
        print(f"  names that are everyday words: {_rate(words.found[_PERSON], words.all[_PERSON])}")
        _show_misses(words, options)
        changed = [text for text, found in zip(plain, find(plain), strict=True) if found]
        print(f"  values that name nobody: {len(changed)} of {len(plain)} changed ({len(changed) / len(plain):.1%})")
        if options.misses:
            print("    changed: " + "; ".join(changed))
        coded = _measured(find, sets.identifier_cells())
        for entity in coded.all:
            print(f"  {entity}: {_rate(coded.found[entity], coded.all[entity])}")
        _show_misses(coded, options)


def _notes(options: argparse.Namespace, contestants: dict[str, Finds]) -> None:
    cases = sets.notes(options.half, options.set)
    both = {**contestants, "payscrub with the staff list": peers.payscrub(list(sets.staff(cases)))}
    for who, find in both.items():
        began = time.process_time()
        tally = _measured(find, [*cases, *sets.plain(options.half, options.set)])
        seconds = time.process_time() - began
        precision = tally.right / tally.taken if tally.taken else 0.0
        print(f"notes, {who} ({len(cases)} notes, {seconds:.1f} s):")
        for entity in tally.all:
            more = f", precision {precision:.3f}" if entity == _PERSON else ""
            print(f"  {entity}: {_rate(tally.found[entity], tally.all[entity])}{more}")
        _show_groups("people by origin", tally.groups(0))
        quiet = sets.plain(options.half, options.set)
        false = sum(map(bool, find([case.text for case in quiet])))
        print(f"  notes that name nobody: {false} of {len(quiet)} changed")
        _show_misses(tally, options)


def _columns(options: argparse.Namespace, _contestants: dict[str, Finds]) -> None:
    missed, whole = tables.name_columns(options.half)
    print(f"columns of names: {missed} of {whole} missed")
    outcomes = list(tables.plain_columns(options.half))
    changed, plain = sum(one.changed for one in outcomes), sum(one.plain for one in outcomes)
    print(f"columns about nobody: {changed} of {plain} cells changed ({changed / plain:.2%})")
    for one in outcomes:
        if one.changed or not one.accepted:
            shown = "; ".join(dict.fromkeys(one.misses)) if options.misses else ""
            print(f"  {one.group}: {one.changed} changed, {'accepted' if one.accepted else 'REJECTED'} {shown}")


def _layouts(options: argparse.Namespace, _contestants: dict[str, Finds]) -> None:
    outcomes = list(tables.by_layout(options.half))
    gone, secret = sum(one.gone for one in outcomes), sum(one.secret for one in outcomes)
    changed, plain = sum(one.changed for one in outcomes), sum(one.plain for one in outcomes)
    accepted = sum(one.accepted for one in outcomes)
    print(f"layouts: {len(outcomes)}, personal cells {_rate(gone, secret)}, others changed {changed} of {plain} ({changed / plain:.2%})")
    print(f"  accepted by the verifier: {accepted} of {len(outcomes)}")
    for one in outcomes:
        if one.changed or one.gone < one.secret or not one.accepted:
            shown = "; ".join(list(dict.fromkeys(one.misses))[:12]) if options.misses else ""
            verdict = "accepted" if one.accepted else "REJECTED"
            print(f"  {one.group}: {one.secret - one.gone} of {one.secret} left, {one.changed} of {one.plain} changed, {verdict} {shown}")


def _shapes(_options: argparse.Namespace, _contestants: dict[str, Finds]) -> None:
    found = sorted(shapes.shapes(), key=lambda shape: shape.name)
    print(f"shapes: {sum(shape.passed for shape in found)} of {len(found)} pass")
    for shape in found:
        end = "passes" if shape.passed else f"{shape.left} left, {shape.changed} changed {shape.refused}"
        print(f"  {shape.name} {shape.what}: {end}")


_PARTS: dict[str, Callable[[argparse.Namespace, dict[str, Finds]], None]] = {
    "cells": _cells,
    "notes": _notes,
    "columns": _columns,
    "layouts": _layouts,
    "shapes": _shapes,
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=sets.HALVES, default="closed")
    parser.add_argument("--set", choices=sets.SETS, default="first", help="which people and notes")
    parser.add_argument("--misses", action="store_true", help="list what was missed and changed, for the open half only")
    parser.add_argument("--peers", action="store_true", help="measure the word-list method and presidio too")
    parser.add_argument("--only", nargs="+", choices=sorted(_PARTS), default=list(_PARTS))
    options = parser.parse_args()
    if options.misses and options.half == "closed":
        parser.error("the closed half is only counted")
    contestants = {"payscrub": peers.payscrub()}
    if options.peers:
        contestants |= {"word list": peers.word_list(), "presidio": peers.presidio()}
    print(f"sets frozen on {sets.FROZEN}, {options.set} set, {options.half} half")
    for name in options.only:
        _PARTS[name](options, contestants)


if __name__ == "__main__":
    main()
