"""Every number that the page and questions on humanitarian work show, computed anew from the tables.

Written with the csv module, not with pandas. GLUED holds what
the page glues; TYPED what stands typed in alternative texts, hints and questions.
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


def with_us(kind, first):
    """Exercises of five years with the United States among the known participants."""
    with (DATA / "exercise_kinds.csv").open(encoding="utf-8", newline="") as file:
        return sum(
            int(row["with_us"])
            for row in csv.DictReader(file)
            if row["kind"] == kind and first <= int(row["year"]) <= first + 4
        )


starts = range(1980, 2010, 5)
listed = {start: total("all", start, start + 4) for start in starts}
marked = {start: total("humanitarian", start, start + 4) for start in starts}
peace = {start: total("peacekeeping", start, start + 4) for start in starts}


def share(part, whole):
    return f"{100 * part / whole:.1f}"


def us_share(first):
    return share(with_us("humanitarian", first), with_us("all", first))


def other_share(first):
    return share(
        marked[first] - with_us("humanitarian", first), listed[first] - with_us("all", first)
    )


assert float(us_share(1980)) < 1 > float(other_share(1980))  # "below 1 per cent"
assert not peace[1980] + peace[1985]  # "none in the 1980s"
growth = [
    marked[2005] / marked[start] * factor
    for start in starts[:4]
    for factor in (1, listed[start] / listed[2005])  # counts, shares
]

GLUED = {
    "all_early": f"{early}",
    "all_late": f"{late}",
    "marked_early": f"{marked_early}",
    "marked_late": f"{marked_late}",
    "one_in_early": f"{early / marked_early:.0f}",
    "one_in_late": f"{late / marked_late:.0f}",
    "expected": f"{late * marked_early / early:.0f}",
    "share_late": f"{100 * marked_late / late:.0f}",
    "growth_lowest": f"{min(growth):.1f}",
    "growth_highest": f"{max(growth):.1f}",
}

TYPED = {
    "fig-humanitarian-exercises": {
        f"{number}" for start in starts for number in (marked[start], listed[start])
    }
    | {share(marked[start], listed[start]) for start in starts},
    "fig-peacekeeping-exercises": {
        f"{number}" for start in starts[2:] for number in (peace[start], listed[start])
    }
    | {share(peace[start], listed[start]) for start in starts[2:]},
    "fig-humanitarian-us": {f(start) for f in (us_share, other_share) for start in (1995, 2005)},
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
