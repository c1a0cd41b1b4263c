"""Every number that the questions on legacy show, computed anew from the tables.

Written with the csv module, not with pandas. Later additions to the page go in here.
"""

import csv
from collections import Counter
from math import comb, sqrt

from numbers_from import DATA, column


def rows(table):
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def fisher(a, n, b, m):
    """Two-sided p of Fisher's exact test for `a` of `n` against `b` of `m`."""
    def chance(k):
        return comb(n, k) * comb(m, a + b - k) / comb(n + m, a + b)

    possible = range(max(0, a + b - m), min(n, a + b) + 1)
    return sum(chance(k) for k in possible if chance(k) <= chance(a) * (1 + 1e-9))


places = Counter()
for row in rows("us_training"):
    if 2010 <= int(row["fiscal_year"]) <= 2019:
        places[row["iso3"]] += int(row["trainees"])
        places[row["iso3"], row["programme"]] += int(row["trainees"])

older, recent = rows("coups"), rows("coups_2020_2023")
tried = {(row["iso3"], row["outcome"]) for row in older if 2010 <= int(row["year"]) <= 2019}
tried |= {(row["iso3"], row["outcome"]) for row in recent}
assert all((code, "realized") in tried for code in ("NER", "BFA", "MLI"))
assert not any(code in ("RWA", "GHA", "SEN") for code, _ in tried)

firm = [row["outcome"] == "realized" for row in recent if row["coding"] == "firm"]
every = [row["outcome"] == "realized" for row in recent]
sixties = [
    row["outcome"] == "realized"
    for row in older
    if row["year"].startswith("196") and row["outcome"] != "conspiracy"
]


def share(events):
    return 100 * sum(events) / len(events)


def against_sixties(events):
    return f"{fisher(sum(events), len(events), sum(sixties), len(sixties)):.2f}"


def change(measure):
    """Return the change of Liberia's score from 2002 to 2023 and its standard error."""
    value = column("governance", "LBR", "year", measure)
    error = column("governance", "LBR", "year", f"{measure}_se")
    return {
        f"{value[2023] - value[2002]:.2f}", f"{sqrt(error[2002] ** 2 + error[2023] ** 2):.2f}"
    }


korea = column("democracy", "KOR", "year", "electoral")
afghanistan = column("democracy", "AFG", "year", "electoral")

TYPED = {
    "questions": {
        # places-and-coups
        *(f"{places[code]:,}" for code in ("NER", "BFA", "MLI", "RWA", "GHA", "SEN")),
        f"{places['NER', 'PKO_GPOI']:,}",
        f"{places['NER', 'IMET']}",
        # which-rule
        f"{len(firm)}",
        f"{sum(firm)}",
        f"{len(every)}",
        f"{sum(every)}",
        f"{len(sixties)}",
        f"{sum(sixties)}",
        f"{share(firm):.0f}",
        f"{share(every):.0f}",
        f"{share(sixties):.0f}",
        f"{(share(firm) + share(every)) / 2:.0f}",
        against_sixties(firm),
        against_sixties(every),
        # calm-and-capacity
        *change("political_stability"),
        *change("government_effectiveness"),
        # when-to-judge
        f"{korea[1985]:.2f}",
        f"{korea[1988]:.2f}",
        f"{afghanistan[2010]:.2f}",
        f"{afghanistan[2021]:.2f}",
    },
}
