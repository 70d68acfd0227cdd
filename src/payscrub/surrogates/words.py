"""Words that are no personal data, wherever they stand, and words that stand around a name and stay."""

from __future__ import annotations


def _set(words: str, separator: str | None = None) -> frozenset[str]:
    return frozenset(words.split(separator))


PLACEHOLDERS = _set(
    "n/a|na|none|nil|tbc|tba|pending|unknown|vacant|vacancy|not known|not applicable|-|.|?|#n/a|null|agency|bank worker|new starter|"
    "a n other|fnu|lnu|redacted|n/d|0",
    "|",
)
TOTALS = _set("total|totals|grand total|subtotal|sub-total|sub total|count|average", "|")
KEPT = PLACEHOLDERS | TOTALS

# A word that is a forename or surname as well (Judge, Major, Sheikh, Ma, Ben) is missing here on purpose, and so are honours that
# could be initials (JP, QC, MA): they are replaced like any name.
TITLES = _set("mr mrs ms miss mx dr prof professor rev revd reverend sir dame cllr capt sgt messrs baroness madam")
PARTICLES = _set("de der dela des von ter ap ab mc st bint ibn ul zu zur ferch")
CONNECTORS = _set("and nee formerly aka esq")
HONOURS = _set("jnr snr jr sr junior senior ii iii obe mbe cbe kbe dbe bem phd msc bsc rgn frcs mrcp frcp mrcgp cipd fcipp")
# Particles that are names too when they begin with a capital (Van, Le, Do, Bin, Al): kept only where written small.
SMALL_PARTICLES = _set(
    "da do dos das del della di du le la las los el al bin ben abu abd ur van den ten te ni nic ui e y i of the",
)
AROUND = TITLES | PARTICLES | CONNECTORS | HONOURS
PHONE_LABELS = _set("mob mobile m tel telephone phone t home h work w office landline ext extension x or fax f")
