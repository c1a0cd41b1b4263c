"""Write what grade.py found: marks.csv, mistakes.md, a feedback file a student, the texts."""

import csv
import re
import sys
from collections import Counter
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "exercises"))
from feedback import AGAIN, KEPT, OPEN, RIGHT, count, number_of_words  # noqa: E402

LOOK = ("Type", "Unit", "Near", "Form", "Length", "Unknown")  # no mistakes of their own name


def write_reports(out: Path, course, results: list[dict], other: list[str], trust: bool) -> None:
    """Write all four for `results`, which are sorted by name."""
    write_marks(out / "marks.csv", course.questions, results)
    put(out / "mistakes.md", mistakes(course, results, other, trust))
    for folder in ("feedback", "texts"):
        (out / folder).mkdir(exist_ok=True)
    for result in results:
        put(out / "feedback" / f"{result['file']}.md", feedback(course.lab, result))
    for name in course.asked:
        put(out / "texts" / f"{name}.md", texts(course, name, results))
    if any(result["written"] for result in results):
        put(out / "texts" / "lines.md", lines(course.lab, results))


def put(path: Path, parts: list[str]) -> None:
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def mark(answer: dict) -> int | str:
    """Return 1 or 0, and a blank for a text, which a person marks."""
    return "" if answer["kind"] == "text" else int(answer["verdict"] == RIGHT)


def right(result: dict) -> int:
    return sum(mark(answer) == 1 for answer in result["questions"].values())


def words(answer: dict) -> int:
    return number_of_words(answer["value"] or "")


def source(result: dict) -> str:
    """Return where the answers were found."""
    found = {answer["source"] for answer in result["questions"].values()
             if answer["verdict"] != OPEN}
    return " and ".join(sorted(found))


def state(result: dict) -> str:
    """Return the state, with the questions that the text file had to answer."""
    names = [name for name, answer in result["questions"].items()
             if answer["source"] == "text file"]
    return result["state"] + (f"; {', '.join(names)} from the text file" if names else "")


def write_marks(path: Path, questions: dict, results: list[dict]) -> None:
    asked = sum(question["kind"] != "text" for question in questions.values())
    texts = [name for name in questions if questions[name]["kind"] == "text"]
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["student", *questions, "right", "asked",
                        *(f"{name}_words" for name in texts), "state", "source"])
        for result in results:
            answers = result["questions"]
            # a spreadsheet would run a name that begins like a formula
            name = re.sub(r"^([=+@-])", r"'\1", result["name"])
            table.writerow([name, *map(mark, answers.values()), right(result), asked,
                            *(words(answers[text]) for text in texts), state(result),
                            source(result)])


def quoted(text: str) -> str:
    """Return a student's text as a quotation, so that no line of it looks like one of ours."""
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


def code(text: str) -> str:
    return "`" + text.replace("`", "'") + "`"


def shown(value: object) -> str:
    """Return an answer as a reader writes it."""
    if isinstance(value, float):
        return f"{value:.6g}" if abs(value) < 1e6 else f"{value:.10g}"
    if isinstance(value, list):
        return ", ".join(map(shown, value[:40])) + (", …" if len(value) > 40 else "")
    return str(value)[:200]


# --- for the instructor -----------------------------------------------------------------------


def mistakes(course, results: list[dict], other: list[str], trust: bool) -> list[str]:
    """Return the report by mistake: how many made which, and nobody's name but for trouble."""
    number = len(results)
    asked = {name: [result["questions"][name] for result in results] for name in course.questions}
    parts = [f"# Lab {course.lab}: {number} submissions, by mistake"]
    if trust:
        parts.append("These submissions were run **without a sandbox**. They could read and "
                     "change what you can.")
    rows = ["| question | right | look again | not answered |", "|---|---|---|---|"]
    for name, answers in asked.items():
        verdicts = Counter(answer["verdict"] for answer in answers)
        well = f"{verdicts[KEPT]} to be read" if answers[0]["kind"] == "text" else verdicts[RIGHT]
        rows.append(f"| {name} | {well} | {verdicts[AGAIN]} | {verdicts[OPEN]} |")
    parts.append("\n".join(rows))
    for name, answers in asked.items():
        parts += [f"## {name}", *one_question(answers, number)]
    parts.append("## Submissions that need a look")
    trouble = [f"- {result['name']}: {state(result)}" for result in results
               if state(result) != "graded"]
    parts.append("\n".join(trouble) or "None.")
    if other:
        parts += ["## Files that were not graded", "\n".join(f"- {name}" for name in other)]
    return parts


