"""Every number that book/challenges.md and its questions show, computed anew from the tables.

Written with the csv module, not with the page's pandas code.
"""

from math import comb

from numbers_from import column, rows

COUNTS = {}  # iso3 → {year: active duty}, blanks left out
for row in rows("us_troops"):
    COUNTS.setdefault(row["iso3"], {})
    if row["active_duty"]:
        COUNTS[row["iso3"]][int(row["year"])] = int(row["active_duty"])

DEMANDS = {  # year of the demand, by the sources that the page cites
    "FRA": 1966, "PAK": 1968, "LBY": 1969, "THA": 1976, "PAN": 1998, "PHL": 1991,
    "UZB": 2005, "IRQ": 2008, "ECU": 2009, "KGZ": 2013, "NER": 2024,
}
assert len(DEMANDS) == 11  # "eleven" in the page


def falls(size, left):
    """{iso3: years} in which at most `left` of `size` or more people remain after two reports."""
    found = {}
    for code, counts in COUNTS.items():
        years = [
            year for year, number in counts.items()
            if counts.get(year - 2, 0) >= size and number <= left * counts[year - 2]
        ]
        if years:
            found[code] = years
    return found


def after_demand(found):
    return [
        code for code, year in DEMANDS.items()
        if any(0 <= fall - year <= 4 for fall in found.get(code, ()))
    ]


sharp = falls(1000, 0.1)
shares = [
    100 * len(after_demand(found)) / len(found)
    for found in (falls(size, left) for size in (100, 1000) for left in (0.5, 0.25, 0.1))
]
first = {code: min(years) for code, years in sharp.items()}
assert {code: first[code] for code in after_demand(sharp)} == {  # as the alternative text says
    "FRA": 1967, "PAK": 1970, "LBY": 1970, "THA": 1976,
    "PHL": 1993, "PAN": 1999, "IRQ": 2012, "KGZ": 2014,
}
assert (first["VNM"], first["ISL"], first["DJI"], first["AFG"]) == (1972, 2006, 2019, 2021)
early = [code for code, year in first.items() if 1956 <= year <= 1960]
assert len(early) == 10 and not set(early) & set(DEMANDS)
assert COUNTS["ECU"][1999] < COUNTS["ECU"][1998] / 10  # "by more than nine tenths in 1998–99"
assert COUNTS["KGZ"][2009] > COUNTS["KGZ"][2008]

troops = COUNTS["IRQ"]
low, best, high = (column("battle_deaths", "IRQ", "year", end) for end in ("low", "best", "high"))
steps = range(2004, 2012)
opposite = [y for y in steps if (troops[y] - troops[y - 1]) * (best[y] - best[y - 1]) < 0]
clear = [y for y in steps if low[y] > high[y - 1] or high[y] < low[y - 1]]
tail = sum(comb(len(steps), k) for k in range(len(opposite), len(steps) + 1))

GLUED = {
    "iraq_2011": f"{troops[2011]:,}",
    "iraq_2012": f"{troops[2012]}",
    "niger_2023": f"{COUNTS['NER'][2023]}",
    "niger_2024": f"{COUNTS['NER'][2024]}",
    "uzbekistan_most": str(max(COUNTS["UZB"][year] for year in range(2000, 2006))),
    "philippines_1990": f"{COUNTS['PHL'][1990]:,}",
    "philippines_1991": f"{COUNTS['PHL'][1991]:,}",
    "hosts_1000": str(sum(max(counts.values()) >= 1000 for counts in COUNTS.values() if counts)),
    "hosts_fallen": str(len(sharp)),
    "falls_after_demand": str(len(after_demand(sharp))),
    "falls_1956_1960": str(len(early)),
    "share_lowest": f"{min(shares):.0f}",
    "share_highest": f"{max(shares):.0f}",
    "troops_2006": f"{troops[2006]:,}",
    "troops_2007": f"{troops[2007]:,}",
    "deaths_2006": f"{best[2006]:,.0f}",
    "deaths_2007": f"{best[2007]:,.0f}",
    "steps_opposite": str(len(opposite)),
    "steps": str(len(steps)),
    "clear_opposite": str(len(set(opposite) & set(clear))),
    "clear_steps": str(len(clear)),
    "coins": f"{100 * 2 * tail / 2 ** len(steps):.0f}",
}


def host(code, *years):
    """The counts of a host in some years, as the alternative texts print them."""
    return {f"{COUNTS[code][year]:,}" for year in years} - {"0", "1"}


def thousands(series, *years, digits=0):
    return {f"{series[year] / 1000:.{digits}f}" for year in years}


TYPED = {
    "fig-challenges-asked": {
        *host("FRA", 1965, 1968),
        *host("LBY", 1969, 1970),
        *host("THA", 1975, 1976),
        *host("PHL", 1990, 1993),
        *host("KGZ", 2013, 2014),
        *host("NER", 2023),
        str(max(number for year, number in COUNTS["NER"].items() if 2016 <= year <= 2025)),
    },
    "fig-challenges-falls": {str(len(sharp))},
    "fig-challenges-not-asked": {
        *host("TWN", 1979),
        *host("ISL", 2005, 2006),
        *host("DJI", 2017, 2019),
        *host("AFG", 2020, 2021),
        *host("SAU", 1990, 1992),
        *host("AUT", 1954, 1956),
    },
    "fig-challenges-iraq": {
        f"{min(troops[year] for year in range(2003, 2007)) / 1000:.0f}",
        f"{max(troops[year] for year in range(2003, 2007)) / 1000:.0f}",
        *thousands(troops, 2007, 2011),
        *thousands(best, 2003, 2005, 2006, 2007, 2011, digits=1),
    },
    "fig-challenges-iraq-later": {
        *thousands(troops, 2012, 2017, digits=1),
        *thousands(best, 2012, 2013, 2014, digits=1),
        *thousands(best, 2015, 2017),
    },
    "prose": {
        "1,000",  # where the figure's hosts start from, and so the ledger
        "100",
    },
}

deaths = column("battle_deaths", "MLI", "year", "best")
expenditure = column("military_expenditure", "MLI", "year", "pct_gdp")


def aid_per_head(code, first, last, census):
    """Military aid of the fiscal years in dollars of 2020, per inhabitant of `census`."""
    aid = column("us_aid", code, "fiscal_year", "military_constant")
    people = column("population_income", code, "year", "population")[census]
    return 1e6 * sum(sum_ for year, sum_ in aid.items() if first <= year <= last) / people


TYPED["questions"] = {
    # money-per-head
    f"{aid_per_head('AFG', 2002, 2020, 2010):,.0f}",
    f"{aid_per_head('KOR', 1946, 1980, 1960):,.0f}",
    # spending-and-war
    f"{expenditure[2014]:.1f}",
    f"{expenditure[2022]:.1f}",
    f"{deaths[2014]:.0f}",
    f"{deaths[2022]:,.0f}",
}
