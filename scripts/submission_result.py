"""Judge what the process of one submission said, and say how it ended.

What it said is a stranger's: every value is looked at before it is used, and none is run.
"""

import json
import re
import signal
import sys
from contextlib import suppress
from pathlib import Path

from sandbox import Ended

sys.path.append(str(Path(__file__).resolve().parents[1] / "exercises"))
from feedback import AGAIN, OPEN, judge  # noqa: E402
from keep import read_answers  # noqa: E402
from plain import MISSING, plain  # noqa: E402

UNREAD = "This answer cannot be read."


class Said:
    """What a submission's process said. It may have said anything: each value is looked at."""

    def __init__(self, said: bytes, questions: dict):
        self.answers: dict[str, tuple[object, str]] = {}  # question -> (value, fault)
        self.faults: list[dict] = []
        self.typed: dict[str, str] = {}
        self.written: list[str] = []
        self.last, self.refused, self.broken = 0, "", ""
        self.started = self.done = False
        for line in said.split(b"\n")[:100_000]:
            with suppress(ValueError, RecursionError, MemoryError):
                value = json.loads(line, parse_constant=refuse_constant)
                if isinstance(value, dict):
                    self.hear(value, questions)

    def hear(self, line: dict, questions: dict) -> None:
        self.started |= line.get("started") is True
        self.done |= line.get("done") is True
        name = line.get("question")
        if isinstance(name, str) and name in questions:
            self.answers[name] = (line.get("value"), short(line.get("fault") or ""))
        if type(line.get("begins")) is int:
            self.last = line["begins"]
        if type(line.get("cell")) is int and "error" in line and len(self.faults) < 50:
            self.faults.append({
                "cell": line["cell"], "line": short(line.get("line")),
                "error": short(line["error"]), "memory": line.get("memory") is True})
        if isinstance(line.get("typed"), dict) and isinstance(line.get("written"), list):
            self.typed = {name: text for name, text in line["typed"].items()
                          if isinstance(text, str)}
            self.written = [text for text in line["written"][:50] if isinstance(text, str)]
        if isinstance(line.get("refused"), str):
            self.refused = short(line["refused"])
        if isinstance(line.get("broken"), str) and not self.last:
            self.broken = short(line["broken"])


def refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def settled(course, seconds: float, ended: Ended | None, text: str, trouble: str) -> dict:
    """Judge what was said, or the `text` file, and return the result.

    `ended` is None, and `trouble` the reason, if there was nothing to run; `final` is false if
    it could not be run and should be tried again.
    """
    questions = course.questions
    said = Said(ended.said if ended else b"", questions)
    what = trouble or said.refused
    final = not ended or (said.started and not said.broken and ended.why != "stop")
    if not what:
        what = "; ".join(stopped_cells(said.faults)) or "graded" if said.done and not ended.why \
            else unfinished(seconds, ended, said)
    result = {"state": what, "final": final, "faults": said.faults, "questions": {},
              "written": [words for words in said.written
                          if words.strip() and words.strip() not in course.given]}
    handed = in_text(text)
    for name, question in questions.items():
        value, fault, source = *said.answers.get(name, (None, MISSING)), "notebook"
        if fault == MISSING and question["kind"] == "text":  # the cell did not run
            value, fault = plain("text", said.typed.get(name))
        if fault == MISSING and name in handed:
            value, fault, source = *plain_text(question, handed[name]), "text file"
        result["questions"][name] = judged(question, value, fault) | {"source": source}
    return result


def short(value: object) -> str:
    return re.sub(r"\s+", " ", str(value))[:300]


def unfinished(seconds: float, ended: Ended, said: Said) -> str:
    where = f" in code cell {said.last}" if said.last else ""
    if ended.why == "time":
        return f"stopped after {seconds:g} s{where}"
    if ended.why == "memory":
        return f"out of memory{where}"
    if ended.why == "files":
        return f"made too many files{where}"
    if ended.why == "output":
        return f"wrote too much where the answers go{where}"
    if said.broken or not said.started:
        why = said.broken or short(ended.complaint) or "the process did not start"
        return f"was not run: {why}"
    number = -ended.code if ended.code < 0 else ended.code - 128
    with suppress(ValueError):
        return f"ended by itself{where} ({signal.Signals(number).name})"
    return f"ended by itself{where}"


def stopped_cells(faults: list[dict]) -> list[str]:
    """Return what keeps a notebook that ran to its end from being plainly graded."""
    found = []
    for fault in faults:
        if fault["cell"] == 0:
            found.append(f"the lab's own first cell failed: {fault['error']}")
        elif fault["memory"]:
            found.append(f"out of memory in code cell {fault['cell']}")
        elif fault["error"].startswith("stopped after"):
            found.append(f"code cell {fault['cell']} {fault['error']}")
    return found[:3]


def in_text(text: str) -> dict[str, str]:
    try:
        return read_answers(text)
    except ValueError:  # a number of tries with thousands of digits
        return {}


def plain_text(question: dict, said: str) -> tuple[object, str]:
    """Return (value, fault) of an answer in the text file."""
    if question["kind"] == "text":
        return plain("text", said)
    try:
        return json.loads(said), ""
    except (ValueError, RecursionError):
        return None, UNREAD


def judged(question: dict, value: object, fault: str) -> dict:
    """Return the verdict; `value` comes from a submission and may be anything that JSON holds."""
    try:
        if question["kind"] == "text" and not fault and not isinstance(value, str):
            raise TypeError
        verdict, name, message = judge(question, value, fault)
    except Exception:
        value, (verdict, name, message) = None, judge(question, None, UNREAD)
    if verdict == OPEN or (verdict == AGAIN and name == "Type"):
        value = None
    if question["kind"] == "plot" and value is not None:
        value = "a figure"  # what was drawn fills pages
    return {"kind": question["kind"], "value": value, "verdict": verdict, "mistake": name,
            "message": message}
