"""Every number that the questions on attachés show, computed anew from the tables.

Written with the csv module, not with pandas. Later additions to the page go in here.
"""

import csv

from numbers_from import DATA

with (DATA / "exercise_kinds.csv").open(encoding="utf-8", newline="") as file:
    every = {
        int(row["year"]): (int(row["exercises"]), int(row["with_us"]))
        for row in csv.DictReader(file)
        if row["kind"] == "all"
    }


def share(year):
    exercises, with_us = every[year]
    return f"{100 * with_us / exercises:.0f}"


TYPED = {
    "questions": {
        # stand-in
        str(every[1980][1]),
        str(every[2004][1]),
        share(1980),
        share(2004),
    },
}
