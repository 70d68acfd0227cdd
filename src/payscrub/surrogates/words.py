"""Words that are no personal data, wherever they stand, and words that stand around a name and stay."""

from __future__ import annotations

PLACEHOLDERS = frozenset(
    "n/a|na|none|nil|tbc|tba|pending|unknown|vacant|vacancy|not known|not applicable|-|.|?|#n/a|null|agency|bank worker|new starter|"
    "a n other|fnu|lnu|redacted|n/d|0".split("|")
)
TOTALS = frozenset("total|grand total|subtotal|sub-total|count|average".split("|"))
KEPT = PLACEHOLDERS | TOTALS

# A word that is also a forename or surname (Judge, Major, Sheikh, Ma, Ben, JP as initials) is missing on purpose: it is replaced like any name.
TITLES = frozenset("mr mrs ms miss mx dr prof professor rev revd reverend sir dame cllr capt sgt messrs baroness madam".split())
PARTICLES = frozenset("de der dela des von ter ap ab mc st bint ibn ul zu zur ferch".split())
CONNECTORS = frozenset("and nee formerly aka esq".split())
HONOURS = frozenset("jnr snr jr sr junior senior ii iii obe mbe cbe kbe dbe bem phd msc bsc rgn frcs mrcp frcp mrcgp cipd fcipp".split())
# Particles that are names too when they begin with a capital (Van, Le, Do, Bin, Al): kept only where written small.
SMALL_PARTICLES = frozenset(
    "da do dos das del della di du le la las los el al bin ben abu abd ur van den ten te ni nic ui e y i of the".split()
)

AROUND = TITLES | PARTICLES | CONNECTORS | HONOURS
