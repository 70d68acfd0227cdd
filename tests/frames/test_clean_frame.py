"""A pandas frame comes back as it was, with invented people, or not at all."""

from __future__ import annotations

from datetime import date, time

import numpy as np
import pandas as pd
import pytest

import payscrub
from payscrub.errors import StillPersonal, Unsupported, UsageError
from payscrub.policy import Choice, Policy

KEY = bytes(range(32))
REAL = ("Marigold", "Thornquill", "Osbert", "Bellhanger", "Perpetua", "Wickenshaw", "10234", "10235", "AB123456C")


def frame():
    return pd.DataFrame(
        {
            "Employee No": pd.array([10234, 10235, None, 10237], dtype="Int64"),
            "First Name": pd.array(["Marigold", "Osbert", "Perpetua", None], dtype="string"),
            "Surname": pd.Categorical(
                ["Thornquill", "Bellhanger", "Thornquill", "Oakentwist"],
                categories=["Wickenshaw", "Thornquill", "Oakentwist", "Bellhanger"],
                ordered=True,
            ),
            "Date of Birth": pd.to_datetime(["1980-05-14", "1990-01-02", None, "1971-12-31"]),
            "NI Number": ["AB123456C", "CE123457D", "AB123459A", None],
            "Salary": [20000.5, np.nan, 30000.0, 1.0],
            "Active": [True, False, True, True],
        }
    )


def cleaned(given, **options):
    return payscrub.clean_frame(given, key=KEY, **options)


def test_dtypes_index_order_and_what_is_missing_stay():
    given = frame()
    given.index = pd.Index([7, 3, 5, 1], name="Row")
    result = cleaned(given)
    assert list(result.columns) == list(given.columns)
    assert result.index.equals(given.index)
    assert (result.isna() == given.isna()).all().all()
    assert {name: dtype for name, dtype in result.dtypes.items() if name != "Surname"} == {
        name: dtype for name, dtype in given.dtypes.items() if name != "Surname"
    }
    assert result["Salary"].equals(given["Salary"])


def test_nobody_is_left_and_the_frame_itself_is_as_it_was():
    given, before = frame(), frame()
    text = cleaned(given).to_csv() + repr(cleaned(given)["Surname"].cat.categories)
    assert [value for value in REAL if value in text] == []
    pd.testing.assert_frame_equal(given, before)


def test_categories_keep_their_order_and_lose_those_that_no_row_has():
    result = cleaned(frame())["Surname"]
    assert result.cat.ordered
    assert len(result.cat.categories) == 3
    assert list(result.cat.codes) == [0, 2, 0, 1]


def test_categories_that_no_row_has_are_lost_even_when_nothing_else_changes():
    given = frame().iloc[:0]
    assert list(cleaned(given)["Surname"].cat.categories) == []


def test_arrow_texts_and_dates_stay_arrow():
    pytest.importorskip("pyarrow")
    given = frame()
    given["Surname"] = given["Surname"].astype(str).astype("string[pyarrow]")
    given["Date of Birth"] = given["Date of Birth"].astype("timestamp[ns][pyarrow]")
    result = cleaned(given)
    assert (result.dtypes == given.dtypes).drop("Surname").all()
    assert result["Surname"].dtype == given["Surname"].dtype
    assert list(result["Date of Birth"].dt.month.dropna()) == [5, 1, 12]


def test_people_in_the_index_are_invented_too():
    result = cleaned(frame().set_index(["Employee No", "First Name"]))
    assert result.index.names == ["Employee No", "First Name"]
    assert set(result.index.get_level_values(1).dropna()).isdisjoint(REAL)


def test_two_columns_of_one_name_and_names_with_blanks_are_two_columns():
    given = frame()
    given.columns = ["Employee No", "Forename", "Surname", "Date of Birth", "NI Number", "Pay Rate", "Pay Rate"]
    result = cleaned(given)
    assert list(result.columns) == list(given.columns)
    assert set(result["Surname"]).isdisjoint(REAL)


def test_one_key_invents_the_same_people_in_a_frame_and_in_a_file():
    text = frame()[["First Name", "Surname"]].dropna().to_csv(index=False)
    from_file = payscrub.clean_bytes(text.encode(), key=KEY)[0].decode()
    assert cleaned(frame()[["First Name", "Surname"]].dropna()).to_csv(index=False) == from_file.replace("\r\n", "\n")


def test_another_context_invents_other_people():
    assert set(cleaned(frame())["Surname"]).isdisjoint(cleaned(frame(), context="ticket 2")["Surname"])


def test_attributes_stay_without_the_people_in_them():
    given = frame()
    given.attrs = {"source": "payroll export", "note": "asked for by Marigold Thornquill", "rows": 4}
    result = cleaned(given)
    assert result.attrs["source"] == "payroll export"
    assert result.attrs["rows"] == 4
    assert "Marigold" not in result.attrs["note"]


def test_attributes_that_nobody_can_read_are_refused():
    given = frame()
    given.attrs = {"people": ["Marigold Thornquill"]}
    with pytest.raises(Unsupported, match="attributes"):
        cleaned(given)


