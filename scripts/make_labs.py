"""Make the labs that students open, and what their checks know, from exercises/solutions/.

One source a lab: MyST text, with kinds of cells told apart by their tags.
  student            kept; holds the gap `...`, in a variable of the question: q3_share = ...
  solution           removed; fills that variable
  check-definition   removed; assigns a dict q3_check (KEYS below says what it holds)
  paper              removed; the lab for a class without computers, see make_sheets.py
  raises-exception   kept; a given cell that needs the student's answer
  (any other)        kept; one of them calls check("q3", q3_share)
`{{ how }}`, `{{ rubric }}` and `{{ end }}` stand for the texts of exercises/solutions/shared/.

The answers are computed from the tables by the same run that proves the solutions.
"""

import argparse
import base64
import hashlib
import json
import re
import shutil
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from itertools import combinations
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

ROOT = Path(__file__).resolve().parents[1]
sys.path += [str(ROOT / "exercises"), str(ROOT / "extensions")]
from course_solutions import read, tags  # noqa: E402
from feedback import same  # noqa: E402

ANSWERS = {"solution", "check-definition"}
REMOVED = ANSWERS | {"paper"}  # from the students' notebook
# what a check must hold, by kind: asks ("a share") and range (low, high) become a sentence,
# mistakes are (value, name, feedback)
KEYS = {
    "number": {"asks", "range", "right", "tolerance", "mistakes"},
    "numbers": {"asks", "range", "right", "tolerance", "mistakes"},  # in the order asked for
    "years": {"asks", "range", "right", "mistakes"},
    "codes": {"asks", "right", "mistakes"},  # ISO 3166 alpha-3
    "choice": {"options", "right", "mistakes"},  # letters
    "plot": {"asks", "right", "tolerance", "mistakes", "form"},  # series {"x": [...], "y": [...]}
    "text": {"words"},  # (least, most); a person reads it
}
# what it may hold besides: units [(low, high, message)]; nan, said when no number came out;
# then, said when right; scales, in which a series may be plotted
OPTIONAL = {"number": {"units", "nan"}, "numbers": {"units", "nan"}, "plot": {"scales"}}
# labels, zero (the values' axis begins there), one_axis and names are True; panels is a number;
# band holds, for each interval to be drawn, [low, high] of each point in any order
FORMS = {"labels", "zero", "one_axis", "band", "panels", "names"}
CHECK = re.compile(r'^check\("(q\d+)", \w+\)$', re.MULTILINE)
COLLECT = """\
import json
print(json.dumps({name[:-6]: value for name, value in globals().items()
                  if name.endswith("_check") and name[:1] == "q"},
                 default=lambda value: value.item()))
"""


class LabError(Exception):
    """A fault of the author's, as one sentence that names file and question."""


def own_digest(notebook: nbformat.NotebookNode) -> str:
    """Return a SHA-256 of the cells' kinds and sources; outputs may differ, they are remade."""
    cells = [[cell.cell_type, cell.source] for cell in notebook.cells]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()


def refuse_changed(lab: Path) -> None:
    """Raise LabError if `lab` exists and is not as this script left it."""
    if not lab.exists():
        return
    try:
        notebook = nbformat.read(lab, as_version=4)
        untouched = notebook.metadata.get("lab", {}).get("digest") == own_digest(notebook)
    except Exception:  # nbformat raises many kinds for a file that is no notebook
        untouched = False
    if not untouched:
        raise LabError(
            f"exercises/{lab.name} was changed by hand, and nothing was overwritten: take your "
            f"changes into exercises/solutions/{lab.stem}.md or move the file away, then run "
            "make labs again"
        )


