"""Refuse a damaged table before any page is built from it.

Each CSV file in data/ is held against data/datapackage.json: frictionless checks
types, ranges, keys and codes; what it does not know is checked here: every file
described, no file missing, text whole and in UTF-8, the columns' order, and the
checksum. One line a fault, with file, row (the header is row 1) and column.

    scripts/check_tables.py             check; exit status 1 with the faults
    scripts/check_tables.py --record    write size and checksum of every table
                                        into the description, then check
"""

import argparse
import copy
import csv
import hashlib
import io
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "extensions"))

from course_data import PACKAGE, BrokenDescription, read_package  # noqa: E402

MISSHAPEN = ("blank-row", "missing-cell", "extra-cell")
SHOWN = 20  # faults shown of one table; a broken column would print thousands
LIMITS = {
    "minimum": "is below {limit}, the least allowed",
    "maximum": "is above {limit}, the most allowed",
    "pattern": "does not have the form {limit}",
    "enum": "is not one of: {limit}",
}


def form_faults(table: dict, data: bytes) -> list[str]:
    """Return what is wrong with a file as a text; empty if its cells can be read."""
    if not data:
        return ["the file is empty"]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        row = data.count(b"\n", 0, fault.start) + 1
        return [f"row {row}: not UTF-8; save the file as UTF-8 without BOM"]
    if text.startswith("\ufeff"):
        return ["row 1: begins with a byte order mark; save the file as UTF-8 without BOM"]
    if "\r" in text:
        row = text.count("\n", 0, text.index("\r")) + 1
        return [f"row {row}: Windows line end; save the file with LF line ends"]
    if not text.endswith("\n"):
        row, line = text.count("\n") + 1, text.rpartition("\n")[2]
        return [f"row {row}: the file breaks off in '{line[-40:]}': its last line has no line end; "
                "fetch the whole file again"]
    names = [field["name"] for field in table["schema"]["fields"]]
    found = next(csv.reader(io.StringIO(text)))
    if found == names:
        return []
    faults = [f"row 1: column {name} is missing" for name in names if name not in found]
    faults += [f"row 1: column {name or '(no name)'} is not described in {PACKAGE}"
               for name in found if name not in names]
    faults += [f"row 1: column {name} stands twice"
               for name in dict.fromkeys(found) if found.count(name) > 1]
    return faults or [f"row 1: the columns stand in another order; needed: {','.join(names)}"]


def map_faults(data: bytes) -> list[str]:
    """Return what is wrong with a GeoJSON file: every feature needs a code and a shape."""
    try:
        features = json.loads(data.decode("utf-8"))["features"]
        codes = [feature["properties"]["iso3"] for feature in features]
        shapes = {feature["geometry"]["type"] for feature in features}
    except UnicodeDecodeError:
        return ["not UTF-8"]
    except json.JSONDecodeError as fault:
        return [f"line {fault.lineno}, column {fault.colno}: not valid JSON: {fault.msg}"]
    except (KeyError, TypeError) as fault:
        return [f"no GeoJSON whose features have iso3 and geometry: {fault} is missing"]
    faults = [f"iso3 {code} stands twice" for code in dict.fromkeys(codes) if codes.count(code) > 1]
    return faults + [f"a shape is a {shape}, not a (Multi)Polygon"
                     for shape in sorted(shapes - {"Polygon", "MultiPolygon"})]


def in_words(error, table: dict) -> str:
    """Return one error of frictionless as '[row R][, column C]: what is wrong'."""
    fields = {field["name"]: field for field in table["schema"]["fields"]}
    names = list(fields)
    row = f"row {getattr(error, 'row_number', '?')}"
    column = getattr(error, "field_name", "")
    place = f"{row}, column {column}"
    cell = f"'{getattr(error, 'cell', '')}'"
    if error.type in ("missing-cell", "extra-cell"):
        count = sum(value is not None for value in error.cells)
        return f"{row}: {count} cells instead of {len(names)}"
    if error.type == "blank-row":
        return f"{row}: the row is empty"
    if error.type == "type-error":
        return f"{place}: {cell} is not of type {fields[column]['type']}"
    if error.type == "primary-key":
        key = table["schema"]["primaryKey"]
        key = [key] if isinstance(key, str) else key
        cells = dict(zip(names, error.cells))
        # a blank key is reported with its column; frictionless adds that there is no key
        values = [f"{name} {cells[name]}" for name in key if cells[name]]
        return f"{row}: {', '.join(values)} stands twice" if values else ""
    if error.type == "unique-error":
        return f"{place}: {cell} stands twice"
    if error.type == "foreign-key":
        key = next(k for k in table["schema"]["foreignKeys"] if k["fields"] == error.field_names)
        other = key["reference"]["resource"]
        return (f"{row}, column {', '.join(error.field_names)}: "
                f"'{', '.join(map(str, error.field_cells))}' is not in data/{other}.csv")
    if error.type == "constraint-error":
        rules = fields[column].get("constraints", {})
        broken = re.search(r'constraint "(\w+)"', error.note).group(1)
        if broken == "required":
            return f"{place}: the cell is blank and must not be"
        limit = rules[broken]
        limit = ", ".join(map(str, limit)) if isinstance(limit, list) else limit
        return f"{place}: {cell[1:-1] if broken in ('minimum', 'maximum') else cell} " + LIMITS[
            broken].format(limit=limit)
    return error.message


