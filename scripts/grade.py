"""Grade a class: make grade LAB=cases FOLDER=path/to/submissions

FOLDER holds a sub-folder a student (amina/cases.ipynb and, if handed in, amina/cases.txt, the
answers as text) or a notebook a student (amina.ipynb, amina.txt). Each is run in a process of
its own, shut in by sandbox.py; nothing in FOLDER is changed. In _build/grades/<lab>/ it leaves

  marks.csv     one row a student: 1 or 0 by question; blank where a person marks
  mistakes.md   for the instructor: who made which mistake is a number, not a name
  feedback/     a file a student can read; no right answer stands in it
  texts/        the written answers, one below the other, with their rubric
  results/      what was done. A run that was stopped goes on from there; a submission
                that did not change is not run again

Why not otter or nbgrader: both trust a submission with the network, the files and the clock
of the grader; otter wants its tests in the notebook, nbgrader a course database, and both go
by cell ids, which copied and split cells break. Why not nbclient: a kernel a submission takes
a second more and ports, and what a cell leaves behind can only be asked for through the
kernel that a submission can change or end. Cells run by IPython in the process itself, with
the answers said after each cell, need none of it.
"""

import argparse
import ast
import fcntl
import hashlib
import json
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import Event

from grading_report import state, write_reports
from sandbox import (
    ENVIRONMENT,
    MEGABYTE,
    Ended,
    NoSandbox,
    bubblewrap,
    probe,
    walls,
    watched,
)

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / "exercises"))
from feedback import AGAIN, OPEN, judge, load  # noqa: E402
from keep import read_answers  # noqa: E402
from plain import MISSING, plain  # noqa: E402

CHECK = re.compile(r'^check\("(q\d+)", (\w+)\)$', re.MULTILINE)
# what systems and JupyterLab leave in folders
LITTER = re.compile(r"\.(_.*|DS_Store|ipynb_checkpoints|git)$|__MACOSX$|__pycache__$")
LARGEST = 20 * MEGABYTE  # of a notebook; one with all its figures has about 0.2
UNREAD = "This answer cannot be read."
FIRST_USER = 60600  # numbers that no Linux gives to a person or a service


class GradeError(Exception):
    """What keeps the command from its work, as one sentence."""


@dataclass
class Submission:
    """What one student handed in; `trouble` says why there is no notebook to run."""

    name: str
    file: str  # the name as it can stand in a folder of ours
    notebook: Path | None = None
    text: Path | None = None
    trouble: str = ""


# --- what was handed in -----------------------------------------------------------------------


def submissions(folder: Path, lab: str) -> tuple[list[Submission], list[str]]:
    """Return what was handed in, by name, and the files in `folder` that are none of it."""
    found, other = [], []
    entries = sorted(path for path in folder.iterdir() if not LITTER.match(path.name))
    for path in entries:
        if path.is_symlink():
            found.append(Submission(path.name, "", trouble="a link, not followed"))
        elif path.is_dir():
            found.append(in_folder(path, lab))
        elif path.suffix == ".ipynb":
            text = path.with_suffix(".txt")
            found.append(Submission(path.stem, "", path, text if text.is_file() else None))
        elif path.suffix != ".txt":
            other.append(printable(path.name))
        elif not path.with_suffix(".ipynb").is_file():
            found.append(Submission(path.stem, "", None, path, "no notebook"))
    taken, names = set(), set()
    for one in found:
        one.name = printable(one.name)
        while one.name in names:
            one.name += " (handed in twice)"
        names.add(one.name)
        one.file = file_name(one.name, taken)
    return sorted(found, key=lambda one: one.name), other


def in_folder(folder: Path, lab: str) -> Submission:
    """Look for the lab's notebook in a student's folder, also where a whole zip was unpacked."""
    notebooks, texts = [], []
    for place, folders, files in os.walk(folder):
        depth = len(Path(place).relative_to(folder).parts)
        folders[:] = [name for name in sorted(folders) if not LITTER.match(name)]
        folders[:] = folders[:100 * (depth < 4)]
        for name in sorted(files)[:1000]:
            if not LITTER.match(name):
                notebooks += [Path(place, name)] * name.endswith(".ipynb")
                texts += [Path(place, name)] * (name == f"{lab}.txt")
    named = [path for path in notebooks if path.name == f"{lab}.ipynb"] or notebooks
    text = texts[0] if texts else None
    if len(named) == 1:
        return Submission(folder.name, "", named[0], text)
    trouble = f"{len(named)} notebooks, and which counts is not clear" if named else "no notebook"
    return Submission(folder.name, "", None, text, trouble)


