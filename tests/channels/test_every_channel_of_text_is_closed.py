"""What a delimited file can carry besides its fields: preambles, trailers, formulas, odd encodings, separators and line ends."""

import pytest
from fixtures.people import staff
from tests.support.canary import Canaries
from tests.support.commands import key_in, payscrub
from tests.support.plant import ACCOUNT, CANARIES, EMAIL, FORENAME, LOGIN, NAME, NINO, NUMBER, SURNAME

HEAD = "Employee Number,Surname,Forename,NI Number,Annual Salary"
ROWS = [f"{person.number},{person.surname},{person.forename},{person.nino},{person.salary}" for person in staff(12, 701)]
KNOWN = f"{NUMBER},{SURNAME},{FORENAME},{NINO},31049"
TABLE = "\r\n".join((HEAD, *ROWS, KNOWN)) + "\r\n"
SEARCH = Canaries((*CANARIES, LOGIN[:10]))


def added(title, value):
    """Return the table with one more column, filled in the first row and the canary's."""
    head, *rows = TABLE.splitlines()
    return "\r\n".join((f"{head},{title}", f"{rows[0]},{value}", *(f"{row}," for row in rows[1:-1]), f"{rows[-1]},{value}")) + "\r\n"


TEXTS = {
    "the table by itself": TABLE,
    "a preamble that names who ran it": f"Run by {NAME} on 01/04/2026\r\nPayroll March,,,,\r\n\r\n{TABLE}",
    "a trailer with a name": f"{TABLE}\r\nPrepared by {NAME},,,,\r\n",
    "a total row with a name": f"{TABLE}Total for {SURNAME},,,,31049\r\n",
    "a note that mentions somebody": added("Notes", f"Covering for {NAME} until May"),
    "a note with a number in it": added("Notes", f'"NI is {NINO}, was blank"'),
    "a note over two lines": added("Notes", f'"Ask {NAME}\r\nabout May"'),
    "a mail link in a formula": added("Link", f'"=HYPERLINK(""mailto:{EMAIL}"")"'),
    "a number kept as a formula": added("Account Number", f'"=""{ACCOUNT}"""'),
    "a number kept by an apostrophe": added("Account Number", f"'{ACCOUNT}"),
    "a number in scientific notation": added("Account Number", "4.8213907E7"),
    "a mail address": added("Email", EMAIL),
    "quotes inside a field": added("Notes", f'"the ""other"" {SURNAME}"'),
    "capitals": TABLE.upper(),
    "small letters": TABLE.lower(),
    "fields that are all quoted": "\r\n".join(",".join(f'"{field}"' for field in line.split(",")) for line in TABLE.splitlines()) + "\r\n",
    "padded fields": "\r\n".join(",".join(f" {field}  " for field in line.split(",")) for line in TABLE.splitlines()) + "\r\n",
    "a separator line": f"sep=;\r\n{TABLE.replace(',', ';')}",
    "semicolons": TABLE.replace(",", ";"),
    "tabs": TABLE.replace(",", "\t"),
    "bars": TABLE.replace(",", "|"),
    "Unix lines": TABLE.replace("\r\n", "\n"),
    "old Macintosh lines": TABLE.replace("\r\n", "\r"),
    "no last line end": TABLE.rstrip("\r\n"),
    "no header": TABLE.split("\r\n", 1)[1],
    "a spaced number": TABLE.replace(NINO, "JM 48 21 07 C"),
    "a second table below": f"{TABLE}\r\nCost Centre,Manager\r\n410021,{NAME}\r\n410035,{NAME}\r\n",
}
CODECS = {"UTF-8": "utf-8", "UTF-8 with its mark": "utf-8-sig", "UTF-16": "utf-16", "Windows": "cp1252"}
ACCENTED = TABLE.replace(FORENAME, "Siobhán")


def clean(data, folder, suffix=".csv"):
    source, output = folder / f"source{suffix}", folder / f"out{suffix}"
    source.write_bytes(data)
    ran = payscrub("clean", source, "-o", output, "--key-file", key_in(folder))
    assert SEARCH.seen_in(ran.said) == {}
    return ran, output.read_bytes() if output.exists() else None


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_person_does_not_pass(text, tmp_path):
    data = text.encode()
    assert SEARCH.seen_in(data)
    ran, output = clean(data, tmp_path)
    assert ran.code == 0, ran.err
    assert SEARCH.seen_in(output) == {}
    assert output.count(b"\n") == data.count(b"\n")
    assert output.count(b"\r") == data.count(b"\r")


@pytest.mark.parametrize("codec", CODECS.values(), ids=CODECS)
def test_the_encoding_is_kept(codec, tmp_path):
    ran, output = clean(ACCENTED.encode(codec), tmp_path)
    assert ran.code == 0, ran.err
    assert Canaries(["Siobhán", "Siobhan"]).seen_in(output) == {}
    assert output[:2] == ACCENTED.encode(codec)[:2]
    assert HEAD in output.decode(codec)


def test_bytes_behind_the_end_of_a_text_are_refused_or_treated(tmp_path):
    ran, output = clean(TABLE.encode() + b"\x1a" + NAME.encode(), tmp_path)
    assert ran.code in {0, 3}
    assert output is None or SEARCH.seen_in(output) == {}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_verifier_rejects_the_source(text, tmp_path):
    path = tmp_path / "source.csv"
    path.write_bytes(text.encode())
    ran = payscrub("verify", path)
    assert ran.code == 1
    assert SEARCH.seen_in(ran.said) == {}