class Run:
    """A kernel at work in a folder, cell by cell; `source` names the file in messages."""

    def __init__(self, cells: list, folder: Path, source: str):
        self.notebook = nbformat.v4.new_notebook(cells=cells)
        self.folder, self.source = folder, source
        # the reader's own IPython settings must not colour the stored outputs
        self.settings = folder.parent / "ipython"
        self.settings.mkdir(exist_ok=True)

    def __enter__(self) -> "Run":
        resources = {"metadata": {"path": str(self.folder)}}
        self.client = NotebookClient(
            self.notebook, timeout=120, kernel_name="python3", resources=resources,
            record_timing=False, coalesce_streams=True, shutdown_kernel="immediate",
            extra_arguments=["--IPKernelApp.log_level=ERROR",
                             f"--IPKernelApp.ipython_dir={self.settings}"],
        )
        self.kernel = self._started()
        for index, cell in enumerate(self.notebook.cells):
            self._execute(cell, index)
        return self

    def _started(self, tries: int = 3):
        """Return the running kernel's context; two that start at once may pick the same port."""
        kernel = self.client.setup_kernel()
        try:
            kernel.__enter__()
        except RuntimeError as error:
            if tries == 1:
                raise LabError(f"{self.source}: no kernel starts: {error}") from None
            return self._started(tries - 1)
        return kernel

    def __exit__(self, *error) -> None:
        self.kernel.__exit__(*error)

    def _execute(self, cell: nbformat.NotebookNode, index: int) -> None:
        try:
            self.client.execute_cell(cell, index)
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            cause = getattr(error, "evalue", "") or str(error).strip().splitlines()[-1]
            name = getattr(error, "ename", type(error).__name__)
            first = (cell.source.strip().splitlines() or [""])[0]
            raise LabError(
                f"{self.source}: the cell that begins {first!r} fails: {name}: {cause}"
            ) from None

    def more(self, code: str) -> str:
        """Execute one more cell and return what it printed."""
        cell = nbformat.v4.new_code_cell(code)
        self.notebook.cells.append(cell)
        self._execute(cell, len(self.notebook.cells) - 1)
        return printed(cell)


def printed(cell: nbformat.NotebookNode) -> str:
    return "".join(out.text for out in cell.get("outputs", []) if out.output_type == "stream")


def rounded(value: object) -> object:
    """Return `value` with floats cut to 10 digits, so that each machine writes the same file."""
    if isinstance(value, float):
        return float(f"{value:.10g}")
    if isinstance(value, list):
        return [rounded(item) for item in value]
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    return value


def finished(where: str, definition: dict) -> dict:
    """Return what feedback.py needs of `definition`; raise LabError if it contradicts itself."""
    kind = definition.get("kind")
    if kind not in KEYS:
        raise LabError(f"{where}: the check's kind is {kind!r}, not one of {', '.join(KEYS)}")
    if missing := KEYS[kind] - set(definition):
        raise LabError(f"{where}: the check has no {', '.join(sorted(missing))}")
    if odd := set(definition) - KEYS[kind] - OPTIONAL.get(kind, set()) - {"kind", "then"}:
        raise LabError(f"{where}: a check of the kind {kind} has no {', '.join(sorted(odd))}")
    question = {key: rounded(value) for key, value in definition.items()}
    if kind == "text":
        return question
    if kind in ("years", "codes"):
        question["right"] = sorted(set(question["right"]))
        question["mistakes"] = [[sorted(set(v)), *said] for v, *said in question["mistakes"]]
    right, low_high, asks = question["right"], question.pop("range", None), question.pop("asks", "")
    if right in ([], None, "") or right != right:
        raise LabError(f"{where}: the right answer is empty")
    if low_high:
        refuse_outside(where, right, *low_high)
        numbers = "{} and {}" if kind == "years" else "{:,} and {:,}"
        question["expects"] = f"The question asks for {asks} between {numbers.format(*low_high)}."
    elif asks:
        question["expects"] = f"The question asks for {asks}."
    if kind == "choice":
        refuse_open_options(where, question)
    if kind == "plot":
        question.setdefault("scales", [1])
        if unknown := set(question["form"]) - FORMS:
            raise LabError(f"{where}: form has {', '.join(unknown)}; known are "
                           f"{', '.join(sorted(FORMS))}")
        if question["form"].get("band") is True:
            raise LabError(f"{where}: band holds the ends of the intervals, not True")
    refuse_confusion(where, question)
    return question


def refuse_outside(where: str, right: object, low: float, high: float) -> None:
    if not all(low <= value <= high for value in (right if isinstance(right, list) else [right])):
        raise LabError(f"{where}: the right answer lies outside its range")


