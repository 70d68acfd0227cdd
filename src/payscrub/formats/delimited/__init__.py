"""Delimited text: CSV, TSV and their relatives, in the encodings that payroll software writes."""

from payscrub.formats.delimited.document import Delimited, open_delimited

__all__ = ["Delimited", "open_delimited"]
