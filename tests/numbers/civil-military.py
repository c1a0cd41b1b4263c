"""Every number that the questions on civil–military relations show, computed anew.

Written with the csv module, not with pandas. Later additions to the page go in here.
"""

import csv

from numbers_from import DATA, column

index = column("military_executive", "AFG", "year", "military_executive_index")
with (DATA / "coups.csv").open(encoding="utf-8", newline="") as file:
    events = [(int(row["year"]), row["outcome"]) for row in csv.DictReader(file)]


def count(decade, *outcomes):
    return str(sum(year // 10 * 10 == decade and what in outcomes for year, what in events))


assert len({index[year] for year in range(2005, 2013)}) == 1  # "in every year from 2005 to 2012"

TYPED = {
    "questions": {
        # fewer-coups
        count(1960, "realized"),
        count(2010, "realized"),
        count(1960, "realized", "attempted"),
        count(2010, "realized", "attempted"),
        # a-low-index
        f"{index[2005]:.2f}",
        f"{index[2021]:.2f}",
    },
}
