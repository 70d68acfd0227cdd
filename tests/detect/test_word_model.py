"""The word model: what it is made of, and that a text is scored by itself."""

import gzip
from importlib.resources import files

from payscrub.detect import Finder, Learnt
from payscrub.detect.wordmodel import SIZE, scores, words_of


def odds(*texts):
    return [round(float(value), 4) for value in scores(words_of(texts))]


def test_the_model_is_small_and_as_wide_as_its_table():
    packed = files("payscrub.data").joinpath("words.model.gz").read_bytes()
    assert len(packed) < 100_000
    assert len(gzip.decompress(packed)) == 4 + SIZE


def test_a_name_is_likelier_than_an_everyday_word_in_its_place():
    for given, word in (("Olufunmilayo", "timesheet"), ("Tshepiso", "overtime"), ("Nguyen", "pension")):
        first, second = odds(f"Loan to {given} of 300")[2], odds(f"Loan to {word} of 300")[2]
        assert first > second


def test_names_that_no_list_has_score_above_coined_words_of_trade():
    names = odds("Adetokunbo Ogunsanwo", "Sivagnanam Thirunavukkarasu", "Chrysanthi Papanikolaou")
    trade = odds("Reconciliation Worksheet", "Apportionment Methodology", "Salaried Headcounts")
    assert min(names) > max(trade)


def test_a_word_is_scored_by_its_own_text_whatever_stands_around_it():
    texts = ["Loan to Tram of 300", "Paid, 12/03", "", "Zoë", "a", "Mr Price rang"]
    together = odds(*texts)
    assert together == [value for text in texts for value in odds(text)]


def test_an_everyday_word_with_a_capital_is_a_name_where_the_sentence_makes_it_one():
    finder = Finder(Learnt())
    assert finder.find(["Please ask Blessings about the rota"])[0]
    assert not finder.find(["Please ask about the blessings of the rota"])[0]
