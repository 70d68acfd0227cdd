"""How readily a text is suspected depends on where it stands; every rule has its examples and what only looks alike."""

import pytest

from payscrub.verify.names import Where, suspicion

PLACES = {name: Where[name] for name in ("TECHNICAL", "ORGANISATION", "HEAD", "LABEL", "QUOTED", "FREE")}
SUSPECTED = [
    # titles
    ("Mr Grant", "title", "ORGANISATION HEAD LABEL QUOTED FREE"),
    ("MRS GRANT", "title", "ORGANISATION HEAD LABEL QUOTED FREE"),
    ("Dr Zqvtrab", "title", "ORGANISATION HEAD LABEL QUOTED FREE"),
    ("Dr Sarah", "title", "ORGANISATION HEAD LABEL QUOTED FREE"),
    ("Dr Balance and Mr Grant", "title", "ORGANISATION HEAD LABEL QUOTED FREE"),
    ("Mr Grant and Dr Balance", "title", "ORGANISATION HEAD LABEL QUOTED FREE"),
    ("Mr Sister", "", ""),
    ("Mr G", "", ""),
    ("Mr grant", "", ""),
    ("Dr Grant", "", ""),
    ("MS Office", "", ""),
    ("Mr Tebaquox", "", ""),
    ("Mr REDACTED", "", ""),
    # known names
    ("Sarah", "list", "HEAD LABEL QUOTED FREE"),
    ("McLean", "list", "HEAD LABEL QUOTED FREE"),
    ("McLeanTotal", "list", "QUOTED"),
    ("Ian", "list", "HEAD LABEL QUOTED FREE"),
    ("ARLO and SARAH", "list", "HEAD LABEL QUOTED FREE"),
    ("IAN", "", ""),
    ("the ian account", "", ""),
    ("Sarah Hospital", "", ""),
    ("Agnes Hunt", "list", "HEAD LABEL QUOTED FREE"),
    ("Robert Jones and Agnes Hunt", "", ""),
    ("Heddon on the Wall", "", ""),
    ("Burgess Hill", "", ""),
    ("Sar12", "", ""),
    ("Price Sarah90017 office", "", ""),
    ("Office2", "", ""),
    # logins and names of computers
    ("Sarah2", "code", "HEAD LABEL QUOTED FREE"),
    ("Price Sarah9 office", "code", "HEAD LABEL QUOTED FREE"),
    ("LT-HIGGINS01", "code", "HEAD LABEL QUOTED FREE"),
    ("user jhiggins7 locked out", "code", "HEAD LABEL QUOTED FREE"),
    ("user higginsj-07", "code", "HEAD LABEL QUOTED FREE"),
    ("user tebaquox7", "", ""),
    # Ring HR on 12
    ("Grant HR about", "", ""),
    ("Grant ZQ 12", "", ""),
    ("Grant ZQ about", "initials", "HEAD LABEL QUOTED FREE"),
    # two words
    ("Mark Price", "words", "LABEL QUOTED FREE"),
    ("MARK PRICE", "", ""),
    ("Pay Mark", "", ""),
    ("Late Rate", "", ""),
    # initials
    ("J Grant", "initials", "HEAD LABEL QUOTED FREE"),
    ("J Zqvtrab", "initials", "HEAD LABEL QUOTED FREE"),
    ("J. ZQVT", "initials", "HEAD LABEL QUOTED FREE"),
    ("J.Q. Zqv", "initials", "HEAD LABEL QUOTED FREE"),
    ("Page A, J Grant", "initials", "HEAD LABEL QUOTED FREE"),
    ("J Joy", "initials", "HEAD LABEL QUOTED FREE"),
    ("J JO", "initials", "HEAD LABEL QUOTED FREE"),
    ("J Ed", "", ""),
    ("Page A, Grant B", "initials", "HEAD LABEL QUOTED FREE"),
    ("Mark: J Hall", "", ""),
    ("grant to J Tebaquox", "", ""),
    ("J. ZQV", "", ""),
    ("A Grant", "", ""),
    ("I Grant", "", ""),
    ("J Al", "", ""),
    ("FlatBox X", "", ""),
    ("FlatGrant X", "initials", "HEAD LABEL QUOTED FREE"),
    ("Page A", "", ""),
    ("J. Ward", "", ""),
    ("C Hoare & Co", "", ""),
    # comma
    ("Grant, Mark", "comma", "HEAD"),
    ("Grant, Mark Bill", "comma", "HEAD LABEL QUOTED FREE"),
    ("IAN, Mark", "comma", "HEAD LABEL QUOTED FREE"),
    ("IAN, Zqvtrab", "comma", "HEAD LABEL QUOTED FREE"),
    ("Tebaquox, Grant", "", ""),
    ("Zqvtrab, Yqvtrab", "unknown", "LABEL QUOTED FREE"),
    ("Finance, Mark", "", ""),
    ("Mark, Finance", "", ""),
    # mentions
    ("spoke to Grant about pay", "mention", "FREE"),
    ("asked by Grant and by Finance", "mention", "FREE"),
    ("asked by Finance and by Grant", "mention", "FREE"),
    ("later today Grant left", "mention", "FREE"),
    ("later Grant left", "mention", "FREE"),
    ("asked by Finance", "", ""),
    ("a grant asked by Quick", "", ""),
    ("later today GRANT left", "", ""),
    ("later Grant", "", ""),
    ("Then Grant left", "", ""),
    ("later Grant Finance Payroll", "", ""),
    ("later today Grant Finance Payroll Office", "", ""),
    # words that nobody knows
    ("Zqv", "unknown", "LABEL QUOTED FREE"),
    ("Office Zqvtrab", "unknown", "LABEL QUOTED FREE"),
    ("Zqvtrab office", "unknown", "LABEL QUOTED FREE"),
    ("ZQVTR", "unknown", "LABEL QUOTED FREE"),
    ("ZQVT", "", ""),
    ("Zq", "", ""),
    ("ZqVTR", "", ""),
    ("ZqVt", "", ""),
    ("McZqvtra", "unknown", "LABEL QUOTED FREE"),
    ("MacZqvtra", "unknown", "LABEL QUOTED FREE"),
    ("FitzZqvtra", "unknown", "LABEL QUOTED FREE"),
    ("O'Zqvtra", "unknown", "LABEL QUOTED FREE"),
    ("O'Zq", "", ""),
    ("McZqVt", "", ""),
    ("zqvtra", "", ""),
    # other alphabets
    ("\u0421\u043c\u0438\u0440\u043d\u043e\u0432\u0430", "foreign", "ORGANISATION HEAD"),
    ("\u0441\u043c\u0438\u0440\u043d\u043e\u0432\u0430 office", "foreign", "ORGANISATION HEAD LABEL QUOTED FREE"),
    # logins
    ("jhiggins", "login", "HEAD LABEL QUOTED FREE"),
    ("the jhiggins account", "login", "HEAD LABEL QUOTED FREE"),
    ("higginsj paid", "login", "HEAD LABEL QUOTED FREE"),
    ("zqvtrab", "login", "LABEL"),
    ("zqvtrab office", "", ""),
    ("payquick paid", "", ""),
    ("a grant to archers", "", ""),  # an ordinary word, and a name with an initial
    # among wards and jobs
    ("left by Sarah", "stray", "ORGANISATION"),
    ("Sarah Grant", "stray", "ORGANISATION"),
    ("Grant, Sarah", "stray", "ORGANISATION"),
    ("Higgins J", "stray", "ORGANISATION"),
    ("Porter Sarah Zqvtrab", "stray", "ORGANISATION"),
]
SPARED_AMONG_WARDS = [
    "Grant Sarah",
    "Sarah & Co",
    "left & paid by Sarah",
    "Sarah Tebaquox",
    "Sarah Finance",
    "Sarah payroll",
    "Zqvtrab Office",
    "IAN agreed",
    "IAN Grant",
    "IAN Zqvtrab",
    "Office Pay Band Sarah Zqvtrab",
    "J Higgins Staff Officer Band Pay",
    "J Grant",
]
REASONS = {
    "title": "A title (Mr, Dr)",
    "list": "A word is a known",
    "words": "Two words",
    "initials": "Initials",
    "comma": "It is written like",
    "mention": "A word that can be a name is capitalised",
    "unknown": "A word with a capital",
    "foreign": "A word in another alphabet",
    "login": "A word in small letters",
    "code": "A code of letters",
    "stray": "Among departments",
}


