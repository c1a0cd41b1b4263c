"""Every number that the questions on understanding military diplomacy show, computed anew.

Written with the csv module, not with pandas. Later additions to the page go in here.
"""

import csv

from numbers_from import DATA


def exercises(kind, first, last):
    """Return how many exercises of a kind the list holds for these years."""
    with (DATA / "exercise_kinds.csv").open(encoding="utf-8", newline="") as file:
        return sum(
            int(row["exercises"])
            for row in csv.DictReader(file)
            if row["kind"] == kind and first <= int(row["year"]) <= last
        )


KINDS = ("all", "warfighting", "humanitarian")
eighties = {kind: exercises(kind, 1980, 1989) for kind in KINDS}
noughties = {kind: exercises(kind, 2000, 2010) for kind in KINDS}

# as kinds-of-exercise says in words: four in five
assert round(5 * noughties["warfighting"] / noughties["all"]) == 4

TYPED = {
    "questions": {f"{number:,}" for span in (eighties, noughties) for number in span.values()},
}
