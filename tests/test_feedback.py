"""The checks answer every kind of answer in order, say the same everywhere, never raise."""

import base64
import decimal
import fractions
import itertools
import json

import numpy as np
import pandas as pd
import pytest
from conftest import ROOT  # noqa: F401  puts exercises/ on the path

import feedback

TRIAL = {
    "q1": {
        "kind": "number",
        "right": 0.25,
        "tolerance": 0.001,
        "units": [[2, 100, "This looks like a percentage."]],
        "mistakes": [[0.4, "Part over part", "Divide by the total."]],
        "expects": "The question asks for a share between 0 and 1.",
        "then": "Now say why.",
    },
    "q2": {
        "kind": "years",
        "right": [1961, 1988],
        "mistakes": [[[1988], "Rises only", "Look for falls too."]],
        "expects": "The question asks for a list of years between 1950 and 2000.",
    },
}


@pytest.fixture
def trial(tmp_path, monkeypatch):
    """A loaded lab of two questions."""
    text = base64.encodebytes(json.dumps(TRIAL).encode())
    (tmp_path / "trial.json.b64").write_bytes(text)
    monkeypatch.setattr(feedback, "CHECKS", tmp_path)
    feedback.start("trial")
    yield feedback
    feedback._lab.clear()


@pytest.mark.parametrize("answer, message", [
    (..., "q1: not answered yet. Put your code in place of the dots and run that cell."),
    (None, "q1: not answered yet. Put your code in place of the dots and run that cell."),
    ("a quarter", "q1: look again. This is text. Give the number itself, without quotation "
                  "marks. The question asks for a share between 0 and 1."),
    (25, "q1: look again. This looks like a percentage."),
    (0.25, "q1: right. Now say why."),
    (0.4, "q1: look again. Part over part. Divide by the total."),
    (0.252, "q1: look again. Near, and not yet it: do not round on the way, and look at the "
            "first and last year."),
    (0.7, "q1: look again. No slip that this check knows. The question asks for a share "
          "between 0 and 1."),
])
def test_each_kind_of_answer_has_its_own_message(trial, answer, message):
    assert trial.grade("q1", answer) == (message.startswith("q1: right"), message)


NUMBERS = [0.25, np.float64(0.25), np.float32(0.25), fractions.Fraction(1, 4),
           decimal.Decimal("0.25"), pd.Series([0.25]), np.array([0.25]), np.array(0.25),
           pd.DataFrame([[0.25]]), pd.Index([0.25])]


@pytest.mark.parametrize("answer", NUMBERS, ids=lambda a: type(a).__name__)
def test_a_right_number_is_right_in_every_type(trial, answer):
    assert trial.grade("q1", answer)[0]


YEARS = [[1988, 1961], {1961, 1988}, (1961, 1988), [1961, 1988, 1988], [1961.0, 1988.0],
         pd.Series([1961, 1988]), pd.Index([1961, 1988]), np.array([1961, 1988]),
         np.array([1961.0, 1988.0]), [np.int64(1961), np.float64(1988)], range(1961, 1989, 27),
         (year for year in (1961, 1988)), pd.array([1961, 1988], dtype="Int64"),
         {1961: "fell", 1988: "rose"}]


@pytest.mark.parametrize("answer", YEARS, ids=lambda a: type(a).__name__)
def test_the_right_years_are_right_in_every_collection_and_order(trial, answer):
    assert trial.grade("q2", answer)[0]


@pytest.mark.parametrize("answer, words", [
    ([1961], "one year is missing"),
    ([1961, 1972, 1988], "one year is too many"),
    ([1961, 1972, 1987, 1988], "No slip that this check knows"),
    (1988, "Rises only"),
    ([], "The list is empty"),
    ("1961, 1988", "not a list of years"),
    (["1961", "1988"], "Not all of these are years"),
    (pd.Series([0.3, 0.6], index=[1961, 1988]), "see .index"),
    (pd.Series([True, False]), "True and False"),
    (pd.DataFrame({"year": [1961, 1988]}), "not a list of years"),
])
def test_wrong_years_are_told_what_is_wrong(trial, answer, words):
    right, message = trial.grade("q2", answer)
    assert not right and message.startswith("q2: look again.") and words in message


@pytest.mark.parametrize("answer", [float("nan"), np.nan, pd.NA, pd.NaT, pd.Series([np.nan])],
                         ids=repr)
def test_an_answer_that_is_no_number_is_told_so(trial, answer):
    assert "not a number (NaN or NA)" in trial.grade("q1", answer)[1]


class Hostile:
    """An object on which every operation fails."""

    def __getattribute__(self, name):
        raise RuntimeError(name)


ODD = [None, ..., True, False, np.True_, "text", "0.25", b"0.25", "", [], {}, set(), [0.25], [[]],
       [None], [...], float("nan"), float("inf"), -float("inf"), 1e400, 10**400, 0, -0.25, 1j,
       np.float64("nan"), np.inf, pd.NA, pd.NaT, pd.Timestamp("1988"), np.datetime64("1988"),
       pd.Series(dtype=float), pd.Series(["a"]), pd.DataFrame(), pd.DataFrame({"a": [1, 2]}),
       pd.Series([1, 2]), np.array([]), np.array("x"), np.zeros((2, 2)), pd.Series, len, print,
       object(), Hostile, itertools.count(1961), (x for x in "ab"), lambda: 0.25]


@pytest.mark.parametrize("question", ["q1", "q2"])
@pytest.mark.parametrize("answer", ODD, ids=lambda a: type(a).__name__)
def test_no_odd_answer_raises_or_passes(trial, question, answer):
    right, message = trial.grade(question, answer)
    assert not right
    assert message.startswith((f"{question}: look again. ", f"{question}: not answered yet. "))
    assert "0x" not in message, "an address of memory differs from run to run"


@pytest.mark.parametrize("question", ["q1", "q2"])
def test_an_object_on_which_everything_fails_raises_nothing(trial, question):
    right, message = trial.grade(question, Hostile())
    assert not right
    assert message == f"{question}: look again. This answer cannot be read. " \
                      f"{TRIAL[question]['expects']}"


def test_check_prints_its_message_and_returns_nothing(trial, capsys):
    assert trial.check("q1", 0.25) is None
    assert capsys.readouterr().out == "q1: right. Now say why.\n"


def test_a_long_message_is_broken_between_words(trial, capsys):
    capsys.readouterr()
    trial.check("q1", 0.252)
    printed = capsys.readouterr().out
    assert max(map(len, printed.splitlines())) <= 76 < len(printed)
    assert printed.split() == trial.grade("q1", 0.252)[1].split()


@pytest.mark.parametrize("name", ["q9", 1, None, ["q1"]])
def test_a_wrong_question_name_lists_the_right_ones(trial, name):
    right, message = trial.grade(name, 0.25)
    assert not right and "q1, q2" in message


def test_a_missing_checks_file_says_where_it_should_lie(trial, tmp_path, capsys):
    capsys.readouterr()
    feedback.start("nowhere")
    said = capsys.readouterr().out
    assert "nowhere.json.b64" in said and "folder checks, beside feedback.py" in said
    assert str(tmp_path) not in said, "a path of this machine"
    assert feedback.grade("q1", 0.25) == (
        False, 'No lab is loaded: run the cell with start("...") near the top first.')


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"bm90IGpzb24=", b"abc"])
def test_a_damaged_checks_file_is_named(trial, tmp_path, capsys, content):
    (tmp_path / "damaged.json.b64").write_bytes(content)
    feedback.start("damaged")
    assert "checks/damaged.json.b64 is damaged" in capsys.readouterr().out
