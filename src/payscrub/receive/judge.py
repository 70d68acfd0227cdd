"""The verdict on a delivery: the verifier's on every spreadsheet in it, and none of what is no spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from payscrub.model import Finding, Report, Unexamined, Verdict
from payscrub.receive import contents
from payscrub.report import of_verdict
from payscrub.verify import inspect

_NO_FILE = b"-"  # judges a name alone
_MORE = Unexamined("file", "It holds more than spreadsheets, and this gate judges nothing else.", "Send the spreadsheets alone.")


@dataclass(frozen=True, slots=True)
class Terms:
    """How a delivery is judged.

    ``message`` says that it is a mail message and no file called ``name``; ``others`` that pictures, PDF documents and the like, which
    cannot be examined, do not stop it.
    """

    name: str = field(default="", repr=False)
    message: bool = False
    others: bool = False


def judge(data: bytes, terms: Terms) -> Report:
    """Return the verdict on all that lies in ``data``.

    ``counts`` holds how many ``spreadsheets`` were judged, and how many ``others`` were not.
    """
    found = contents.of(data, terms.name, message=terms.message)
    findings: list[Finding] = []
    unread = list(found.unread)
    for item in found.files:
        verdict = inspect(item.data, sniff_name=_words(item.name))
        findings += _placed(verdict.findings, item.place)
        unread += [replace(one, place=contents.within(item.place, one.place)) for one in verdict.unexamined]
    for place, name in found.names:
        findings += [replace(one, place=place) for one in inspect(_NO_FILE, sniff_name=_words(name)).findings]
    if found.others and not terms.others:
        unread.append(_MORE)
    report = of_verdict(Verdict(tuple(findings), tuple(unread)), data)
    counts = {"spreadsheets": len(found.files), "others": len(found.others)}
    return replace(report, counts=counts, format="message" if terms.message else report.format)


def _placed(findings: tuple[Finding, ...], place: str) -> Iterator[Finding]:
    return (replace(one, place=contents.within(place, one.place)) for one in findings)


def _words(name: str) -> str:
    """Return a name with its folders as words, which name people too."""
    return name.replace("/", " ").replace("\\", " ")