def refuse_open_options(where: str, question: dict) -> None:
    """Raise LabError unless each option but the right one has its feedback."""
    answered = [question["right"], *(letter for letter, *_ in question["mistakes"])]
    if sorted(answered) != sorted(question["options"]):
        raise LabError(f"{where}: of the options {question['options']} the right one and the "
                       f"mistakes make {''.join(sorted(answered))}")


def refuse_confusion(where: str, question: dict) -> None:
    """Raise LabError if a mistake passes as right or two mistakes cannot be told apart.

    Two answers less than two tolerances apart can be met by one and the same value.
    """
    wide = question | {"tolerance": 2 * question.get("tolerance", 0)}
    right, mistakes = question["right"], question["mistakes"]
    for value, name, _ in mistakes:
        if value != value or "NaN" in json.dumps(value):
            raise LabError(f"{where}: the mistake {name!r} is not a number")
        if meets(wide, value, right):
            raise LabError(
                f"{where}: the tolerance {question.get('tolerance', 0)} is not less than half the "
                f"distance between the right answer and the mistake {name!r}"
            )
        for start, end, _ in question.get("units", []):
            if any(start <= one <= end for answer in (right, value)
                   for one in (answer if isinstance(answer, list) else [answer])):
                raise LabError(f"{where}: a range in units hides the answer or {name!r}")
    for (one, name, _), (other, second, _) in combinations(mistakes, 2):
        if meets(wide, one, other):
            raise LabError(f"{where}: the mistakes {name!r} and {second!r} cannot be told apart")


def meets(question: dict, one: object, other: object) -> bool:
    if question["kind"] != "plot":
        return same(question, one, other)
    series = one if isinstance(one, list) else [one]
    wanted = other if isinstance(other, list) else [other]
    ordered = [one_series | {"x": one_series.get("x", list(range(len(one_series["y"]))))}
               for one_series in series]
    # a mistake beside a right series would be met by the figure that is right
    return any(same(question, {"series": ordered}, each) for each in wanted)


def cell_id(cell: nbformat.NotebookNode, taken: set[str]) -> str:
    """Return an id that stays when other cells come or go: the question's, or one of the text."""
    asked = CHECK.search(cell.source)
    gap = re.search(r'^(q\d+)_\w+ = (?:\.\.\.|""")', cell.source, re.MULTILINE)
    if asked:
        name = f"{asked[1]}-check"
    elif gap:
        name = f"{gap[1]}-answer"
    else:
        name = "cell-" + hashlib.sha256(cell.source.encode()).hexdigest()[:8]
    while name in taken:
        name += "-again"
    taken.add(name)
    return name


def copy_what_labs_read(root: Path, folder: Path) -> Path:
    """Lay data/ and the checks' code side by side in `folder`; return its exercises/."""
    exercises = folder / "exercises"
    (exercises / "checks").mkdir(parents=True)
    shutil.copytree(root / "data", folder / "data")
    for module in (root / "exercises").glob("*.py"):
        shutil.copy(module, exercises)
    return exercises


