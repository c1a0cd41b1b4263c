"""Every number that stands typed in data/claims.csv and data/article_errors.csv, by row.

COMPUTED holds those that the course's tables give, computed anew from them; CITED those
of the literature, each with the work that gives it, one of that row's sources.
"""

import csv
import runpy
from pathlib import Path

from numbers_from import DATA, column


def glued(page: str, *keys: str) -> set[str]:
    """Return numbers that tests/numbers/<page>.py computes for its page, by key."""
    module = runpy.run_path(str(Path(__file__).with_name(f"{page}.py")))
    return {module["GLUED"][key] for key in keys}


def exercises(first: int, last: int) -> int:
    """Count the exercises of India with the United States from year `first` to `last`."""
    with (DATA / "exercise_pairs.csv").open(encoding="utf-8", newline="") as file:
        return sum(
            int(row["exercises"])
            for row in csv.DictReader(file)
            if (row["iso3_a"], row["iso3_b"]) == ("IND", "USA")
            and first <= int(row["year"]) <= last
        )


haiti_troops = column("us_troops", "HTI", "year", "active_duty")

COMPUTED = {
    "C02-2": glued("role", "recipients", "r_change", "r_low", "r_high"),
    "C04-8": glued("cases", "low_start", "risen"),
    "C07-2": glued(
        "civil-military", "trained", "trained_coup", "untrained", "untrained_coup", "p_value"
    ),
    "C07-7": glued("civil-military", "low_hold", "scored", "low_hold_undemocratic"),
    "C10-2": glued("legacy", "quiet_states", "quiet_trained"),
    "C11-1": glued(
        "conclusion", "much_all", "much_effective", "little_all", "little_effective"
    ),
    "C05-3": {f"{exercises(1992, 2001)}", f"{exercises(2002, 2010)}"},
    "C08-3": {f"{haiti_troops[2010]:,.0f}", f"{haiti_troops[1994]:,.0f}"},
}

CITED = {
    "C00-1": {"107": "mcnerney2014assessing"},
    "C04-2": {"310,000": "chosun2008dispatch"},
    "C06-3": {"29": "paul2013works"},
    "C06-4": {"14": "allen2020outside"},
    "C07-3": {"19": "zurcher2017know"},
    "C08-2": {number: "wike2012does" for number in ("66", "85", "38", "23", "27", "15")},
    "C08-3": {"22,000": "abc2010relief"},
    "C08-6": {"110": "boland2023political"},
    "C08-7": {"23": "martinez2022vaccines", "39": "martinez2022vaccines"},
    "C08-11": {"1,000": "reaves2008implementation", "7": "reaves2008implementation"},
    "C10-4": {"27": "barany2012soldier"},
    "E3": {"145": "sigar2021learn", "90": "sigar2023collapsed"},
}
