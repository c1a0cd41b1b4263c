"""Every number that the questions on Somalia show, computed anew from the tables.

Written with the csv module, not with pandas. Later additions to the page go in here.
"""

import csv

from numbers_from import DATA, column

best = column("battle_deaths", "SOM", "year", "best")
control = column("military_executive", "SOM", "year", "state_territory_control_pct")
score = column("democracy", "SOM", "year", "electoral")

with (DATA / "somalia_mission.csv").open(encoding="utf-8", newline="") as file:
    mission = list(csv.DictReader(file))


def personnel(date, measure):
    """Return the figure for the whole mission of one day."""
    (row,) = [
        row for row in mission
        if row["date"] == date and row["measure"] == measure and not row["contributor_iso3"]
    ]
    return int(row["personnel"])


def mean(first, last):
    values = [deaths for year, deaths in best.items() if first <= year <= last]
    return f"{sum(values) / len(values):,.0f}"


contingents = sum(int(row["personnel"]) for row in mission if row["contributor_iso3"])
assert contingents == personnel("2020-09-21", "actual_troops")  # as a feedback says

TYPED = {
    "questions": {
        # ceiling-and-count, the-label
        f"{personnel('2020-02-28', 'authorised_ceiling'):,}",
        f"{contingents:,}",
        # quiet-years
        mean(1997, 2005),
        mean(2007, 2021),
        # two-standards
        f"{control[2007]:.1f}",
        f"{control[2021]:.1f}",
        f"{100 - control[2021]:.1f}",
        f"{best[2007]:,.0f}",
        f"{best[2021]:,.0f}",
        f"{score[2007]:.2f}",
        f"{score[2021]:.2f}",
    },
}
