"""Run the cells of one submission and say its answers, one line of JSON after another.

grade.py starts this behind the walls of sandbox.py and hands it, on stdin, a line of JSON
(the job) and the notebook's bytes. It knows the questions' names, kinds and variables and no
answer. After each cell it reads the variables and reduces them to plain values, so that an
endless loop or a crash further down loses nothing. What the cells print leads nowhere.
"""

import ast
import importlib.util
import itertools
import json
import os
import resource
import shutil
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from json import dumps, loads
from os import getpid, write
from pathlib import Path
from signal import ITIMER_PROF, ITIMER_REAL, SIGALRM, SIGPROF, setitimer, signal

READ_SECONDS = 2  # for one answer: an object of a student's may loop when it is looked at
PROCESSES = 64
LONGEST = 20_000  # characters of a text
LARGEST_FILE = 64 * 1024 * 1024


class Stopped(BaseException):
    """A cell took too long; no `except Exception` of the student's swallows it."""


class NoNotebook(Exception):
    """What was handed in holds no cells to run."""


def alone() -> int:
    """Lead stdin, stdout and stderr nowhere; return the pipe that was stdout."""
    pipe = os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    sys.stdin = open(0)  # the old one has read ahead
    return pipe


def limit(job: dict) -> None:
    """Give up what rights there are and set the limits of this process and its children."""
    if job["user"]:
        os.setgroups([])
        os.setgid(job["user"])
        os.setuid(job["user"])
    for what, most in ((resource.RLIMIT_AS, job["memory"]), (resource.RLIMIT_CORE, 0),
                       (resource.RLIMIT_FSIZE, LARGEST_FILE), (resource.RLIMIT_NOFILE, 256),
                       (resource.RLIMIT_CPU, int(4 * job["seconds"]) + 1),
                       (resource.RLIMIT_NPROC, PROCESSES)):
        if what != resource.RLIMIT_NPROC or job["walls"]:  # elsewhere it counts other programs
            resource.setrlimit(what, (most, most))


def guarded(seconds: float, function, *arguments) -> tuple:
    """Return (result, None) or (None, what was raised).

    It has `seconds` to compute and twice that by the clock, so that a busy machine costs
    nobody an answer.
    """
    def stop(number, _):
        raise Stopped(f"stopped after {seconds:g} s of computing" if number == SIGPROF
                      else f"stopped after {2 * seconds:g} s")

    def timers(computing: float, clock: float) -> None:
        setitimer(ITIMER_PROF, computing, 1)  # and each second again, should it be swallowed
        setitimer(ITIMER_REAL, clock, 1)

    try:
        signal(SIGPROF, stop)
        signal(SIGALRM, stop)
        timers(seconds, 2 * seconds)
        try:
            return function(*arguments), None
        finally:
            timers(0, 0)
    except BaseException as error:
        timers(0, 0)
        return None, error


def cells_of(raw: bytes) -> list[dict]:
    """Return the cells as dicts of kind, source and tags; raise NoNotebook with a reason."""
    if not raw.strip():
        raise NoNotebook("empty file")
    try:
        try:
            notebook = json.loads(raw.decode("utf-8-sig"))
        except UnicodeDecodeError:
            notebook = json.loads(raw.decode("latin-1"))
        if "worksheets" in notebook:  # format 3
            found = [cell for sheet in notebook["worksheets"] for cell in sheet["cells"]]
        else:
            found = notebook["cells"]
        cells = [plain_cell(cell) for cell in found]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, MemoryError):
        raise NoNotebook("not a notebook") from None
    if not any(cell["kind"] == "code" and cell["source"].strip() for cell in cells):
        raise NoNotebook("notebook without code")
    return cells


def plain_cell(cell: dict) -> dict:
    source = cell.get("source", cell.get("input", ""))
    tags = cell.get("metadata", {}).get("tags", [])
    return {"kind": str(cell["cell_type"]), "tags": [str(tag) for tag in tags],
            "source": source if isinstance(source, str) else "".join(map(str, source))}


def typed(sources: list[str], variables: dict) -> dict[str, str]:
    """Return the texts that stand in the code itself, should the cell never run."""
    found = {}
    for source in sources:
        try:
            for node in ast.walk(ast.parse(source)):
                if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) \
                        and isinstance(node.value.value, str):
                    for target in node.targets:
                        if getattr(target, "id", "") in variables:
                            found[variables[target.id]] = node.value.value[:LONGEST]
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
    return found


