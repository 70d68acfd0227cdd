"""The cleaner's eyes: which columns are personal, and where in a text something personal stands."""

from payscrub.detect.columns import Column, survey, told
from payscrub.detect.finder import Finder, Searcher
from payscrub.detect.identifiers.bank import ACCOUNT_DIGITS, is_quoted_account
from payscrub.detect.learnt import Learnt, learn, name_words
from payscrub.detect.lines import is_title
from payscrub.detect.strays import strays
from payscrub.detect.things import things_among
from payscrub.detect.titles import shown_title
from payscrub.detect.wordmodel import words_of

__all__ = [
    "ACCOUNT_DIGITS",
    "Column",
    "Finder",
    "Learnt",
    "Searcher",
    "is_quoted_account",
    "is_title",
    "learn",
    "name_words",
    "shown_title",
    "strays",
    "survey",
    "things_among",
    "told",
    "words_of",
]