def test_a_column_of_other_things_is_refused_without_showing_them():
    given = frame()
    given["Extra"] = [["Marigold"]] * 4
    with pytest.raises(Unsupported) as caught:
        cleaned(given)
    assert "Marigold" not in str(caught.value)


def test_a_type_with_no_room_for_invented_numbers_is_refused():
    with pytest.raises(Unsupported, match="no room"):
        cleaned(pd.DataFrame({"Employee No": pd.Series([1023, 1024, 1025], dtype="int16")}))


def test_numbers_that_became_floats_because_one_is_missing_stay_floats():
    given = pd.DataFrame({"Employee No": [10201.0, np.nan, 10203.0], "Surname": ["Thornquill", "Bellhanger", "Wickenshaw"]})
    result = cleaned(given)
    assert result["Employee No"].dtype == float
    whole = cleaned(given.dropna().astype({"Employee No": int}))
    assert list(result["Employee No"].dropna()) == list(whole["Employee No"])


@pytest.mark.parametrize("zone", ["UTC", "Europe/London", "Asia/Kolkata"])
def test_dates_with_a_time_zone_keep_it(zone):
    given = frame().assign(**{"Date of Birth": frame()["Date of Birth"].dt.tz_localize(zone)})
    result = cleaned(given)["Date of Birth"]
    assert result.dtype == given["Date of Birth"].dtype
    assert list(result.dt.month.dropna()) == [5, 1, 12]
    assert (result.dropna() != given["Date of Birth"].dropna()).all()


def test_what_is_missing_stays_missing_in_its_own_way():
    given = pd.DataFrame({"Employee No": ["10234", None, 10236], "Date of Birth": [date(1980, 5, 14), None, date(1990, 1, 2)]})
    result = cleaned(given.astype(object))
    assert result["Employee No"][1] is None
    assert result["Date of Birth"][1] is None
    assert isinstance(result["Employee No"][2], int)


def test_periods_durations_times_and_bands_stay():
    given = frame()
    given["Period"] = pd.period_range("2026-01", periods=4, freq="M")
    given["Late"] = pd.to_timedelta([1, 2, 3, None], unit="h")
    given["Shift Start"] = [time(9), time(10), time(9), None]
    given["Pay Band"] = pd.cut(given["Salary"], 3)
    result = cleaned(given)
    for name in ("Period", "Late", "Shift Start", "Pay Band"):
        assert result[name].equals(given[name])


def test_a_range_that_is_named_as_employee_numbers_is_treated_and_one_that_counts_rows_is_not():
    given = frame().drop(columns="Employee No")
    numbers = cleaned(given.set_index(pd.RangeIndex(10234, 10238, name="Employee No"))).index
    assert set(numbers).isdisjoint(range(10234, 10238))
    assert numbers.name == "Employee No"
    assert list(cleaned(given.set_index(pd.RangeIndex(1, 5, name="Row"))).index) == [1, 2, 3, 4]


def test_titles_of_several_rows_stay_apart_when_one_names_a_person():
    given = pd.DataFrame([[1, 2], [3, 4]], columns=pd.MultiIndex.from_tuples([("Pay", "Marigold Thornquill"), ("Pay", "Month")]))
    result = cleaned(given)
    assert result.columns.nlevels == 2
    assert "Thornquill" not in str(list(result.columns))
    assert list(result.columns)[1] == ("Pay", "Month")


@pytest.mark.parametrize("given", [frame()["Surname"], {"Surname": ["Thornquill"]}, None])
def test_what_is_no_frame_is_wrong_usage(given):
    with pytest.raises(UsageError, match="DataFrame"):
        cleaned(given)


@pytest.mark.parametrize("key", [b"", b"short", "x" * 32])
def test_what_is_no_key_is_wrong_usage_and_the_users_own_is_not_taken_instead(key):
    with pytest.raises(UsageError, match="32 bytes"):
        payscrub.clean_frame(frame(), key=key)


def test_a_refusal_says_where():
    given = frame().rename_axis(columns="Thornquill")
    with pytest.raises(StillPersonal, match="names of its axes"):
        cleaned(given)
    columns = {"surname": Choice(action=payscrub.Action.KEEP, reason="invented")}
    with pytest.raises(StillPersonal, match="at row 2, column 3 of it as CSV"):
        cleaned(frame(), policy=Policy(Policy.default().actions, columns=columns))


def test_a_policy_is_carried_out_in_a_frame():
    columns = {"salary": Choice(action=payscrub.Action.DROP), "active": Choice(action=payscrub.Action.DROP)}
    result = cleaned(frame(), policy=Policy(Policy.default().actions, columns=columns))
    assert result["Salary"].isna().all()
    assert result["Salary"].dtype == float
    assert not result["Active"].any()


def test_what_a_policy_keeps_against_the_check_raises_and_returns_nothing():
    columns = {"surname": Choice(action=payscrub.Action.KEEP, reason="invented")}
    with pytest.raises(StillPersonal):
        cleaned(frame(), policy=Policy(Policy.default().actions, columns=columns))