def one_question(answers: list[dict], number: int) -> list[str]:
    wrong = [answer for answer in answers if answer["verdict"] == AGAIN]
    unknown = [answer for answer in wrong if answer["mistake"] == "Unknown"]
    named = Counter(answer["mistake"] for answer in wrong if answer["mistake"] not in LOOK)
    counted = [f"- {times} of {number}: {name}" for name, times in named.most_common()]
    for name, words in (("Unit", "another unit"), ("Type", "not an answer of the kind asked for"),
                        ("Near", "near, and not yet right"), ("Form", "right data, form to mend"),
                        ("Length", "too short or too long")):
        times = sum(answer["mistake"] == name for answer in wrong)
        counted += [f"- {times} of {number}: {words}"] * bool(times)
    parts = ["\n".join(counted)] if counted else [] if unknown else ["No mistakes."]
    if unknown:
        values = Counter(shown(answer["value"]) for answer in unknown)
        parts.append("Answers that no rule recognised: " + "; ".join(
            f"{code(value)}" + (f" ({times} times)" if times > 1 else "")
            for value, times in values.most_common()) + ".")
    return parts


# --- for the student --------------------------------------------------------------------------


def feedback(lab: str, result: dict) -> list[str]:
    """Return what a student can read: verdicts and messages, and never a right answer."""
    answers = result["questions"]
    asked = sum(answer["kind"] != "text" for answer in answers.values())
    parts = [f"# Lab {lab}: {result['name']}", f"{right(result)} of {asked} answers are right."]
    happened = [] if result["state"] == "graded" else [f"- This submission: {result['state']}."]
    happened += [f"- Code cell {fault['cell']}, which begins {code(fault['line'])}: "
                 f"{code(fault['error'])}" for fault in result["faults"]]
    if happened:
        parts += ["## What happened when your notebook was run",
                  "It was run from top to bottom, in a fresh session. Cells that stopped were "
                  "passed over.", "\n".join(happened)]
    for name, answer in answers.items():
        parts.append(f"## {name}: {answer['verdict']}")
        if answer["kind"] not in ("text", "plot") and answer["value"] is not None:
            parts.append(f"You gave {code(shown(answer['value']))}"
                         + (", in the text file." if answer["source"] == "text file" else "."))
        parts.append(answer["message"])
        if answer["kind"] == "text" and answer["value"]:
            parts.append(quoted(answer["value"]))
    if result["written"]:
        parts += ["## Your lines", *map(quoted, result["written"])]
    return [part for part in parts if part]


# --- for whoever marks ------------------------------------------------------------------------


def texts(course, name: str, results: list[dict]) -> list[str]:
    """Return all answers to a text question, with the task and its rubric once."""
    parts = [f"# Lab {course.lab}, {name}", course.asked[name]]
    for result in results:
        answer = result["questions"][name]
        parts.append(f"## {result['name']}")
        if not answer["value"]:
            parts.append("No text.")
            continue
        parts += [quoted(answer["value"]), f"{count(words(answer), 'word')}."]
    return parts


def lines(lab: str, results: list[dict]) -> list[str]:
    """Return the free lines, which nobody marks."""
    parts = [f"# Lab {lab}: free lines, not marked"]
    for result in results:
        if result["written"]:
            parts += [f"## {result['name']}", *map(quoted, result["written"])]
    return parts
