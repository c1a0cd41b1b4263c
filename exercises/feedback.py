"""Answer a lab's questions at once: `start("cases")`, then `check("q1", answer)`.

A check that says no more than "wrong" leaves a reader stuck, one that shows the
value ends the thinking. This one names the mistake where it is a known one. What
it knows of a lab lies in checks/<lab>.json.b64, made by `make labs`; base64, so
that nobody reads an answer by accident. It stops nobody who wants to look.
"""

import base64
import json
import math
import numbers
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from textwrap import fill

CHECKS = Path(__file__).parent / "checks"
AGAIN = "look again"
_lab: dict = {}  # question name -> what is known of it; filled by start()


def start(lab: str) -> None:
    """Load the questions of `lab`, the notebook's name without .ipynb, and list them."""
    _lab.clear()
    try:
        text = base64.b64decode((CHECKS / f"{lab}.json.b64").read_bytes())
        _lab.update(json.loads(text))
    except FileNotFoundError:
        print(f"No checks for the lab {lab!r}: the file {lab}.json.b64 should lie in the "
              "folder checks, beside feedback.py. Fetch the lab again, or ask your instructor.")
    except ValueError:
        print(f"The file checks/{lab}.json.b64 is damaged. Fetch the lab again.")
    else:
        print(f"Lab {lab}: {len(_lab)} questions ({', '.join(_lab)}).")


def check(name: str, answer: object) -> None:
    """Print whether `answer` is right and, where it is not, what to look at."""
    # JupyterLab breaks a longer line in the middle of a word
    print(fill(grade(name, answer)[1], width=76, break_long_words=False, break_on_hyphens=False))


def grade(name: str, answer: object) -> tuple[bool, str]:
    """Return (right?, message) for `answer`; whatever is passed, nothing is raised."""
    if not _lab:
        return False, 'No lab is loaded: run the cell with start("...") near the top first.'
    if not isinstance(name, str) or name not in _lab:
        return False, (f"There is no question of that name. The questions are {', '.join(_lab)}, "
                       'and the name comes first: check("q1", answer).')
    try:
        verdict, message = _judge(_lab[name], answer)
    except Exception:  # a student's object may raise anything, even on comparison
        verdict, message = AGAIN, f"This answer cannot be read. {_lab[name]['expects']}"
    return verdict == "right", f"{name}: {verdict}. {message}".rstrip()


def _judge(question: dict, answer: object) -> tuple[str, str]:
    """Return (verdict, message): missing, type, unit, right, known mistake, near, unknown."""
    if answer is None or answer is ...:
        return "not answered yet", "Put your code in place of the dots and run that cell."
    value, fault = (_years if question["kind"] == "years" else _number)(answer)
    if fault == "nan":
        fault = question.get("nan") or (
            "The answer is not a number (NaN or NA). Look at the rows you chose: are there any?")
    if fault:
        return AGAIN, f"{fault} {question['expects']}"
    for low, high, message in question.get("units", []):
        if low <= value <= high:
            return AGAIN, message
    tolerance = question.get("tolerance", 0)
    if _same(value, question["right"], tolerance):
        return "right", question.get("then", "")
    for wrong, mistake, message in question["mistakes"]:
        if _same(value, wrong, tolerance):
            return AGAIN, f"{mistake}. {message}"
    near = _near(value, question["right"])
    return AGAIN, near or f"No slip that this check knows. {question['expects']}"


def _same(value: float | list, other: float | list, tolerance: float) -> bool:
    if isinstance(other, list):
        return value == other
    # a hair more than the tolerance, because 1.3 - 1.2 comes out above 0.1
    return abs(value - other) <= tolerance * (1 + 1e-9)


def _number(answer: object) -> tuple[float, str]:
    """Read one number, also out of a Series or an array that holds just one."""
    if hasattr(answer, "shape") and getattr(answer, "size", 0) == 1:
        answer = answer.to_numpy() if hasattr(answer, "to_numpy") else answer
        answer = answer.item()
    if isinstance(answer, str):
        return 0, "This is text. Give the number itself, without quotation marks."
    if type(answer).__name__ in ("NAType", "NaTType"):
        return 0, "nan"
    if isinstance(answer, bool) or not isinstance(answer, numbers.Real) \
            and type(answer).__name__ != "Decimal":
        return 0, f"This is of the type {type(answer).__name__}. Give one number."
    value = float(answer)
    if math.isinf(value):
        return 0, "The answer is infinite: somewhere a number is divided by zero."
    return value, "nan" if math.isnan(value) else ""


def _years(answer: object) -> tuple[list, str]:
    """Read years out of anything that can be walked through: sorted, each once."""
    answer = [answer] if isinstance(answer, numbers.Real) else answer
    if isinstance(answer, str) or hasattr(answer, "columns") or not isinstance(answer, Iterable):
        return [], f"This is not a list of years (type {type(answer).__name__})."
    # islice: a generator of a student's may never end
    items = [item.item() if hasattr(item, "item") else item for item in islice(answer, 1000)]
    if not items:
        return [], "The list is empty."
    if any(isinstance(item, bool) for item in items):
        return [], "These are True and False. Keep the years of the rows that are True."
    if not all(isinstance(i, numbers.Real) and i == i // 1 and 1800 <= i <= 2100 for i in items):
        return [], "Not all of these are years. Years can also stand in an index: see .index."
    return sorted({int(item) for item in items}), ""


def _near(value: float | list, right: float | list) -> str:
    if isinstance(right, list):
        odd = set(value) ^ set(right)
        return f"Near: one year is {'missing' if odd < set(right) else 'too many'}." \
            if len(odd) == 1 else ""
    if abs(value - right) > 0.01 * abs(right):
        return ""
    return "Near, and not yet it: do not round on the way, and look at the first and last year."