def content_faults(tables: list[dict], folder: Path) -> dict[str, list[str]]:
    """Return the faults that frictionless finds in the tables, by table name.

    Raises BrokenDescription when frictionless refuses the description itself.
    """
    from frictionless import FrictionlessException, Package  # slow to import

    tables = copy.deepcopy(tables)
    names = {table["name"] for table in tables}
    for table in tables:
        for key in ("hash", "bytes"):  # checked here, in clearer words
            table.pop(key, None)
        if "schema" not in table:
            continue
        keys = table["schema"].get("foreignKeys", [])
        # a table that cannot be read has its own fault; its codes cannot be looked up
        table["schema"]["foreignKeys"] = [k for k in keys if k["reference"]["resource"] in names]
    try:
        descriptor = {"name": "tables", "resources": tables}
        report = Package.from_descriptor(descriptor, basepath=str(folder)).validate()
    except FrictionlessException as fault:
        notes = "; ".join(e.note for e in (fault.reasons or [fault.error]))
        raise BrokenDescription(f"{PACKAGE}: {notes}") from None
    if report.errors:
        raise BrokenDescription(f"{PACKAGE}: {report.errors[0].note}")
    by_name = {table["name"]: table for table in tables}
    found = {}
    for task in report.tasks:
        lines, rows = [], {}
        misshapen = {e.row_number for e in task.errors if e.type in MISSHAPEN}
        for error in task.errors:
            if error.type not in MISSHAPEN and getattr(error, "row_number", None) in misshapen:
                continue  # what its cells seem to hold follows from the wrong shape
            if error.type == "foreign-key":  # one unknown code may stand in a hundred rows
                rows.setdefault(tuple(error.field_cells), []).append(error)
            else:
                lines.append(in_words(error, by_name[task.name]))
        for first, *others in rows.values():
            line = in_words(first, by_name[task.name])
            lines.append(line + (f" (and {len(others)} rows more)" if others else ""))
        # a cut row has an error for each lost cell
        found[task.name] = [line for line in dict.fromkeys(lines) if line]
    return found


def checksum(data: bytes) -> str:
    return "sha256:" + hashlib.sha256(data).hexdigest()


def faults(root: Path) -> list[str]:
    """Return one line for each fault in `root`/data; an empty list if all is well."""
    folder = root / "data"
    try:
        tables = read_package(root)["resources"]
    except BrokenDescription as fault:
        return [str(fault)]
    found: dict[str, list[str]] = {table["path"]: [] for table in tables}
    for path in sorted([*folder.glob("*.csv"), *folder.glob("*.geojson")]):
        if path.name not in found:
            found[path.name] = [f"no table in {PACKAGE} describes this file"]
    readable = []
    for table in tables:
        path, lines = folder / table["path"], found[table["path"]]
        if path.stem != table["name"]:
            lines.append(f"its table must be named '{path.stem}' in {PACKAGE}, "
                         f"not '{table['name']}'")
        for licence in table["licenses"]:
            if not licence["path"].startswith("http") and not (folder / licence["path"]).exists():
                lines.append(f"its licence's text data/{licence['path']} is missing")
        if not path.exists():
            lines.append("the file is missing")
            continue
        data = path.read_bytes()
        if form := form_faults(table, data) if path.suffix == ".csv" else map_faults(data):
            lines += form
        else:
            readable.append(table)
    try:
        for name, lines in content_faults(readable, folder).items():
            found[next(t["path"] for t in readable if t["name"] == name)] += lines
    except BrokenDescription as fault:
        return [str(fault)]
    for table in readable:
        data = (folder / table["path"]).read_bytes()
        # said only of a table that is sound: a damaged one must be mended, not recorded
        if not found[table["path"]] and (
            table.get("hash") != checksum(data) or table.get("bytes") != len(data)
        ):
            found[table["path"]].append(
                f"the file is not the one recorded in {PACKAGE} (size or SHA-256 differs). If you "
                "changed it on purpose, say so in its recipe and run scripts/check_tables.py "
                f"--record; if not, git restore data/{table['path']}"
            )
    result = []
    for path, lines in found.items():
        result += [f"data/{path}: {line}" for line in lines[:SHOWN]]
        if len(lines) > SHOWN:
            result.append(f"data/{path}: and {len(lines) - SHOWN} more")
    return result


def record(root: Path) -> None:
    """Write size and checksum of each table that exists into the description."""
    package = read_package(root)
    for table in package["resources"]:
        path = root / "data" / table["path"]
        if path.exists():
            data = path.read_bytes()
            table["hash"], table["bytes"] = checksum(data), len(data)
    text = json.dumps(package, indent=2, ensure_ascii=False) + "\n"
    (root / PACKAGE).write_text(text, encoding="utf-8", newline="\n")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Check the tables in data/.")
    parser.add_argument("--root", type=Path, default=ROOT, help="the folder that holds data/")
    parser.add_argument("--record", action="store_true",
                        help="first write each table's size and checksum into the description")
    options = parser.parse_args(arguments)
    if options.record:
        try:
            record(options.root)
        except BrokenDescription as fault:
            print(fault, file=sys.stderr)
            return 1
    lines = faults(options.root)
    for line in lines:
        print(line, file=sys.stderr)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