def make(root: Path, source: Path) -> tuple[nbformat.NotebookNode, str]:
    """Return (the student's notebook with outputs, the encoded checks) made from `source`."""
    where = f"exercises/solutions/{source.name}"
    try:
        cells = read(source).cells
    except FileNotFoundError as missing:
        raise LabError(f"{where}: no text {Path(missing.filename).name} in shared/") from None
    asked = [name for cell in cells if cell.cell_type == "code"
             for name in CHECK.findall(cell.source)]
    with tempfile.TemporaryDirectory() as folder:
        exercises = copy_what_labs_read(root, Path(folder))
        strict = [nbformat.from_dict(cell) for cell in cells]
        for cell in strict:  # with the answers in place nothing may raise
            cell.metadata = {}
        with Run(strict, exercises, where) as run:
            definitions = json.loads(run.more(COLLECT))
            if sorted(asked) != sorted(definitions):
                raise LabError(
                    f"{where}: checked are {', '.join(asked) or 'none'}; defined are "
                    f"{', '.join(definitions) or 'none'}: each once, in both"
                )
            known = {q: finished(f"{where}, {q}", definitions[q]) for q in asked}
            text = json.dumps(known, ensure_ascii=False, allow_nan=False)
            checks = base64.encodebytes(text.encode()).decode()
            Path(exercises, "checks", f"{source.stem}.json.b64").write_text(checks, newline="\n")
            run.more(f"start({source.stem!r})")
            # after the last cell, as graders run them: a variable used twice would show
            for cell in cells:
                for match in CHECK.finditer(cell.source) if cell.cell_type == "code" else ():
                    said = run.more(match[0]).strip()
                    if not said.startswith((f"{match[1]}: right", f"{match[1]}: kept")):
                        raise LabError(f"{where}: the solution fails its own check: {said}")

        shutil.rmtree(exercises / "answers", ignore_errors=True)
        # what is for paper must hold without any answer
        given = [cell for cell in cells if not tags(cell) & ANSWERS]
        with Run(given, exercises, where) as run:
            notebook = run.notebook
        notebook.cells = kept = [cell for cell in notebook.cells if "paper" not in tags(cell)]
        for cell in kept:
            for name in CHECK.findall(cell.source) if cell.cell_type == "code" else ():
                if f"{name}: not answered yet" not in printed(cell):
                    raise LabError(f"{where}, {name}: the untouched lab already answers it")

    taken: set[str] = set()
    for cell in notebook.cells:
        cell.id = cell_id(cell, taken)
        cell.metadata = {"tags": sorted(tags(cell))} if tags(cell) else {}
        for out in cell.get("outputs", []):
            if out.output_type == "error":
                out.traceback = []  # it names folders of this machine
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},  # without the version, which differs by machine
        "lab": {"made_from": where, "digest": own_digest(notebook)},
    }
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    return notebook, checks


def stale(root: Path, source: Path, notebook: nbformat.NotebookNode, checks: str) -> list[str]:
    """Return the files that are not what `source` and the tables make now."""
    lab = root / "exercises" / f"{source.stem}.ipynb"
    known = root / "exercises/checks" / f"{source.stem}.json.b64"
    same = lab.exists() and own_digest(nbformat.read(lab, as_version=4)) == own_digest(notebook)
    found = [] if same else [f"exercises/{lab.name}"]
    if not known.exists() or known.read_text() != checks:
        found.append(f"exercises/checks/{known.name}")
    return found


def main(root: Path, only_check: bool = False, only: str = "*") -> None:
    """Make every lab in `root`, or refuse all of them with a LabError before any is written."""
    sources = sorted((root / "exercises/solutions").glob(f"{only}.md"))
    if not sources:
        raise LabError(f"exercises/solutions holds no lab ({only}.md)")
    if not only_check:
        for source in sources:
            refuse_changed(root / "exercises" / f"{source.stem}.ipynb")
    print(f"Running solutions and untouched labs: {', '.join(s.stem for s in sources)}", flush=True)
    with ProcessPoolExecutor() as pool:  # a lab waits for two kernels, one after the other
        made = dict(zip(sources, pool.map(make, [root] * len(sources), sources), strict=True))
    for source, (notebook, checks) in made.items():
        if only_check:
            if found := stale(root, source, notebook, checks):
                raise LabError(f"{' and '.join(found)}: not what exercises/solutions/"
                               f"{source.name} and the tables make now; run make labs")
            continue
        folder = root / "exercises"
        (folder / "checks").mkdir(exist_ok=True)
        text = nbformat.writes(notebook, version=nbformat.NO_CONVERT).rstrip() + "\n"
        (folder / f"{source.stem}.ipynb").write_text(text, encoding="utf-8", newline="\n")
        target = folder / "checks" / f"{source.stem}.json.b64"
        target.write_text(checks, newline="\n")
        print(f"exercises/{source.stem}.ipynb and exercises/checks/{target.name} are made")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", type=Path, default=ROOT)
    parser.add_argument("--only", default="*", help="one lab, such as cases")
    parser.add_argument("--check", action="store_true",
                        help="write nothing; fail if a lab is not what its source makes now")
    arguments = parser.parse_args()
    try:
        main(arguments.root.resolve(), arguments.check, arguments.only)
    except LabError as error:
        sys.exit(f"make labs: {error}")
