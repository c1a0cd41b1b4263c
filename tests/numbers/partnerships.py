"""Every number that the questions on partnerships show, computed anew from the tables.

Written with the csv module, not with pandas. Later additions to the page go in here.
"""


from numbers_from import column, rows


def exercises(one, other):
    """Return {year: exercises} in which both states took part."""
    pair = sorted((one, other))
    return {
        int(row["year"]): int(row["exercises"])
        for row in rows("exercise_pairs")
        if [row["iso3_a"], row["iso3_b"]] == pair
    }


india = exercises("IND", "USA")
france = column("military_expenditure", "FRA", "year", "pct_gdp")
gdp = column("population_income", "FRA", "year", "gdp_current")
portugal = column("democracy", "PRT", "year", "electoral")
poland = column("democracy", "POL", "year", "electoral")

# as gap-of-1997 says, in words or in years
assert min(india) == 1992 and india[1996] == india[2001] == 1
assert not {1997, 1998, 1999, 2000} & set(india)
assert not [
    row for row in rows("exercise_pairs")
    if "IND" in (row["iso3_a"], row["iso3_b"]) and row["year"] in ("1997", "1999")
]

# as two-per-cent says in words; the table's states outside NATO in 2024 are left out
OUTSIDE = "KOR JPN IND PAK AFG IRQ SOM ETH UKR NGA MLI NER".split()
for year, members in (("2019", 5), ("2020", 10)):
    assert members == sum(
        float(row["pct_gdp"]) >= 2
        for row in rows("military_expenditure")
        if row["year"] == year and row["iso3"] not in OUTSIDE
    )

share = france[2020] / france[2019]
spending = share * gdp[2020] / gdp[2019]

TYPED = {
    "questions": {
        # gap-of-1997
        str(india[2002]),
        # two-per-cent
        f"{france[2019]:.3f}",
        f"{france[2020]:.3f}",
        f"{100 * (1 - gdp[2020] / gdp[2019]):.1f}",
        f"{100 * (1 - gdp[2020] / gdp[2019]):.0f}",
        f"{100 * (share - 1):.0f}",
        f"{france[2020] - france[2019]:.1f}",
        f"{100 * (spending - 1):.0f}",
        f"{france[2019] * spending:.2f}",
        # membership
        f"{portugal[1949]:.2f}",
        f"{portugal[1973]:.2f}",
        f"{portugal[1980]:.2f}",
        f"{poland[1988]:.2f}",
        f"{poland[1998]:.2f}",
        f"{poland[2024]:.2f}",
    },
}