@pytest.mark.parametrize(("text", "rule", "places"), SUSPECTED)
def test_a_text_is_suspected_by_the_rule_and_where_it_applies(text, rule, places):
    found = {name: suspicion(text, where) for name, where in PLACES.items()}
    if not rule:
        assert set(found.values()) == {""}
    else:
        by_rule = " ".join(name for name, reason in found.items() if reason.startswith(REASONS[rule]))
        assert by_rule == places
        assert found["TECHNICAL"] == ""


@pytest.mark.parametrize("text", SPARED_AMONG_WARDS)
def test_among_wards_and_jobs_a_word_alone_is_no_person(text):
    assert suspicion(text, Where.ORGANISATION) == ""


def test_words_run_together_are_only_taken_apart_where_programs_write_them():
    assert [suspicion("AllSarahNumbers", where) != "" for where in PLACES.values()] == [False] * 4 + [True, False]
    assert suspicion("TebaquoxSadiquox", Where.QUOTED) == ""


@pytest.mark.parametrize("where", Where)
def test_an_invented_name_in_two_halves_is_nobodys_however_its_capitals_stand(where):
    assert suspicion("KuTebaquox-Sadiquox W", where) == ""


def test_a_surname_behind_an_invented_half_is_somebodys():
    assert all(suspicion("KuTebaquox-Higgins W", where) for where in Where if where >= Where.HEAD)
