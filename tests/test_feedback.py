"""The checks answer every kind of answer in order, say the same everywhere, never raise."""

import base64
import decimal
import fractions
import itertools
import json

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from conftest import ROOT  # noqa: F401  puts exercises/ on the path

import feedback
import keep
from plain import MISSING, READERS, plain

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
    "q3": {
        "kind": "numbers", "right": [1.64, 3.95], "tolerance": 0.01,
        "units": [[10, 500, "These look like percentages."]],
        "mistakes": [[[3.64, 5.92], "Two tables", "Divide within a table."]],
        "expects": "The question asks for two factors between 1 and 9.",
    },
    "q4": {
        "kind": "codes", "right": ["AFG", "KOR"],
        "mistakes": [[["PRK"], "The other Korea", "Look the code up."]],
        "expects": "The question asks for a list of country codes.",
    },
    "q5": {
        "kind": "choice", "options": "abc", "right": "b",
        "mistakes": [["a", "A first", "Who was asked?"], ["c", "A third", "Read the row."]],
    },
    "q6": {
        "kind": "plot", "scales": [1, 0.001], "tolerance": 5,
        "right": [{"x": [2001, 2002, 2003], "y": [1000, 4000, 2500]}],
        "mistakes": [[{"x": [2001, 2002, 2003], "y": [900, 3900, 2400]}, "The low series",
                      "Which column is the best estimate?"]],
        "form": {"one_axis": True, "band": [[[0, 500], [0, 500], [0, 500]]], "zero": "y",
                 "labels": True},
        "expects": "The question asks for one panel with deaths a year.",
    },
    "q7": {"kind": "text", "words": [5, 9]},
}


@pytest.fixture
def trial(tmp_path, monkeypatch):
    """A loaded lab with a question of each kind."""
    text = base64.encodebytes(json.dumps(TRIAL).encode())
    (tmp_path / "trial.json.b64").write_bytes(text)
    monkeypatch.setattr(feedback, "CHECKS", tmp_path)
    monkeypatch.setattr(keep, "ANSWERS", tmp_path / "answers")
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


@pytest.mark.parametrize("answer", [
    [1.64, 3.95], (1.64, 3.95), np.array([1.64, 3.95]), pd.Series([1.64, 3.95], index=[9, 3]),
    {"smallest": 1.64, "largest": 3.95}, [np.float64(1.64), decimal.Decimal("3.95")],
    [1.635, 3.955]], ids=lambda a: type(a).__name__)
def test_the_right_numbers_are_right_in_every_ordered_collection(trial, answer):
    assert trial.grade("q3", answer)[0]


@pytest.mark.parametrize("answer, words", [
    ([3.95, 1.64], "in another order"),
    ([1.64, 2.43], "The first number is right"),
    ([2.43, 3.95], "The second number is right"),
    ([2, 2.43], "No slip that this check knows"),
    ([3.64, 5.92], "Two tables"),
    ([164, 395], "look like percentages"),
    ([1.64], "You gave 1 number."),
    (1.64, "This is one number"),
    ({1.64, 3.95}, "A set has no order"),
    ([1.64, None], "of the type NoneType"),
    ("1.64, 3.95", "This is text"),
])
def test_wrong_numbers_are_told_which_are_wrong(trial, answer, words):
    right, message = trial.grade("q3", answer)
    assert not right and words in message, message


@pytest.mark.parametrize("answer", [
    ["KOR", "AFG"], {"AFG", "KOR"}, "KOR, AFG", "kor afg", pd.Index(["KOR", "AFG"]),
    pd.Series(["AFG", "KOR", "KOR"]), np.array(["KOR", "AFG"])], ids=lambda a: type(a).__name__)
def test_the_right_codes_are_right_in_every_collection_and_order(trial, answer):
    assert trial.grade("q4", answer)[0]


@pytest.mark.parametrize("answer, words", [
    (["AFG"], "one code is missing"),
    (["AFG", "KOR", "SOM"], "one code is too many"),
    ("PRK", "The other Korea"),
    (["Afghanistan", "South Korea"], "codes of three letters"),
    (pd.Series([1, 2], index=["AFG", "KOR"]), "see .index"),
    (2, "not a list of codes"),
    ([], "The list is empty"),
])
def test_wrong_codes_are_told_what_is_wrong(trial, answer, words):
    right, message = trial.grade("q4", answer)
    assert not right and words in message, message


