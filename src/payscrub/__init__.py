"""payscrub makes it safe to e-mail a payroll spreadsheet."""

__version__ = "0.1.0"
