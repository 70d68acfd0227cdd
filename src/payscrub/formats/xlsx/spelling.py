"""How a tag is spelt: quotation marks, blanks, and prefixes, which a file chooses freely (Namespaces in XML 1.0, 3): one can be a name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import count

# closing slash, name, attributes, empty slash; possessive, so linear whatever the input
TAG = re.compile(rb"""<(/?)([^\s/>"'<]++)((?:[^"'/><]++|"[^"<]*+"|'[^'<]*+')*+)(/?)>""")
ATTRIBUTE = re.compile(rb"""(\s++)([^\s="'<>/]++)\s*+=\s*+(?:"([^"<]*+)"|'([^'<]*+)')""")
_DECLARED = re.compile(rb"""\sxmlns:([^\s=<>"'/]+)""")
_PLAIN = re.compile(
    rb"[a-z]{1,2}|[a-z]{1,2}[0-9]{1,3}[a-z]{0,2}[0-9]{0,2}|thm15|sle15|xdr|cdr|xsi|xsd|xda|dgm|dsp|pic|etc|xlrd|loext|xcalcf|dcterms|dcmitype"
)
_LISTS = frozenset({b"Requires", b"Ignorable", b"ProcessContent", b"MustUnderstand"})  # of prefixes (ECMA-376 part 3, 7)


def odd(data: bytes) -> set[bytes]:
    """Return the prefixes that a part declares and that say more than which namespace they stand for."""
    return {name for name in set(_DECLARED.findall(data)) if not is_plain(name)}


def is_plain(prefix: bytes) -> bool:
    """Return whether a prefix says no more than which namespace it stands for."""
    return _PLAIN.fullmatch(prefix) is not None


def renamed(data: bytes) -> bytes:
    """Return a part with numbers in the place of its odd prefixes; comments and CDATA must be gone."""
    found = odd(data)
    if not found:
        return data
    taken = set(_DECLARED.findall(data))
    free = (prefix for number in count() if (prefix := b"ns%d" % number) not in taken)
    new = dict(zip(sorted(found), free, strict=False))
    return TAG.sub(lambda tag: b"<%b%b%b%b>" % (tag[1], _name(tag[2], new), _attributes(tag[3], new), tag[4]), data)


def _name(old: bytes, new: Mapping[bytes, bytes]) -> bytes:
    """Return the name of an element, an attribute or a declaration with its prefix renamed."""
    prefix, colon, local = old.partition(b":")
    if prefix == b"xmlns" and colon:
        return b"xmlns:" + new.get(local, local)
    return new.get(prefix, prefix) + colon + local if colon else old


def _attributes(raw: bytes, new: Mapping[bytes, bytes]) -> bytes:
    def renamed(match: re.Match[bytes]) -> bytes:
        quote, value = (b'"', match[3]) if match[3] is not None else (b"'", match[4])
        if match[2].rpartition(b":")[2] in _LISTS:
            value = b" ".join(new[one] if one in new else _name(one, new) for one in value.split())
        return match[1] + _name(match[2], new) + b"=" + quote + value + quote

    return ATTRIBUTE.sub(renamed, raw)


def tidied(data: bytes) -> bytes:
    """Return a part with every tag written as most programs write it: ``<c r='A1' >`` as ``<c r="A1">`` (XML 1.0, 3.1)."""
    return TAG.sub(_tidy, data)


def _tidy(tag: re.Match[bytes]) -> bytes:
    slash, name, attributes, empty = tag.groups()
    if name.startswith(b"?"):
        return tag[0]
    found = ATTRIBUTE.finditer(attributes)
    written = ((one[2], one[3] if one[3] is not None else one[4].replace(b'"', b"&quot;")) for one in found)
    return b"<" + slash + name + b"".join(b' %b="%b"' % pair for pair in written) + empty + b">"
