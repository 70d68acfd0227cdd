"""Words that stay in a personal column: around names, in the place of a value, at the head of a total (docs/surrogates.md)."""

from __future__ import annotations

from typing import Final

from payscrub.verify.wordlists import words

# Words that stand around a name and stay (docs/surrogates.md: titles, particles, honours, generation suffixes).
TITLES: Final = words(
    """
    mr mrs ms miss mx master madam dr doctor prof professor rev reverend revd sir dame lord lady sister brother father fr cllr
    councillor hon capt captain maj major lt col sgt messrs baroness baron judge canon rabbi imam sheikh nurse ma
    """
)
AROUND: Final = TITLES | words(
    """
    de da do dos das del della di du des le la las los el al bin bint ibn ben abu abd ul ur van von der den ter ten te ap ab ferch
    st mac mc o ni nic ui e y i zu zur und and the of dela jr snr sr jnr junior senior ii iii iv vi obe mbe cbe kbe dbe bem phd msc
    bsc ba ma rn rgn rmn frcs mrcp frcp mrcgp fcipp cipd qc kc jp nee born formerly aka ta was now esq
    """
)
PLACEHOLDERS: Final = words(
    """
    n/a | na | none | nil | tbc | tba | pending | unknown | vacant | vacancy | not known | not applicable | - | . | ? | #n/a | null
    | agency | bank worker | new starter | a n other | fnu | lnu | redacted | n/d | 0 | (all) | (multiple items)
    | (blank)
    """,
    "|",
)
TOTALS: Final = words("total | totals | grand total | subtotal | sub-total | sub total | count | average", "|")
TOTAL_WORDS: Final = words("total totals grand subtotal sub count average for")
