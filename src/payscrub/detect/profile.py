"""What the values of a column look like, from a sample spread over it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from payscrub.detect.beside import without_number
from payscrub.detect.checks import is_day, mod11
from payscrub.detect.detector import squeeze
from payscrub.detect.normalise import fold_texts
from payscrub.detect.people import name_share
from payscrub.detect.tables import Strip
from payscrub.model import Grid, Kind

_WRAPPED = re.compile(r"""="([^"]+)"|'(.+)""")
_EXPONENT = re.compile(r"\d(?:\.\d{1,15})?[eE]\+?\d{1,2}")

_SAMPLE = 240
_PLACEHOLDER = re.compile(
    r"N/?[AD]|NONE|NIL|TB[CAD]|PENDING|(?:NOT )?(?:UN)?KNOWN|VACAN(?:T|CY)|NOT APPLICABLE|[\-.?0 ]+|#N/A|NULL|"
    r"AGENCY|BANK WORKER|NEW STARTER|A N OTHER|REDACTED|"
    r"(?:GRAND |SUB-?)?TOTALS?|COUNT|AVERAGE|"
)
_PAIRS = re.compile(r"\d\d-\d\d-\d\d")
_BOTH = re.compile(r"\d{14}|\d\d-?\d\d-?\d\d[ /,:;|\-]{1,3}\d{7,8}")
_NEARLY_ALL = 0.8
_PLAIN_NUMBER = re.compile(r"\d+(?:\.0)?")  # with .0 as pandas writes whole numbers of a column with gaps
_DECIMAL = re.compile(r"[\-(]?[£$€]?\d{1,3}(?:,?\d{3})*\.(?!0\)?$)\d{1,4}\)?|-\d+")
_DAY = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}|\d{4}-\d\d-\d\d(?:T.*)?|\d{1,2}[ \-]?[A-Z]{3,9}[ \-]?\d{2,4}")

DOMAIN_LOGIN = "login in a domain"  # no entity of its own: sure without a title, as other logins are not
REFERENCE = "word and number"  # no entity of its own: SALARY 20345678