def printable(name: str) -> str:
    name = name.encode("utf-8", "replace").decode()
    return re.sub(r"[\x00-\x1f\x7f]", "?", name)


def file_name(name: str, taken: set[str]) -> str:
    """Return `name` as a file can be called everywhere; `Amina` and `amina` stay apart."""
    base = re.sub(r"[^\w .@+-]", "_", name).strip(" .-")[:80] or "_"
    one, number = base, 1
    while one.casefold() in taken:
        number += 1
        one = f"{base}-{number}"
    taken.add(one.casefold())
    return one


def content(path: Path, most: int) -> bytes:
    """Return the bytes of a plain file; raise GradeError for a link, a pipe or a huge one."""
    try:
        with open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
            facts = os.fstat(file.fileno())
            if not stat.S_ISREG(facts.st_mode):
                raise GradeError("not a file")
            if facts.st_size > most:
                raise GradeError(f"larger than {most // MEGABYTE} MB")
            return file.read(most)
    except OSError as error:
        raise GradeError("a link, not followed" if path.is_symlink()
                         else f"cannot be opened ({error.strerror})") from None


# --- what it is graded by ---------------------------------------------------------------------


class Course:
    """The lab as the course has it: questions, variables, first cell, and given texts."""

    def __init__(self, root: Path, lab: str):
        self.root, self.lab = root, lab
        try:
            self.questions = load(lab, root / "exercises/checks")
            notebook = json.loads((root / f"exercises/{lab}.ipynb").read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            labs = sorted(path.stem for path in (root / "exercises").glob("*.ipynb"))
            raise GradeError(f"no lab of the name {lab!r}; there are {', '.join(labs)}") from None
        cells = notebook["cells"]
        for cell in cells:
            cell["source"] = "".join(cell["source"])
        code = [cell["source"] for cell in cells if cell["cell_type"] == "code"]
        self.first = code[0]
        self.variables = dict(CHECK.findall("\n".join(code)))
        self.given = {cell["source"].strip() for cell in cells if cell["cell_type"] == "markdown"}
        self.asked = {}  # text question -> what stands above it: the task and the rubric
        above = []
        for cell in cells:
            if cell["cell_type"] == "markdown":
                above = above if "|" in "".join(above) else []
                above.append(cell["source"])
            for name, _ in CHECK.findall(cell["source"]):
                if self.questions[name]["kind"] == "text":
                    self.asked[name] = "\n\n".join(above)
                above = []

    def job(self) -> dict:
        """Return what the sandbox may know: no answer, no mistake."""
        return {"first": self.first, "questions": {
            name: {"kind": self.questions[name]["kind"], "variable": variable}
            for name, variable in self.variables.items()}}

    def files(self) -> list[Path]:
        exercises = self.root / "exercises"
        return [exercises / f"{self.lab}.ipynb", exercises / f"checks/{self.lab}.json.b64",
                *sorted(exercises.glob("*.py")), *sorted((self.root / "data").glob("*.*")),
                *(HERE / f"{name}.py" for name in ("grade", "sandbox", "run_submission"))]

    def digest(self, *more: object) -> str:
        """Return a SHA-256 of all that marks depend on besides the submission."""
        whole = hashlib.sha256(repr(more).encode())
        for path in self.files():
            whole.update(hashlib.sha256(path.read_bytes()).digest())
        return whole.hexdigest()

    def lay_out(self, given: Path) -> None:
        """Put into `given` what every submission may read: tables, the course's code, fonts."""
        shutil.rmtree(given, ignore_errors=True)
        given.mkdir(parents=True)
        shutil.copytree(self.root / "data", given / "data")
        for path in [*(self.root / "exercises").glob("*.py"), HERE / "run_submission.py"]:
            shutil.copy(path, given)
        # matplotlib looks through the fonts once, not once a submission
        subprocess.run([sys.executable, "-c", "import matplotlib.font_manager"], check=True,
                       env=os.environ | {"MPLCONFIGDIR": str(given / "fonts")})
        for path in [given, *given.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)


@dataclass
class Desk:
    """Where and how submissions are run."""

    course: Course
    out: Path
    seconds: float
    memory: int
    shut: list[str]  # the walls; empty if submissions are trusted
    users: SimpleQueue
    stop: Event
    digest: str

    def run(self, notebook: bytes) -> Ended:
        """Run one notebook in a process of its own."""
        user = self.users.get()
        given = "/given" if self.shut else str(self.out / ".given")
        job = self.course.job() | {
            "given": given, "walls": bool(self.shut), "memory": self.memory,
            "user": user if self.shut and os.geteuid() == 0 else 0,
            "seconds": self.seconds, "cell_seconds": self.seconds / 4}
        command = [*self.shut, sys.executable, "-I", "-B", f"{given}/run_submission.py"]
        options = {}
        if not self.shut:
            place = self.out / f".run-{user}"
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir()
            options = {"cwd": place, "env": ENVIRONMENT | {
                "HOME": str(place), "MPLCONFIGDIR": str(place / "matplotlib"),
                "IPYTHONDIR": str(place / "ipython"), "TMPDIR": str(place)}}
        try:
            hand = json.dumps(job).encode() + b"\n" + notebook
            return watched(command, hand, self.seconds, self.memory, self.stop, **options)
        finally:
            if options:
                shutil.rmtree(options["cwd"], ignore_errors=True)
            self.users.put(user)


# --- one submission ---------------------------------------------------------------------------


def graded(desk: Desk, one: Submission, again: bool) -> tuple[dict, bool]:
    """Return the result of a submission and whether it was done before."""
    notebook, text, trouble = b"", "", one.trouble
    if one.notebook:
        try:
            notebook = content(one.notebook, LARGEST)
        except GradeError as error:
            trouble = str(error)
    if one.text:
        with suppress(GradeError):
            text = content(one.text, MEGABYTE).decode("utf-8", "replace")
    parts = [desk.digest.encode(), trouble.encode(), notebook, text.encode()]
    digest = hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()
    path = desk.out / "results" / f"{one.file}.json"
    if not again:
        with suppress(OSError, ValueError, KeyError, TypeError):
            before = json.loads(path.read_text(encoding="utf-8"))
            if before["digest"] == digest:
                return before | {"name": one.name, "file": one.file}, True
    try:
        result = settled(desk, None if trouble else desk.run(notebook), text, trouble)
    except Exception as error:  # one submission must not cost the others their marks
        result = settled(desk, None, "", f"was not graded: {short(repr(error))}")
        result["final"] = False
    result |= {"digest": digest, "name": one.name, "file": one.file,
               "notebook": one.notebook.name if one.notebook else ""}
    if result.pop("final"):
        part = path.with_suffix(".part")
        part.write_text(json.dumps(result, indent=1), encoding="utf-8")
        part.replace(path)
    return result, False


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


def settled(desk: Desk, ended: Ended | None, text: str, trouble: str) -> dict:
    """Judge what was said and return the result; `final` is false if it was not run at all."""
    questions = desk.course.questions
    said = Said(ended.said if ended else b"", questions)
    what = trouble or said.refused
    final = not ended or (said.started and not said.broken and ended.why != "stop")
    if not what:
        what = "; ".join(stopped_cells(said.faults)) or "graded" if said.done and not ended.why \
            else unfinished(desk, ended, said)
    result = {"state": what, "final": final, "faults": said.faults, "questions": {},
              "written": [words for words in said.written
                          if words.strip() and words.strip() not in desk.course.given]}
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


def unfinished(desk: Desk, ended: Ended, said: Said) -> str:
    where = f" in code cell {said.last}" if said.last else ""
    if ended.why == "time":
        return f"stopped after {desk.seconds:g} s{where}"
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


# --- the command ------------------------------------------------------------------------------


def grade(root: Path, lab: str, folder: Path, out: Path | None = None, jobs: int | None = None,
          seconds: float = 60, memory: int = 2000, again: bool = False,
          trust: bool = False) -> list[dict]:
    """Grade all of `folder` and write the reports; return the results, by name."""
    course = Course(root, lab)
    folder = folder.resolve()
    out = (out or root / "_build/grades" / lab).resolve()
    if not folder.is_dir():
        raise GradeError(f"no folder {folder}")
    if out == folder or out.is_relative_to(folder):
        raise GradeError("the results must not lie in the folder of submissions: see --out")
    handed_in, other = submissions(folder, lab)
    if not handed_in:
        raise GradeError(f"{folder} holds no submission: a sub-folder or a notebook a student")
    (out / "results").mkdir(parents=True, exist_ok=True)
    lock = (out / ".lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise GradeError(f"another run is at work in {out}") from None
    with lock:
        course.lay_out(out / ".given")
        shut = [] if trust else walls(bubblewrap(), out / ".given", [root, folder, out])
        if shut:
            probe(shut, FIRST_USER)
        jobs = jobs or os.cpu_count() or 1
        users = SimpleQueue()
        for number in range(jobs):
            users.put(FIRST_USER + number)
        desk = Desk(course, out, seconds, memory * MEGABYTE, shut, users, Event(),
                    course.digest(seconds, memory, trust))
        results = all_graded(desk, handed_in, jobs, again)
        write_reports(out, course, results, other, trust)
        shutil.rmtree(out / ".given", ignore_errors=True)
    return results


def all_graded(desk: Desk, handed_in: list[Submission], jobs: int, again: bool) -> list[dict]:
    results, before = [], 0
    with ThreadPoolExecutor(jobs) as pool:
        work = [pool.submit(graded, desk, one, again) for one in handed_in]
        try:
            for future in as_completed(work):
                result, was_done = future.result()
                results.append(result)
                before += was_done
                if len(results) % 10 == 0:
                    print(f"{len(results)} of {len(work)}", flush=True)
        except BaseException:
            desk.stop.set()
            pool.shutdown(cancel_futures=True)
            raise
    if before:
        print(f"{before} of {len(work)} were graded before and have not changed since")
    return sorted(results, key=lambda result: result["name"])


def main() -> None:
    parser = argparse.ArgumentParser(description="Grade a folder of submissions.")
    parser.add_argument("lab", help="the lab's name, such as cases")
    parser.add_argument("folder", type=Path, help="holds a sub-folder or a notebook a student")
    parser.add_argument("--out", type=Path, help="where the marks go; default _build/grades/<lab>")
    parser.add_argument("--jobs", type=int, help="how many at a time; default: one a processor")
    parser.add_argument("--seconds", type=float, default=60, help="for one submission (60)")
    parser.add_argument("--memory", type=int, default=2000, help="for one submission, in MB (2000)")
    parser.add_argument("--again", action="store_true", help="run what was graded before, too")
    parser.add_argument("--trust-submissions", action="store_true", dest="trust",
                        help="run without a sandbox: they can read and change what you can")
    parser.add_argument("--root", type=Path, default=HERE.parent, help=argparse.SUPPRESS)
    options = vars(parser.parse_args())
    root = options.pop("root").resolve()
    try:
        results = grade(root, **options)
    except NoSandbox as error:
        sys.exit(f"make grade: {error}. Nothing was run. With --trust-submissions they are run "
                 "without a sandbox; then each can read and change what you can.")
    except GradeError as error:
        sys.exit(f"make grade: {error}")
    except KeyboardInterrupt:
        sys.exit("make grade: stopped. The same command goes on from here.")
    plain_ones = sum(state(result) == "graded" for result in results)
    out = options["out"] or root / "_build/grades" / options["lab"]
    print(f"{len(results)} submissions, {len(results) - plain_ones} of them need a look.\n"
          f"In {out}: marks.csv, mistakes.md, feedback/, texts/")


if __name__ == "__main__":
    main()
