"""Every number that the questions on humanitarian work show, computed anew from the tables.

Written with the csv module, not with pandas. Later additions to the page go in here.
"""

import csv

from numbers_from import DATA, column

deaths = column("battle_deaths", "HTI", "year", "best")
with (DATA / "peacekeeping_missions.csv").open(encoding="utf-8", newline="") as file:
    places = {
        int(row["year"]): row["locations"]
        for row in csv.DictReader(file)
        if row["mission"] == "MINUSTAH"
    }
with (DATA / "exercise_kinds.csv").open(encoding="utf-8", newline="") as file:
    exercises = [
        (int(row["year"]), row["kind"], int(row["exercises"])) for row in csv.DictReader(file)
    ]


def total(kind, first, last):
    return sum(count for year, what, count in exercises if what == kind and first <= year <= last)


early, late = total("all", 1980, 1984), total("all", 2005, 2009)
marked_early, marked_late = total("humanitarian", 1980, 1984), total("humanitarian", 2005, 2009)
assert not any(deaths[year] for year in range(2005, 2023))  # "none in any year from 2005 to 2022"

TYPED = {
    "questions": {
        # war-or-peace
        f"{deaths[2004]:.0f}",
        places[2010],
        # exercises-marked
        f"{early}",
        f"{late}",
        f"{marked_early}",
        f"{marked_late}",
        f"{late * marked_early / early:.0f}",
        f"{marked_late * early / late:.0f}",
        f"{marked_late * late / early:.0f}",
        f"{100 * marked_late / late:.0f}",
    },
}