@pytest.mark.parametrize("answer, words", [
    ("b", "right"), (" B) ", "right"), ("(b)", "right"), ("a", "A first. Who was asked?"),
    ("d", "The letters are a, b, c"), ("b or c", "Give one letter"), (2, "Give one letter"),
])
def test_a_letter_is_read_however_it_is_written(trial, answer, words):
    right, message = trial.grade("q5", answer)
    assert right == (words == "right") and words in message, message


def panel(values=(1000, 4000, 2500), band=True, start=0, label="Deaths", second=False, **how):
    """Draw what q6 asks for, with a fault where one is wanted."""
    fig, ax = plt.subplots()
    years = how.get("years", [2001, 2002, 2003])
    getattr(ax, how.get("kind", "plot"))(years, values)
    if band:
        low_high = [0, 500] if max(values) > 10 else [0, 0.5]
        ax.fill_between(years, low_high[0], how.get("high", low_high[1]))
    ax.set_ylim(bottom=start)
    ax.set_ylabel(label)
    if second:
        ax.twinx().plot(years, values)
    plt.close(fig)
    return ax


DATES = pd.to_datetime(["2001", "2002", "2003"])


@pytest.mark.parametrize("answer", [
    panel(), panel(start=-190), panel(kind="bar"), panel(kind="scatter"), panel(kind="step"), [panel()],
    panel().figure, panel((1, 4, 2.5)), panel((1003, 4000, 2500)), np.array([panel()]),
    panel((2500, 1000, 4000), years=[2003, 2001, 2002]),
    panel(years=DATES),
], ids=lambda a: type(a).__name__)
def test_a_figure_with_the_right_data_and_form_is_right(trial, answer):
    right, message = trial.grade("q6", answer)
    assert right, message


@pytest.mark.parametrize("answer, words", [
    (panel(second=True), "Two y axes"),
    (panel(band=False), "The interval is missing"),
    (panel(high=700), "The data are right, the interval is not"),
    (panel(start=500), "begin at 0"),
    (panel(start=-2000), "begin at 0"),
    (panel(label=" "), "Label the axis"),
    (panel((900, 3900, 2400)), "The low series"),
    (panel((1000, 4000, 2900)), "No slip that this check knows"),
    (panel((1000, 4000), years=[2001, 2002]), "No slip that this check knows"),
    (panel(years=[0, 1, 2]), "No slip that this check knows"),
    (plt, "Give the panel that you drew"),
    ([1000, 4000, 2500], "Give the panel that you drew"),
])
def test_a_figure_is_told_what_is_wrong_with_its_data_or_its_form(trial, answer, words):
    right, message = trial.grade("q6", answer)
    assert not right and words in message, message


@pytest.mark.parametrize("draw", [
    lambda ax: ax.vlines([2001, 2002, 2003], 0, 500),
    lambda ax: ax.errorbar([2001, 2002, 2003], [200] * 3, yerr=[[200] * 3, [300] * 3]),
    lambda ax: ax.fill_between([2003, 2001, 2002], [500] * 3, [0] * 3),
], ids=["vlines", "errorbar", "fill_between"])
def test_an_interval_may_be_drawn_in_any_way(trial, draw):
    ax = panel(band=False)
    draw(ax)
    ax.set_ylim(0)
    right, message = trial.grade("q6", ax)
    assert right, message


def test_lines_are_named_by_a_legend_or_beside_them(trial):
    trial._lab["q6"] = trial._lab["q6"] | {"form": {"names": True}}
    ax = panel()
    assert "Say which is which" in trial.grade("q6", ax)[1]
    ax.text(2001, 900, "Korea")
    assert "Say which is which" in trial.grade("q6", ax)[1]
    ax.text(2001, 300, "Somalia")
    assert trial.grade("q6", ax)[0]
    other = panel()
    other.lines[0].set_label("Korea")
    other.legend()
    assert trial.grade("q6", other)[0]


def test_too_many_panels_are_named(trial):
    trial._lab["q6"] = trial._lab["q6"] | {"form": {"panels": 2}}
    assert trial.grade("q6", [panel(), panel()])[0]
    assert "Give the 2 panels as a list" in trial.grade("q6", panel())[1]