FORMS: dict[str, re.Pattern[str]] = {
    "UK_NINO": re.compile(r"[A-Z]{2}[ .\-/]{0,2}(?:[0-9OIL]{2}[ .\-/]{0,2}){3}[A-DFMP]? ?"),
    "UK_SORT_CODE": re.compile(r"\d\d[ \-/.]\d\d[ \-/.]\d\d|\d{4,6}"),
    "UK_BANK_ACCOUNT": re.compile(r"\d{5,10}|\d{4}[ \-]?\d{4}"),
    "EMAIL_ADDRESS": re.compile(r"[^ @]{1,64}@[^ @]{3,255}"),
    "PHONE_NUMBER": re.compile(
        r"(?!\d{8}-\d{1,2}$)\+?(?:44)?[ (]{0,2}0?\)?[ ]?[1-9](?:[ ()\-./]{0,2}\d){8,9}(?: ?(?:X|EXT?\.?) ?\d{1,6})?|\+\d{7,15}"
    ),
    "UK_POSTCODE": re.compile(r"[A-Z]{1,2}\d[A-Z\d]?[ \-]{0,2}\d[A-Z]{2}|BFPO ?\d{1,4}"),
    "IBAN_CODE": re.compile(r"[A-Z]{2}\d\d ?(?:[A-Z0-9]{4} ?){2,7}[A-Z0-9]{0,4}"),
    "UK_NHS": re.compile(r"\d{3}[ \-]?\d{3}[ \-]?\d{4}"),
    "UK_UTR": re.compile(r"\d{5} ?\d{5}K?"),
    "UK_DRIVING_LICENCE": re.compile(r"[A-Z][A-Z9]{4} ?\d{6} ?[A-Z9]{2} ?[A-Z0-9]{3}(?: ?\d\d)?"),
    "VEHICLE_REGISTRATION": re.compile(r"[A-Z]{2}\d\d ?[A-Z]{3}|[A-Z]\d{1,3} ?[A-Z]{3}|[A-Z]{3} ?\d{1,3}[A-Z]?"),
    "PROFESSIONAL_REGISTRATION": re.compile(r"\d\d[A-Z]\d{4}[A-Z]|[A-Z]{1,3}\d{4,6}|\d{7}|\d\d/\d{5}"),
    "CREDIT_CARD": re.compile(r"(?:\d{4}[ \-]?){3}\d{1,7}"),
    "MAC_ADDRESS": re.compile(r"(?:[0-9A-F]{2}[:\-.]?){5}[0-9A-F]{2}"),
    "IP_ADDRESS": re.compile(r"(?:\d{1,3}\.){3}\d{1,3}"),
    "STUDENT_SUPPORT_NUMBER": re.compile(r"[A-Z]{4} ?\d{8} ?[A-Z]"),
    "EMPLOYEE_ID": re.compile(r"[A-Z]{0,4}[ \-/]?\d{1,10}(?:-\d{1,2})?[A-Z]?"),
    "SHARE_CODE": re.compile(r"(?=.{0,10}\d)[WRS][A-Z0-9]{2}([ \-])[A-Z0-9]{3}\1[A-Z0-9]{3}"),
    REFERENCE: re.compile(r"[A-Z]{2,12}(?: [A-Z]{2,12})?[ /\-.]{0,3}\d{5,10}(?:-\d{1,2})?"),
    "ADDRESS": re.compile(
        r"(?:FLAT [A-Z0-9]{1,4},? )?(?!\d+ (?:WEEK|MONTH|DAY|HOUR|HR|YEAR|MIN)S?$)(?:\d{1,4}[A-Z]?|\d{5,6}(?= EXAMPLE ROAD)),? "
        r"[A-Z][A-Z '.\-]{3,40}(?:,.*)?"
    ),
    "DATE_OF_BIRTH": re.compile(rf"(?:{_DAY.pattern})|(?:19|20)\d{{6}}|\d{{8}}"),
    "USERNAME": re.compile(r"(?:[A-Z][A-Z0-9\-]{1,14}\\)?(?:[A-Z]{1,20}[._]?[A-Z]{0,20}\d{1,6}|[A-Z]{1,20}[._][A-Z]{1,20})"),
    DOMAIN_LOGIN: re.compile(r"[A-Z][A-Z0-9\-]{1,14}\\[A-Z][A-Z0-9._\-]{1,40}"),
    "URL": re.compile(r"(?:HTTPS?://|WWW\.)[^ ]+"),
    "FILE_PATH": re.compile(r"(?:[A-Z]:\\|\\\\|/HOME/)[^\r\n]+"),
    "DBS_CERTIFICATE": re.compile(r"00\d{10}"),
    "SECRET": re.compile(r"(?=[^A-Z]{0,30}[A-Z])(?=[^\d]{0,30}\d)(?=[^!#$%^&*?~]{0,30}[!#$%^&*?~])[^\s/\\@:]{6,32}"),
}  # fmt: skip
BY_VALUE: tuple[tuple[str, float], ...] = (
    ("EMAIL_ADDRESS", 0.6),
    ("UK_NINO", 0.6),
    ("IBAN_CODE", 0.6),
    ("UK_DRIVING_LICENCE", 0.6),
    ("STUDENT_SUPPORT_NUMBER", 0.6),
    ("MAC_ADDRESS", 0.7),
    ("IP_ADDRESS", 0.7),
    ("UK_POSTCODE", 0.6),
    ("UK_NHS", 0.9),
    ("PHONE_NUMBER", 0.6),
    ("FILE_PATH", 0.6),
    ("URL", 0.6),
    ("CREDIT_CARD", 0.9),
    ("DBS_CERTIFICATE", 0.9),
    ("SECRET", 0.6),
    ("SHARE_CODE", 0.7),
    ("PERSON", 0.5),
    ("ADDRESS", 0.5),
)  # in this order: the share of the values that makes a column without a known header what they are
_CHECKS: dict[str, Callable[[str], bool]] = {"UK_NHS": lambda text: mod11(squeeze(text))}


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """A sample of distinct values, folded, and simple shares over it; ``constant`` when many cells hold one value."""

    cells: int
    texts: tuple[str, ...] = field(repr=False)  # folded; placeholders left out
    originals: tuple[str, ...] = field(repr=False)
    unique: float  # distinct values per sampled cell
    numbers: float  # share of plain whole numbers, typed or as text
    decimals: float
    days: float
    words: float  # mean number of words
    names: float = field(default=-1.0)

    @property
    def constant(self) -> bool:
        """Return whether all of several cells hold one value."""
        return len(self.texts) == 1 and self.cells > 2  # noqa: PLR2004 - two equal cells prove nothing

    @property
    def dashed(self) -> bool:
        """Return whether nearly all values are pairs of digits with hyphens that cannot all be days: sort codes."""
        pairs = [text for text in self.texts if _PAIRS.fullmatch(text)]
        return len(pairs) > _NEARLY_ALL * len(self.texts) and not all(is_day(squeeze(text)) for text in pairs)

    @property
    def paired(self) -> bool:
        """Return whether nearly all values are a sort code and an account in one, and not all can be moments."""
        both = [text for text in self.texts if _BOTH.fullmatch(text)]
        return len(both) > _NEARLY_ALL * len(self.texts) and not all(is_day(squeeze(text)[:8]) for text in both)

    def rate(self, entity: str) -> float:
        """Return the share of the sampled values that have the form of an entity (0 when it has none)."""
        if entity == "PERSON":
            return self.names
        pattern, check = FORMS.get(entity), _CHECKS.get(entity)
        if not pattern or not self.texts:
            return 0.0
        return sum(bool(pattern.fullmatch(text)) and (check is None or check(text)) for text in self.texts) / len(self.texts)