def new_shell():
    """Return an IPython without kernel, history and tracebacks."""
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    config = Config()
    config.HistoryManager.enabled = False
    shell = InteractiveShell.instance(config=config)
    shell.showtraceback = shell.showsyntaxerror = shell.showindentationerror = \
        lambda *_, **__: None
    shell.ask_exit = lambda: None  # exit() in a cell ends nothing
    shell._tee = lambda channel: nullcontext()  # IPython 9 would keep all that is printed
    return shell


def described(error: BaseException) -> str:
    if isinstance(error, Stopped):
        return str(error)
    text, fault = guarded(READ_SECONDS, lambda: f"{type(error).__name__}: {error}")
    if fault is not None or not isinstance(text, str):
        return "an error that cannot be shown"
    return " ".join(text.split())[:300]


class Answers:
    """Reads the answers out of the shell's variables and says those that are new."""

    def __init__(self, namespace: dict, questions: dict, plain, say):
        self.namespace, self.questions = namespace, questions
        self.plain, self.say = plain, say
        self.last, self.hopeless = {}, {}

    def read(self, cell: int) -> None:
        for name, question in self.questions.items():
            value = self.namespace.get(question["variable"])
            if value is None or value is ... or value is self.hopeless.get(name):
                continue
            answer, error = guarded(READ_SECONDS, self.reduced, question, value)
            if error is not None:
                self.hopeless[name] = value
                answer = [None, "This answer cannot be read."]
            if answer[1] != "missing" and answer != self.last.get(name):
                self.last[name] = answer
                self.say({"question": name, "value": answer[0], "fault": answer[1], "cell": cell})

    def reduced(self, question: dict, value: object) -> list:
        if isinstance(value, Iterator):  # reading uses it up, and a later cell may want it
            self.namespace[question["variable"]], value = itertools.tee(value)
        value, fault = self.plain(question["kind"], value)
        if fault:
            return [None, str(fault)[:500]]
        return [loads(dumps(value, allow_nan=False)), ""]


def close_figures() -> None:
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")


def reader(path: Path):
    """Return plain.py's `plain`, from a copy of the module that no cell can reach by name."""
    spec = importlib.util.spec_from_file_location("course_reader", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.plain


def lay_out(given: Path, course: Path) -> None:
    """Lay the folders out as a student has them, and go to exercises/."""
    shutil.copytree(given / "data", course / "data")
    shutil.copytree(given / "fonts", os.environ["MPLCONFIGDIR"])
    (course / "exercises").mkdir()
    for path in given.glob("*.py"):
        shutil.copy(path, course / "exercises")
    os.chdir(course / "exercises")
    sys.path.insert(0, "")


def main() -> None:
    header, raw = sys.stdin.buffer.readline(), sys.stdin.buffer.read()
    job, pipe = json.loads(header), alone()

    def say(line: dict) -> None:
        data = memoryview(dumps(line).encode() + b"\n")
        while data:
            data = data[write(pipe, data):]

    try:
        limit(job)
        say({"started": True})
        run(job, cells_of(raw), say)
        say({"done": True})
    except NoNotebook as reason:
        say({"refused": str(reason)})
    except BaseException as error:  # a fault of the grader's, or limits too low for it
        say({"broken": described(error)})
    finally:
        os._exit(0)


def run(job: dict, cells: list[dict], say) -> None:
    """Execute the lab's own first cell and then each code cell; say what comes of it."""
    given, course, questions = Path(job["given"]), Path.cwd(), job["questions"]
    process = getpid()
    sources = [cell["source"] for cell in cells if cell["kind"] == "code"]
    variables = {question["variable"]: name for name, question in questions.items()
                 if question["kind"] == "text"}
    written = [cell["source"][:LONGEST] for cell in cells
               if cell["kind"] == "markdown" and "written" in cell["tags"]]
    say({"typed": typed(sources, variables), "written": written[:50]})
    lay_out(given, course)
    shell = new_shell()
    answers = Answers(shell.user_ns, questions, reader(given / "plain.py"), say)
    for number, source in enumerate([job["first"], *sources]):
        if not source.strip():
            continue
        say({"begins": number})
        result, error = guarded(job["cell_seconds"], shell.run_cell, source)
        if getpid() != process:  # a cell forked, and this is the copy
            os._exit(0)
        error = error or result.error_before_exec or result.error_in_exec
        if error is not None:
            say({"cell": number, "line": source.strip().splitlines()[0][:200],
                 "error": described(error),
                 "memory": isinstance(error, MemoryError)})
        del error, result
        guarded(READ_SECONDS, close_figures)
        answers.read(number)


if __name__ == "__main__":
    main()
