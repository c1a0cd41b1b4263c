"""Every number that book/partnerships.md and its questions show, computed anew from the tables.

Written with the csv module, not with the page's pandas code.
"""

from math import e
from statistics import median

from numbers_from import column, rows

JOINED = {  # Estonian Atlantic Treaty Association (2023); Sweden: Sweden Herald (2024)
    **dict.fromkeys("USA GBR CAN FRA ITA NLD BEL LUX DNK NOR ISL PRT".split(), 1949),
    **dict.fromkeys(["GRC", "TUR"], 1952),
    **{"DEU": 1955, "ESP": 1982, "POL": 1999, "HUN": 1999, "CZE": 1999},
    **dict.fromkeys("EST LVA LTU SVK SVN ROU BGR".split(), 2004),
    **{"ALB": 2009, "HRV": 2009, "MNE": 2017, "MKD": 2020, "FIN": 2023, "SWE": 2024},
}


def exercises(one, other):
    """Return {year: exercises} in which both states took part."""
    pair = sorted((one, other))
    return {
        int(row["year"]): int(row["exercises"])
        for row in rows("exercise_pairs")
        if [row["iso3_a"], row["iso3_b"]] == pair
    }


def shares(year, members_of):
    """The shares of GDP in `year` of the states that were members in `members_of`."""
    return [
        float(row["pct_gdp"])
        for row in rows("military_expenditure")
        if int(row["year"]) == year and JOINED.get(row["iso3"], 9999) <= members_of
    ]


def at(line, year):
    return str(sum(share >= line for share in shares(year, year)))


def change(code):
    """Growth from 2019 to 2020 of the share, the GDP and the money in dollars, per cent."""
    share = column("military_expenditure", code, "year", "pct_gdp")
    gdp = column("population_income", code, "year", "gdp_current")
    first, second = share[2020] / share[2019], gdp[2020] / gdp[2019]
    return [100 * (factor - 1) for factor in (first, second, first * second)]


def old_base(code):
    share = column("military_expenditure", code, "year", "pct_gdp")
    return f"{share[2020] * (1 + change(code)[1] / 100):.2f}"


with_gdp = [
    code for code in JOINED
    if JOINED[code] <= 2019 and column("population_income", code, "year", "gdp_current")
]
assert len(with_gdp) == 11  # "eleven" in the page
pure = [code for code in with_gdp if change(code)[0] > 0 > change(code)[2]]
assert sorted(pure) == ["ALB", "HRV", "PRT"]  # "three of the eleven"
assert [code for code in with_gdp if change(code)[2] > change(code)[0] > 0] == ["POL"]

india = exercises("IND", "USA")
pakistan = exercises("PAK", "USA")
circle = {code: exercises("IND", code) for code in ("USA", "SGP", "FRA", "RUS")}
france = column("military_expenditure", "FRA", "year", "pct_gdp")
gdp = column("population_income", "FRA", "year", "gdp_current")
portugal, spain, poland, turkey = (
    column("democracy", code, "year", "electoral") for code in ("PRT", "ESP", "POL", "TUR")
)

# as the page says of 1980: the two bands overlap
bands = [
    [column("democracy", code, "year", f"electoral_{end}")[1980] for end in ("low", "high")]
    for code in ("PRT", "ESP")
]
assert max(band[0] for band in bands) < min(band[1] for band in bands)

coups = [
    row["iso3"]
    for row in rows("coups")
    if row["outcome"] == "realized" and JOINED.get(row["iso3"], 9999) <= int(row["year"])
]

# as gap-of-1997 and the page say, in words or in years
assert min(india) == 1992 and india[1996] == india[2001] == 1
assert not {1997, 1998, 1999, 2000} & set(india)
assert not {1997, 1998, 1999, 2000, 2001} & set(pakistan) and pakistan[1996]
for year in (1990, 1991, 1997, 1999):
    assert not [
        row for row in rows("exercise_pairs")
        if "IND" in (row["iso3_a"], row["iso3_b"]) and int(row["year"]) == year
    ]
