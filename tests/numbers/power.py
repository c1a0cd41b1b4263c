"""Every number that the questions on power show, computed anew from the tables.

Written with the csv module, not with pandas. Later additions to the page go in here.
"""

import csv

from numbers_from import DATA, column

control = column("military_executive", "AFG", "year", "state_territory_control_pct")
score = column("democracy", "AFG", "year", "electoral")


def promised(code, kind, first, last):
    """Million dollars of the day in the fiscal years from `first` to `last`."""
    aid = column("us_aid", code, "fiscal_year", f"{kind}_nominal")
    return sum(amount for year, amount in aid.items() if first <= year <= last)


def military_share(code, first, last):
    military = promised(code, "military", first, last)
    return f"{100 * military / (military + promised(code, 'economic', first, last)):.0f}"


with (DATA / "us_aid_programmes.csv").open(encoding="utf-8", newline="") as file:
    peacekeeping = sum(
        float(row["nominal"]) for row in csv.DictReader(file)
        if row["iso3"] == "SOM" and row["programme"] == "PKO"
        and 2007 <= int(row["fiscal_year"]) <= 2020
    )

economic = promised("AFG", "economic", 2002, 2020)
assert economic > promised("SOM", "economic", 2007, 2020)  # "the most economic aid of the three"
assert economic > promised("LBR", "economic", 2003, 2020)

TYPED = {
    "questions": {
        # land-and-rights
        f"{control[2020]:.1f}",
        f"{control[2021]:.1f}",
        f"{score[2020]:.3f}",
        f"{score[2021]:.3f}",
        # shares-of-aid
        military_share("AFG", 2002, 2020),
        military_share("SOM", 2007, 2020),
        military_share("LBR", 2003, 2020),
        f"{economic:,.0f}",
        # which-hands
        f"{promised('SOM', 'military', 2007, 2020):,.0f}",
        f"{peacekeeping:,.0f}",
    },
}