def _undressed(text: str) -> str:
    """Return a value without what a spreadsheet wraps around digits to keep them, and in full where it was shortened to an exponent."""
    if match := _WRAPPED.fullmatch(text):
        return match[1] or match[2]
    return f"{float(text):.0f}" if _EXPONENT.fullmatch(text) else text


def profile(grid: Grid, strip: Strip) -> Profile:
    """Return the profile of a strip, from at most a few hundred of its cells."""
    cells = strip.cells
    if len(cells) > _SAMPLE:
        cells = cells[np.linspace(0, len(cells) - 1, _SAMPLE).astype(np.int64)]
    distinct = grid.distinct(cells)
    folded = fold_texts([_undressed(text.replace("\n", " ").strip()) for text in distinct.texts]).text.split("\x1e")
    keep = [i for i, text in enumerate(folded) if not _PLACEHOLDER.fullmatch(text)]
    texts = tuple(folded[i] for i in keep)
    originals = tuple(distinct.texts[i] for i in keep)
    total, counts = max(len(texts), 1), distinct.counts.tolist()
    dated = (distinct.kinds == Kind.DATE).tolist()
    days = sum(dated[i] or bool(_DAY.fullmatch(folded[i])) for i in keep)
    return Profile(
        cells=len(strip.cells),
        texts=texts,
        originals=originals,
        unique=len(texts) / max(sum(counts[i] for i in keep), 1),
        numbers=sum(bool(_PLAIN_NUMBER.fullmatch(text)) for text in texts) / total,
        decimals=sum(bool(_DECIMAL.fullmatch(text)) for text in texts) / total,
        days=days / total,
        words=sum(text.count(" ") + 1 for text in texts) / total,
        names=name_share(map(without_number, originals)),
    )
