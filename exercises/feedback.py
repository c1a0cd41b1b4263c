"""Answer a lab's questions at once: `start("cases")`, then `check("q1", answer)`.

A check that says no more than "wrong" leaves a reader stuck, one that shows the
value ends the thinking. This one names the mistake where it is a known one. What
it knows of a lab lies in checks/<lab>.json.b64, made by `make labs`; base64, so
that nobody reads an answer by accident. It stops nobody who wants to look.
"""

import base64
import json
import re
from pathlib import Path
from textwrap import fill

from keep import keep
from plain import MISSING, NO_NUMBER, plain

CHECKS = Path(__file__).parent / "checks"
RIGHT, KEPT, OPEN, AGAIN = "right", "kept", "not answered yet", "look again"
TWO_AXES = "Two y axes can make any two lines agree: use one."
PLACES = "first second third fourth fifth sixth".split()
_lab: dict = {}  # question name -> what is known of it; filled by start()
_name = ""


def start(lab: str) -> None:
    """Load the questions of `lab`, the notebook's name without .ipynb, and list them."""
    global _name
    _lab.clear()
    _name = lab
    try:
        _lab.update(load(lab))
    except FileNotFoundError:
        print(f"No checks for the lab {lab!r}: the file {lab}.json.b64 should lie in the "
              "folder checks, beside feedback.py. Fetch the lab again, or ask your instructor.")
    except ValueError:
        print(f"The file checks/{lab}.json.b64 is damaged. Fetch the lab again.")
    else:
        print(f"Lab {lab}: {len(_lab)} questions ({', '.join(_lab)}).")


def load(lab: str, folder: Path | None = None) -> dict[str, dict]:
    """Return what is known of each question of `lab`.

    Raises FileNotFoundError without its file in `folder` (checks/), ValueError if it is damaged.
    """
    text = base64.b64decode(((folder or CHECKS) / f"{lab}.json.b64").read_bytes())
    return dict(json.loads(text))


def check(name: str, answer: object) -> None:
    """Print whether `answer` is right and, where it is not, what to look at; keep it as text."""
    _, message, value = read_and_judged(name, answer)
    # JupyterLab breaks a longer line in the middle of a word
    print(fill(message, width=76, break_long_words=False, break_on_hyphens=False))
    if value is not None and not keep(_name, name, _lab[name]["kind"], value):
        print("Your answer could not be written to the folder answers. Save the notebook.")


def grade(name: str, answer: object) -> tuple[bool, str]:
    """Return (right?, message) for `answer`; whatever is passed, nothing is raised."""
    return read_and_judged(name, answer)[:2]


def read_and_judged(name: str, answer: object) -> tuple[bool, str, object]:
    """Return (right?, message, value), None for the value if nothing was read.

    An answer is read once: a generator of a student's would be empty the second time.
    """
    if not _lab:
        return False, 'No lab is loaded: run the cell with start("...") near the top first.', None
    if not isinstance(name, str) or name not in _lab:
        return False, (f"There is no question of that name. The questions are {', '.join(_lab)}, "
                       'and the name comes first: check("q1", answer).'), None
    value, fault = plain(_lab[name]["kind"], answer)
    verdict, _, message = judge(_lab[name], value, fault)
    return verdict in (RIGHT, KEPT), f"{name}: {verdict}. {message}".rstrip(), value


def judge(question: dict, value: object, fault: str) -> tuple[str, str, str]:
    """Return (verdict, what it is, message) for an answer that `plain` has read.

    The verdict is RIGHT, KEPT, OPEN or AGAIN. With AGAIN stands the name of a known
    mistake, or Type, Unit, Near, Form, Length or Unknown.
    """
    kind, expects = question["kind"], question.get("expects", "")
    if fault == MISSING:
        return OPEN, "", ("Write your text between the quotation marks and run that cell."
                          if kind == "text" else
                          "Put your code in place of the dots and run that cell.")
    if fault == NO_NUMBER:
        fault = question.get("nan") or (
            "The answer is not a number (NaN or NA). Look at the rows you chose: are there any?")
    if fault:
        return AGAIN, "Type", f"{fault} {expects}".rstrip()
    if kind == "text":
        return written(value, *question["words"])
    if kind == "choice" and value not in question["options"]:
        return AGAIN, "Type", f"The letters are {', '.join(question['options'])}."
    if kind == "numbers" and len(value) != len(question["right"]):
        return AGAIN, "Type", f"You gave {count(len(value), 'number')}. {expects}"
    return weighed(question, value)


def weighed(question: dict, value: object) -> tuple[str, str, str]:
    """Judge a value of the right kind: unit, right, known mistake, near, unknown."""
    kind, expects = question["kind"], question.get("expects", "")
    for low, high, message in question.get("units", []):
        if any(low <= one <= high for one in (value if kind == "numbers" else [value])):
            return AGAIN, "Unit", message
    if same(question, value, question["right"]):
        form = form_fault(question, value) if kind == "plot" else ""
        return (AGAIN, "Form", form) if form else (RIGHT, "", question.get("then", ""))
    for wrong, name, message in question["mistakes"]:
        if same(question, value, wrong):
            return AGAIN, name, f"{name}. {message}"
    if kind == "plot" and question["form"].get("one_axis") and value["second_axis"]:
        return AGAIN, "Form", TWO_AXES
    if near := NEAR.get(kind, lambda *_: "")(question, value):
        return AGAIN, "Near", near
    return AGAIN, "Unknown", f"No slip that this check knows. {expects}"


