"""The patterns of names in text: titles, initials, mentions, institutions."""

from __future__ import annotations

import re
from typing import Final

from payscrub.verify.wordlists import words

_LETTER = r"[^\W\d_]"
_PARTICLE = r"(?:de|der|dela|del|des|von|van|ter|ap|ab|mc|st|bint|ibn|ul|zu|zur|ferch|la|los|las|le|dos|da|al|el|bin)"

FOREIGN: Final = re.compile("[^\u0000-\u036f\u1e00-\u1eff\u2000-\u218f]")  # neither Latin nor a sign
WORD: Final = re.compile(rf"{_LETTER}+(?:['\u2019`]{_LETTER}+)*")
APOSTROPHE: Final = re.compile("['\u2019`]")
PIECE: Final = re.compile(r"[^\s_,;:()\"]+")
# words run together in an identifier; McLean is one word
CAMEL: Final = re.compile(rf"(?<!\bMc)(?<!\bMac)(?<!\bFitz)(?:(?<={_LETTER})(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z]))")
GAELIC: Final = re.compile(r"^(?:Mc|Mac|Fitz|O['\u2019])(?=[A-Z])")  # what a surname goes on behind with another capital
CODE: Final = re.compile(r"\S*\d\S*")  # codes, amounts and dates are no names
TITLED: Final = re.compile(
    r"\b(Mr|Mrs|Ms|Miss|Mx|Messrs|Dr|Prof|Professor|Rev|Reverend|Sir|Dame|Cllr)\b\.?\s{1,2}"
    rf"((?:[A-Z](?:\.\s{{0,2}}|\s{{1,2}}|['\u2019]+)){{0,4}})(?:{_PARTICLE}\s{{1,2}}){{0,3}}({_LETTER}+)",
    re.IGNORECASE,
)
SURE_TITLES: Final = words("mr mrs ms mx messrs cllr")  # Dr is also a debit, Miss also a verb
INITIALLED: Final = re.compile(
    rf"(?<![\w.])(?:(?:[A-Z]\.? ?){{1,3}}(?<=[. ])([A-Z][^\W\d_'\u2019]*{_LETTER}['\u2019\w-]*)"
    r"|([A-Z][\w'\u2019-]+),? (?:[A-Z]\.? ?){1,3})(?![\w.'\u2019])"
)
NUMBER_BEHIND: Final = re.compile(r"[ -]?[A-Z]{0,4}\d")
CODED: Final = re.compile(r"([A-Za-z]{5,24})[._-]?\d{1,4}(?![A-Za-z0-9])")  # letters and a few digits run together
JOINED: Final = re.compile(r"[A-Z]{2}")  # initials without blanks or stops may as well be an abbreviation
COMMA: Final = re.compile(rf"({_LETTER}[\w'\u2019 -]{{1,40}}), ?({_LETTER}[\w'\u2019 .-]{{1,40}})")
BY: Final = re.compile(
    r"\b(?:by|from|to|for|with|per|cc|dear|hi|hello|attn|signed|regards|thanks|contact|ask|ring|tell|told|spoke|see|was|nee|n\u00e9e|aka)"
    rf"\s{{1,2}}(?:[A-Z](?:\. ?| )){{0,2}}([A-Z]{_LETTER}+)(?! ?\d)"
)
# A word of an institution excuses up to three capitalised words before it: institutions are named after people.
INSTITUTION: Final = re.compile(
    r"(?:[A-Z][\w'\u2019&-]* (?:of E )?){1,5}"
    r"(?i:hospitals?|nhs|trust|ltd|limited|plc|llp|council|university|college|school|academy|surgery|clinic|centre|infirmary|house|suite|"
    r"ward|unit|wing|theatres?|foundation|society|bank|group|services|solutions|consulting|insurance|pensions?|building|campus|health|"
    r"medical|care|road|street|lane|avenue|lodge|annexe|hospice|nursery|chambers|villa|bay|library|foods|sons|stores|homes?|hall|court|"
    r"floor|site|base|station|fund|scheme|church|partners|partnership|agency|recruitment|nursing|healthcare|holdings|enterprises|garage)\b"
    r"|\b(?i:ward|wing|unit|house|suite|theatre|clinic|team)(?: [A-Z][\w'\u2019-]*){1,3}"
    # other words excuse a single one that is nothing but a name with them
    r"|^[A-Z][\w'\u2019-]* (?i:block|primary|infants|grammar|academies|federation|leisure|stadium|arena|gym|hotel|depot|"
    r"warehouse|outlet|superstore|precinct|mall|towers|institute|faculty|hub|programme|alliance|network|cooperative|brewery|dairy|logistics|"
    r"haulage|transport|freight|couriers|travel|airways|airlines|rail|railways|buses|coaches|energy|telecom|media|publishing|productions|"
    r"studios|interiors|furniture|carpets|windows|plastics|chemicals|pharmaceuticals|laboratories|technologies|systems|software|digital|"
    r"security|cleaning|maintenance|construction|developments|properties|lettings|estates|architects|surveyors|engineers|engineering|"
    r"solicitors|accountants|investments|brokers|assurance|motors|tyres|caterers|catering|northbound|southbound|eastbound|westbound|"
    r"interchange|terrace|crescent|gardens|mews|quays?|docks|wharf|terminal|airport)$"
)