assert all(2010 in partner for partner in circle.values())

# as two-per-cent says in words
assert (at(2, 2019), at(2, 2020)) == ("5", "10")

share = france[2020] / france[2019]
spending = share * gdp[2020] / gdp[2019]
mean = sum(n for year, n in india.items() if year <= 1996) / 5
lately = [n for year, n in india.items() if year >= 2002]

GLUED = {
    **{f"at_target_{year}": at(2, year) for year in (2019, 2020, 2021, 2024)},
    "listed_2024": str(len(shares(2024, 2024))),
    "rounded_2019": at(1.95, 2019),
    "rounded_2024": at(1.95, 2024),
    "portugal_share_change": f"{change('PRT')[0]:.1f}",
    "portugal_dollar_change": f"{-change('PRT')[2]:.1f}",
    "croatia_share_change": f"{change('HRV')[0]:.1f}",
    "croatia_dollar_change": f"{-change('HRV')[2]:.1f}",
    "france_dollar_change": f"{100 * (spending - 1):.1f}",
    "france_2020": f"{france[2020]:.2f}",
    "france_old_base": old_base("FRA"),
    "britain_old_base": old_base("GBR"),
    "poland_old_base": old_base("POL"),
    "portugal_1973": f"{portugal[1973]:.2f}",
    "portugal_1980": f"{portugal[1980]:.2f}",
    "spain_1973": f"{spain[1973]:.2f}",
    "spain_1980": f"{spain[1980]:.2f}",
    "poland_1998": f"{poland[1998]:.2f}",
    "coups_in_members": str(len(coups)),
    "members_with_coups": str(len(set(coups))),
    "members_by_2019": str(sum(year <= 2019 for year in JOINED.values())),
    "india_to_2001": str(sum(n for year, n in india.items() if year <= 2001)),
    "india_from_2002": str(sum(lately)),
    "chance_one_year": f"{100 * e ** -mean:.0f}",
    "chance_four_years": f"{100 * e ** (-4 * mean):.1f}",
}

since_1952 = [score for year, score in turkey.items() if year >= 1952]

TYPED = {
    "fig-partnerships-democracy": {
        f"{portugal[1973]:.2f}",
        f"{portugal[1980]:.2f}",
        f"{spain[1973]:.2f}",
        f"{spain[1980]:.2f}",
        f"{min(since_1952):.2f}",
        f"{max(since_1952):.2f}",
        f"{turkey[2024]:.2f}",
        f"{poland[1998]:.2f}",
        f"{poland[2024]:.2f}",
    },
    "fig-partnerships-two-per-cent": {
        str(len(shares(2014, 2014))),
        str(len(shares(2024, 2024))),
        *(at(2, year) for year in (2014, 2019, 2020, 2021, 2022, 2023, 2024)),
    },
    "fig-partnerships-denominator": {
        f"{min(change(code)[0] for code in pure):.1f}",
        f"{max(change(code)[0] for code in pure):.0f}",
        *(f"{abs(change(code)[part]):.0f}" for code in ("FRA", "ITA", "TUR") for part in (0, 2)),
    } | ({f"{max(-change(code)[2] for code in pure):.0f}"} - {"1"}),
    "fig-partnerships-median": {
        *(f"{median(shares(year, year)):.2f}" for year in (2014, 2019, 2020, 2024)),
        f"{median(shares(2019, 2024)):.2f}",
    },
    "fig-partnerships-exercises": {
        str(india[1995]),
        str(min(lately)),
        str(max(lately)),
        str(max(n for year, n in pakistan.items() if year <= 1996)),
        str(max(pakistan.values())),
    },
    "fig-partnerships-india": {
        str(min(lately)),
        *(str(max(partner.values())) for partner in circle.values()),
    },
    "prose": {"31"},  # members of 2024 with a figure, in try it 1 and its caption
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
assert len(shares(2024, 2024)) == 31