def test_bars_of_categories_may_stand_in_any_order_and_lie(trial):
    trial._lab["q6"] = trial._lab["q6"] | {
        "right": [{"y": [1000, 4000, 2500]}], "form": {"zero": "y", "labels": True}}
    fig, ax = plt.subplots()
    ax.barh(["Korea", "Somalia", "Afghanistan"], [2500, 1000, 4000])
    assert "Label the axis" in trial.grade("q6", ax)[1]
    ax.set_xlabel("Deaths")
    assert trial.grade("q6", ax)[0]
    ax.set_xlim(left=300)
    assert "begin at 0" in trial.grade("q6", ax)[1]
    plt.close(fig)


@pytest.mark.parametrize("text, verdict, words", [
    ("\nWrite here.\n", "not answered yet", "between the quotation marks"),
    ("", "not answered yet", "between the quotation marks"),
    ("Too short, 2 words", "look again", "4 words; 5 to 9 are asked for"),
    ("one two three four five six seven eight nine 10", "look again", "10 words"),
    ("A text of five words", "look again", "no number among them"),
    ("In 1988 troops didn't fall.", "kept", "5 words. A person marks them"),
    (7, "look again", "Write a text in quotation marks"),
])
def test_a_text_is_counted_and_kept_not_judged(trial, text, verdict, words):
    right, message = trial.grade("q7", text)
    assert right == (verdict == "kept")
    assert message.startswith(f"q7: {verdict}. ") and words in message


def test_answers_are_kept_as_text_and_read_back(trial, tmp_path):
    text = "In 1988, five words here.\n[q1] try 9\nand a second line"
    for name, answer in [("q1", 0.4), ("q1", 0.25), ("q1", np.float64(0.25)), ("q2", ...),
                         ("q4", {"KOR"}), ("q7", text), ("q99", 1)]:
        trial.check(name, answer)
    kept = (tmp_path / "answers/trial.txt").read_text(encoding="utf-8")
    assert keep.read(kept) == {"q1": (2, "0.25"), "q4": (1, '["KOR"]'),
                               "q7": (1, text.replace("[q1]", " [q1]"))}
    assert keep.read_answers(kept)["q1"] == "0.25"
    trial.start("trial")
    trial.check("q5", "b")
    assert set(keep.read((tmp_path / "answers/trial.txt").read_text())) == {"q1", "q4", "q5", "q7"}


def test_an_answer_that_can_be_read_only_once_is_kept_too(trial, tmp_path):
    trial.check("q2", (year for year in (1961, 1988)))
    kept = (tmp_path / "answers/trial.txt").read_text(encoding="utf-8")
    assert keep.read_answers(kept) == {"q2": "[1961, 1988]"}


def test_an_untouched_lab_leaves_no_file_of_answers(trial, tmp_path):
    for name in TRIAL:
        trial.check(name, ...)
    assert not (tmp_path / "answers").exists()


def test_a_folder_that_cannot_be_written_costs_a_line_and_nothing_else(trial, tmp_path, capsys):
    (tmp_path / "answers").write_text("a file where the folder should be")
    capsys.readouterr()
    trial.check("q1", 0.25)
    said = capsys.readouterr().out
    assert said.startswith("q1: right.") and "could not be written" in said


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


@pytest.mark.parametrize("question", ["q1", "q2", "q3", "q4", "q5", "q6"])
@pytest.mark.parametrize("answer", ODD, ids=lambda a: type(a).__name__)
def test_no_odd_answer_raises_or_passes(trial, question, answer):
    right, message = trial.grade(question, answer)
    assert not right
    assert message.startswith((f"{question}: look again. ", f"{question}: not answered yet. "))
    assert "0x" not in message, "an address of memory differs from run to run"


@pytest.mark.parametrize("kind", READERS)
def test_what_is_read_of_an_answer_is_plain(kind):
    for answer in ODD + NUMBERS + YEARS + [panel(), Hostile()]:
        value, fault = plain(kind, answer)
        assert isinstance(fault, str) and (value is None) == bool(fault)
        json.dumps(value, allow_nan=False)
    assert plain(kind, ...) == plain(kind, None) == (None, MISSING)


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
    assert not right and "q1, q2, q3, q4, q5, q6, q7" in message


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
