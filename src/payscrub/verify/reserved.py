"""How an invented value is told from a real one: the spaces of docs/surrogates.md, typed here on purpose a second time.

Every recogniser takes one folded text and says whether the whole of it lies in the space. Nothing here knows a key.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from payscrub.verify.folding import bare, dates_in, squeeze
from payscrub.verify.standing import AROUND, PLACEHOLDERS, TOTAL_WORDS, TOTALS

Recogniser = Callable[[str], bool]

_NOT_DIGIT = re.compile(r"\D+")
_LETTER_RUN = re.compile(r"[A-Z]+")
_SUFFIX = re.compile(r"-\d{1,2}$")
_BLANKED = re.compile(r"(?=[^a-zA-Z0-9]*[Xx9])[^a-wyzA-WYZ0-8]*")
NINO = re.compile(r"(?:BG|GB|KN|NK|NT|ZZ)[0-9OIL]{6}[A-DFMP]?")
_MISTYPED_NINO = re.compile(r"(?:BG|GB|KN|NK|NT|ZZ)(?:[0-9OIL]{6}|\d{4,8})[A-Z]?")  # as long, or with as odd a letter, as it was typed
_SORT = re.compile(r"97\d{4}")
_SORT_DATE = re.compile(r"1901-\d\d-\d\d(?:T.{0,15})?")
_PAIR = re.compile(r"97[- ]?\d\d[- ]?\d\d[ /,|:;.-]{0,3}(\d{5,10})")
_IBAN = re.compile(r"GB\d\dZZZZ97\d{4}(\d{8})")
_CARD = re.compile(r"000000\d{7,13}")
_NHS = re.compile(r"999\d{7}")
_UTR = re.compile(r"K?\d0000\d{5}K?")
ADDRESS_PIECE = re.compile(r"\d{1,6} example road|exampleton \d{1,6}", re.IGNORECASE)
_ADDRESS_BREAK = re.compile(r"[,;\n]")
POSTCODE = re.compile(r"ZY\d[A-Z\d]?(?: ?\d[A-Z]{2})?", re.IGNORECASE)
_UPRN = re.compile(r"999\d{9}")
RESERVED_DOMAIN = r"(?:[a-z0-9-]{1,63}\.){0,8}(?:example\.(?:com|org|net)|example)"
_EMAIL = re.compile(rf"(?:mailto:)?([^\s@,;]{{1,80}})@{RESERVED_DOMAIN}", re.IGNORECASE)
PHONE = re.compile(
    r"7700900\d{3}|2079460\d{3}|11[3-8]4960\d{3}|1[2-6]14960\d{3}|1914980\d{3}|2920180\d{3}|2896496\d{3}|1632960\d{3}|8081570\d{3}"
)
_PHONE_OTHER = re.compile(r"0*\d{1,3}")
_DIALLING = re.compile(r"^(?:\+|00)?44(?:\(0\))?0?|^0")
_EXTENSION = re.compile(r"\s*(?:ext(?:ension)?|x)\.?\s*[09]?\d{0,5}$", re.IGNORECASE)
_LICENCE = re.compile(r"[A-Z0-9]{5}\d(\d\d)(\d\d)\d[A-Z0-9]{5}(?:\d\d)?")
_STUDENT = re.compile(r"ZZZZ\d{8}Z")
_PLATE = re.compile(r"[A-Z]{2}01[A-Z]{3}")
_IP = re.compile(
    r"(?:192\.0\.2|198\.51\.100|203\.0\.113|198\.1[89]\.\d{1,3})\.\d{1,3}(?:/\d{1,2}|:\d{1,5})?|2001:0?db8:[0-9a-f:]{0,40}", re.IGNORECASE
)
_MAC = re.compile(r"00005E0053[0-9A-F]{2}")
_HOST = re.compile(r"host-\d{1,9}\.example", re.IGNORECASE)
_URL = re.compile(r"https?://www\.example\.(?:com|org|net)(?:/\d{0,9})?", re.IGNORECASE)
_PATH = re.compile(r"\\\\server\.example\\files\\\d{1,9}|[A-Z]:\\Users\\example\\\d{1,9}|/home/example/\d{1,9}", re.IGNORECASE)
_CODE = re.compile(r"code \d{1,9}", re.IGNORECASE)
_USER = re.compile(r"user\d{1,9}", re.IGNORECASE)
INVENTED_NAME = re.compile(r"[a-z](?:(?:[aeiou][b-df-hj-np-tv-z])*[aeiou]?|(?:[b-df-hj-np-tv-z][aeiou])*[b-df-hj-np-tv-z]?)quox")
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_SHORTEST_NAME = 7
LONGEST_ENDING: Final = 3  # digits that keep two logins apart
_INITIAL_PAIR, _SEVERAL = 3, 2  # initials written together: JP, JPS; numbers of rows stand alone
_SHORTEST_NUMBER, _LONGEST_NUMBER = 5, 100  # digits; no identifier is longer
_YEAR_DIGITS = 4
_COMPACT = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (r"(\d\d)(\d\d)(\d\d)", r"\1/\2/\3"),
        (r"(\d\d)(\d\d)(\d\d)", r"\3/\2/\1"),
        (r"(\d)(\d\d)(\d{4})", r"\1/\2/\3"),
        (r"(\d{1,2})([A-Za-z]{3,9})(\d{4}|\d\d)", r"\1 \2 \3"),
    )
)


def always_accepted(text: str) -> bool:
    """Return whether ``text`` says nothing about anybody in any column: blank, placeholder, total word or blanked."""
    lowered = text.lower().rstrip(":")
    return not lowered or lowered in PLACEHOLDERS or lowered in TOTALS or _BLANKED.fullmatch(text) is not None


def marked(digits: str, residue: int, shortest: int = 1) -> bool:
    """Return whether ``digits`` (leading zeros aside) are divisible by 97 with ``residue`` left over."""
    core = digits.lstrip("0")
    return shortest <= len(core) <= _LONGEST_NUMBER and core.isdecimal() and int(core) % 97 == residue


def _masked(residue: int) -> Recogniser:
    """All letters are X, and letters and digits together carry the mark (letters count as 10 to 35)."""

    def accepts(text: str) -> bool:
        core = squeeze(text)
        return (
            core.isascii()
            and core.isalnum()
            and core.strip("X0123456789") == ""
            and bool(_NOT_DIGIT.sub("", core))
            and _letters97(core, residue)
        )

    return accepts


def _letters97(core: str, residue: int) -> bool:
    return len(core) <= _LONGEST_NUMBER and int(core.replace("X", "33")) % 97 == residue


def _numbered(residue: int, longest_run: int = 2) -> Recogniser:
    """Digits carry the mark; short letter runs are kept, longer ones are X; an assignment suffix is not counted."""

    def accepts(text: str) -> bool:
        upper = text.upper()
        if any(len(run) > longest_run and run.strip("X") for run in _LETTER_RUN.findall(upper)):
            return False
        core = _NOT_DIGIT.sub("", _SUFFIX.sub("", upper))
        return marked(core if len(core) >= _SHORTEST_NUMBER else _NOT_DIGIT.sub("", upper), residue, _SHORTEST_NUMBER)

    return accepts


def _nino(text: str) -> bool:
    core = squeeze(text)
    return NINO.fullmatch(core) is not None or _MISTYPED_NINO.fullmatch(core) is not None


def _sort_code(text: str) -> bool:
    return _SORT.fullmatch(squeeze(text)) is not None or _SORT_DATE.fullmatch(text) is not None or _bank_pair(text)


def _account(text: str) -> bool:
    alone = not text.upper().isupper() and marked(_NOT_DIGIT.sub("", text), 2, _SHORTEST_NUMBER)
    return alone or _bank_pair(text)


def _bank_pair(text: str) -> bool:
    match = _PAIR.fullmatch(text)
    return match is not None and marked(match[1], 2, _SHORTEST_NUMBER)


def _iban(text: str) -> bool:
    match = _IBAN.fullmatch(squeeze(text))
    return match is not None and marked(match[1], 2, _SHORTEST_NUMBER)  # wrong check digits stay wrong


def _birth_date(text: str) -> bool:
    """The day is the one that the month is given; a month or a year alone is kept, so it passes."""
    if len(text) <= _YEAR_DIGITS and text.isdigit():
        return True
    days = dates_in(text) or _compact_days(text)
    return any(day.day == 1 + (12 * day.year + 7 * day.month) % 28 for day in days) or (not days and _partial_date(text))


def _compact_days(text: str) -> list[date]:
    """Return the days that a date without separators can mean: six digits, seven without the zero of the day, or 14MAR1985."""
    return [day for pattern, form in _COMPACT if (match := pattern.fullmatch(text)) for day in dates_in(match.expand(form))]


def _partial_date(text: str) -> bool:
    return re.fullmatch(r"(?:[A-Za-z]{3,9}|\d{1,2})[-/ ,]{1,2}(?:\d{4}|\d{2})|\d{4}-\d{2}", text) is not None


def _address(text: str) -> bool:
    pieces = [piece.strip() for piece in _ADDRESS_BREAK.split(text)]
    return all(ADDRESS_PIECE.fullmatch(piece) or POSTCODE.fullmatch(piece) or always_accepted(piece) for piece in pieces)


def _email(text: str) -> bool:
    if _address_of_nobody(text):
        return True
    pieces = [piece for piece in re.split(r"[,;\s<>\"]+", text) if piece]
    addresses = [piece for piece in pieces if _address_of_nobody(piece)]
    return bool(addresses) and all(piece in addresses or _person(piece) for piece in pieces)


def _address_of_nobody(text: str) -> bool:
    """At a reserved domain, before which nobody is named: people write ``john.smith@example.com`` too."""
    match = _EMAIL.fullmatch(text)
    return match is not None and (_USER.fullmatch(match[1]) is not None or all(map(_login_piece, _TOKEN.findall(match[1]))))


def _login_piece(piece: str) -> bool:
    if piece.isdigit():
        return len(piece) <= LONGEST_ENDING or marked(piece, 1, _SHORTEST_NUMBER)
    return len(piece) == 1 or "quox" in bare(piece)


def _phone(text: str) -> bool:
    numbers = [number for number in re.split(r"[/,;\n]| or ", text) if number.strip()]
    return bool(numbers) and all(_one_phone(number) for number in numbers)


def _one_phone(text: str) -> bool:
    core = re.sub(r"[^\d+]", "", _EXTENSION.sub("", text).replace("(0)", ""))
    national = _DIALLING.sub("", core)
    return any(PHONE.fullmatch(form) for form in (national, core)) or _PHONE_OTHER.fullmatch(core.lstrip("+")) is not None


def _licence(text: str) -> bool:
    match = _LICENCE.fullmatch(squeeze(text))
    if match is None:
        return False
    impossible = {(2, 30), (2, 31), (4, 31), (6, 31), (9, 31), (11, 31)}
    return (int(match[1]) % 50, int(match[2])) in impossible


def _plate(text: str) -> bool:
    return _PLATE.fullmatch(squeeze(text)) is not None


def _court(text: str) -> bool:
    core = squeeze(text)
    wrapped = NINO.search(core) is not None and len(_NOT_DIGIT.sub("", NINO.sub("", core))) < _SHORTEST_NUMBER
    return _numbered(8, 3)(text) or wrapped


def _username(text: str) -> bool:
    domain, slash, login = text.rpartition("\\")
    if slash and domain.upper() != "EXAMPLE":
        return False
    return _USER.fullmatch(login) is not None or "quox" in bare(login) or _email(login) or _person(login)


def _web(text: str) -> bool:
    return _URL.fullmatch(text) is not None or _email(text)


def is_invented_name(token: str) -> bool:
    """Return whether one word is an invented name: a letter, alternating vowels and consonants, ``quox``."""
    plain = bare(token)
    return plain.endswith("quox") and len(plain) >= _SHORTEST_NAME and INVENTED_NAME.fullmatch(plain) is not None


def _person(text: str) -> bool:
    """Every token is an invented name, an initial, a word that stands around names, or a number; several short ones are none of rows."""
    if text.isalpha():
        return _person_token(text)
    tokens = _TOKEN.findall(text)
    if sum(map(str.isdigit, tokens)) >= _SEVERAL and max(map(len, tokens)) < _INITIAL_PAIR:
        return False  # 20-45-23
    return bool(tokens) and all(map(_person_token, tokens))


def _person_token(token: str) -> bool:
    if token.isdigit():
        return len(token) < _INITIAL_PAIR or marked(token, 1, _SHORTEST_NUMBER)
    lowered = token.lower()
    return is_invented_name(token) or len(token) == 1 or lowered in AROUND or lowered in TOTAL_WORDS


def _secret(text: str) -> bool:
    return text.lower() == "redacted"


def _whole(pattern: re.Pattern[str]) -> Recogniser:
    return lambda text: pattern.fullmatch(text) is not None


def _squeezed(pattern: re.Pattern[str]) -> Recogniser:
    return lambda text: pattern.fullmatch(squeeze(text)) is not None


SPACES: Final[Mapping[str, Recogniser]] = MappingProxyType(
    {
        "PERSON": _person,
        "UK_NINO": _nino,
        "UK_SORT_CODE": _sort_code,
        "UK_BANK_ACCOUNT": _account,
        "BANK_ROLL_NUMBER": _masked(7),
        "IBAN_CODE": _iban,
        "CREDIT_CARD": _squeezed(_CARD),
        "EMPLOYEE_ID": _numbered(1),
        "UK_NHS": _squeezed(_NHS),
        "NHS_PENSION_NUMBER": _numbered(3),
        "UK_UTR": _squeezed(_UTR),
        "DATE_OF_BIRTH": _birth_date,
        "ADDRESS": _address,
        "UK_POSTCODE": _whole(POSTCODE),
        "UPRN": _squeezed(_UPRN),
        "EMAIL_ADDRESS": _email,
        "PHONE_NUMBER": _phone,
        "UK_DRIVING_LICENCE": _licence,
        "PASSPORT": _masked(4),
        "IMMIGRATION_DOCUMENT": _masked(5),
        "DBS_CERTIFICATE": _masked(6),
        "COURT_ORDER_REFERENCE": _court,
        "PENSION_MEMBER": _masked(9),
        "PROFESSIONAL_REGISTRATION": _masked(10),
        "STUDENT_SUPPORT_NUMBER": _squeezed(_STUDENT),
        "VEHICLE_REGISTRATION": _plate,
        "USERNAME": _username,
        "IP_ADDRESS": _whole(_IP),
        "MAC_ADDRESS": _squeezed(_MAC),
        "HOSTNAME": _whole(_HOST),
        "URL": _web,
        "FILE_PATH": _whole(_PATH),
        "SECRET": _secret,
        "NEUTRAL": _whole(_CODE),
    }
)