def same(question: dict, value: object, other: object) -> bool:
    if question["kind"] in ("years", "codes", "choice"):
        return value == other
    # a hair more than the tolerance, because 1.3 - 1.2 comes out above 0.1
    within = question["tolerance"] * (1 + 1e-9)
    if question["kind"] == "number":
        return abs(value - other) <= within
    if question["kind"] == "numbers":
        return len(value) == len(other) and all(
            abs(one - two) <= within for one, two in zip(value, other, strict=True))
    wanted = other if isinstance(other, list) else [other]
    return all(any(drawn(one, series, scale, within) for series in value["series"]
                   for scale in question["scales"]) for one in wanted)


def drawn(wanted: dict, series: dict, scale: float, within: float) -> bool:
    """Return whether a drawn series is the wanted one, plotted in another unit or not."""
    if len(series["y"]) != len(wanted["y"]):
        return False
    if "x" not in wanted:  # bars can stand in any order
        pairs = zip(sorted(series["y"]), sorted(wanted["y"]), strict=True)
    else:
        if any(abs(x - at) > 0.01 for x, at in zip(series["x"], wanted["x"], strict=True)):
            return False
        pairs = zip(series["y"], wanted["y"], strict=True)
    return all(abs(y - scale * right) <= scale * within for y, right in pairs)


def form_fault(question: dict, plot: dict) -> str:
    """Return what the right data still lack to be a readable figure."""
    form, value_axis = question["form"], 0 if plot["across"] else 1
    if form.get("one_axis") and plot["second_axis"]:
        return TWO_AXES
    if plot["panels"] != form.get("panels", plot["panels"]):
        how = "the one panel" if form["panels"] == 1 else f"the {form['panels']} panels as a list"
        return f"The data are right. Give {how}."
    if form.get("band") and not plot["intervals"]:
        return ("The data are right. The interval is missing: see ax.fill_between, ax.errorbar or "
                "ax.vlines.")
    if not all(has_interval(question, plot, ends) for ends in form.get("band", [])):
        return ("The data are right, the interval is not: compare its ends with the low and the "
                "high end that the question names.")
    values = [0, *(y for one in plot["series"] for y in one["y"])]
    lowest = min(values) - 0.1 * (max(values) - min(values))  # the margin that is left below
    if form.get("zero") and any(not lowest <= start[value_axis] <= 1e-9
                                for start in plot["start"]):
        return "The data are right. Let the axis of the values begin at 0."
    if form.get("labels") and not all(labels[value_axis] for labels in plot["labels"]):
        return "The data are right. Label the axis of the values, with the unit."
    if form.get("names") and not plot["named"]:
        return "The data are right. Say which is which: ax.legend(), or ax.text() beside each."
    return ""


def has_interval(question: dict, plot: dict, ends: list) -> bool:
    """Return whether a band with these ends, [low, high] in any order, was drawn."""
    return any(
        len(drawn_ends) == len(ends) and all(
            abs(one - scale * other) <= scale * question["tolerance"] * (1 + 1e-9)
            for drawn_end, end in zip(drawn_ends, sorted(ends), strict=True)
            for one, other in zip(drawn_end, end, strict=True))
        for drawn_ends in plot["intervals"] for scale in question["scales"])


def near_number(question: dict, value: float) -> str:
    right = question["right"]
    if abs(value - right) > 0.01 * abs(right):
        return ""
    return "Near, and not yet it: do not round on the way, and look at the first and last year."


def near_numbers(question: dict, value: list) -> str:
    right, within = question["right"], question["tolerance"] * (1 + 1e-9)
    if all(abs(one - two) <= within for one, two in zip(sorted(value), sorted(right), strict=True)):
        return "These are the numbers, in another order than the question asks for."
    well = [place for place, one, two in zip(PLACES, value, right, strict=False)
            if abs(one - two) <= within]
    if not well:
        return ""
    verb = "number is" if len(well) == 1 else "numbers are"
    return f"The {' and '.join(well)} {verb} right; the rest not yet."


def near_set(question: dict, value: list) -> str:
    right, one = question["right"], "year" if question["kind"] == "years" else "code"
    odd = set(value) ^ set(right)
    return f"Near: one {one} is {'missing' if odd < set(right) else 'too many'}." \
        if len(odd) == 1 else ""


def near_plot(question: dict, value: dict) -> str:
    wanted = question["right"]
    there = sum(same(question, value, one) for one in wanted)
    return f"{there} of the {len(wanted)} series that are asked for is there." if there else ""


NEAR = {"number": near_number, "numbers": near_numbers, "years": near_set, "codes": near_set,
        "plot": near_plot}


def number_of_words(text: str) -> int:
    return len(re.findall(r"\w[\w'’.,–-]*", text))


def written(text: str, least: int, most: int) -> tuple[str, str, str]:
    """Judge the length of a text; a person reads it."""
    words = number_of_words(text)
    if not least <= words <= most:
        return AGAIN, "Length", f"{count(words, 'word')}; {least} to {most} are asked for."
    if not re.search(r"\d", text):
        return AGAIN, "No number", f"{words} words, and no number among them. The rubric asks " \
            "for numbers with their unit and year."
    return KEPT, "", f"{words} words. A person marks them with the rubric; try it yourself first."


def count(number: int, thing: str) -> str:
    return f"{number} {thing}" + ("" if number == 1 else "s")
