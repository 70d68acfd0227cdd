"""Which tests concern which module of the verifier, the quickest to fail first."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final


def _of(*names: str) -> tuple[str, ...]:
    return tuple(f"tests/{name}.py" if "/" in name else f"tests/verify/test_{name}.py" for name in names)


_FILES = ("files_without_people_are_accepted", "one_item_left_is_found", "where_titles_stand")
_TEXTS = ("what_is_suspected_where", "what_only_looks_like_a_name", "texts_of_any_kind", *_FILES)
_SPACES = ("reserved_spaces", "long_employments_are_no_birthdays", "values_in_bulk_are_judged_like_one", *_FILES)
_PARTS = (
    "what_a_formula_quotes",
    "names_in_the_structure",
    "pictures_hold_nothing_else",
    "odd_containers",
    "the_container_is_accounted_for",
    "what_is_unlike_its_neighbours",
    *_FILES,
    "accounts_that_only_formulas_quote",
    "a_verdict_is_safe_to_show",
)
_CELLS = ("delimited_text", *_FILES, "cells_agree_with_other_readers", "formulas_that_are_copied_down")
_SOURCE = (
    "what_survives",
    "survivors_of_the_source",
    "days_coincide_with_numbers",
    "bulk_agrees_with_single_texts",
    "a_lame_cleaner_is_caught",
)
_LAYOUTS = "what_the_cleaner_finds_the_verifier_finds"
_JUDGED = (
    *reversed(_FILES),
    "what_is_unlike_its_neighbours",
    "detect/test_columns_that_say_too_much",
    "numbers_under_the_wrong_title",
    "long_employments_are_no_birthdays",
    "values_in_bulk_are_judged_like_one",
    _LAYOUTS,
    "delimited_text",
    "days_coincide_with_numbers",
    "a_lame_cleaner_is_caught",
)

_BY_MODULE = {
    _TEXTS: "address_shapes lexicon loose name_patterns named_shapes names shape shape_checks shape_table shapes standing wordlists",
    ("what_is_accepted", *_SPACES, _LAYOUTS, "surrogates/test_laws"): "accept checkdigits reserved reserved_lines",
    _PARTS: "__init__ book channels examine formulas limits markup opaque package pictures pivots structure tags unpack",
    _CELLS: "cells delimited fields formulashapes oddcells plaingrid pool sheets strings styles",
    _SOURCE: "survivors tokens",
    ("what_is_noted", *_PARTS): "ledger",
    _JUDGED: "columns guess protected tables things title_rules titles wording",
    (*_TEXTS, *_SOURCE, *_SPACES): "folding slices",
}

TESTS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {module: _of(*dict.fromkeys(names)) for names, modules in _BY_MODULE.items() for module in modules.split()}
)
