"""Every number that book/power.md and its questions show, computed anew from the tables.

Written with the csv module, not with the page's pandas code.
"""

from math import sqrt

from numbers_from import between, column, fisher, rows

control = column("military_executive", "AFG", "year", "state_territory_control_pct")
score = column("democracy", "AFG", "year", "electoral")


def promised(code, kind, first, last):
    """Million dollars of the day in the fiscal years from `first` to `last`."""
    aid = column("us_aid", code, "fiscal_year", f"{kind}_nominal")
    return sum(amount for year, amount in aid.items() if first <= year <= last)


def military_share(code, first, last):
    military = promised(code, "military", first, last)
    return f"{100 * military / (military + promised(code, 'economic', first, last)):.0f}"


programmes = rows("us_aid_programmes")
peacekeeping = sum(
    float(row["nominal"]) for row in programmes
    if row["iso3"] == "SOM" and row["programme"] == "PKO"
    and 2007 <= int(row["fiscal_year"]) <= 2020
)

economic = promised("AFG", "economic", 2002, 2020)
assert economic > promised("SOM", "economic", 2007, 2020)  # "the most economic aid of the three"
assert economic > promised("LBR", "economic", 2003, 2020)

scores = {
    (row["iso3"], int(row["year"])): {
        bound: float(row[bound]) for bound in ("electoral", "electoral_low", "electoral_high")
    }
    for row in rows("democracy") if row["electoral"]
}
flows = [
    (row["iso3"], int(row["fiscal_year"]), float(row["military_constant"]),
     float(row["military_nominal"]))
    for row in rows("us_aid") if row["military_constant"]
]


def judged(code, year, bound="electoral"):
    """The score at the end of the calendar year before a fiscal year, or None.

    Under VNM the aid up to then is South Vietnam's and the score the North's: None.
    """
    if code == "VNM" and year - 1 <= 1975:
        return None
    return scores.get((code, year - 1), {}).get(bound)


def of_year(year, keep):
    """Share of a fiscal year's military aid whose recipient `keep` lets pass, in per cent."""
    money = [(code, constant) for code, y, constant, _ in flows if y == year]
    kept = sum(constant for code, constant in money if keep(judged(code, year)))
    return f"{100 * kept / sum(constant for _, constant in money):.0f}"


def low(value):
    return value is not None and value < 0.5


def unscored(value):
    return value is None


recent = [flow for flow in flows if flow[1] >= 2001]


def ledger_share(left_out, line, price, scored_only):
    money = [
        (judged(code, year), (constant, nominal)[price])
        for code, year, constant, nominal in recent if code not in left_out
    ]
    below = sum(amount for value, amount in money if value is not None and value < line)
    return 100 * below / sum(
        amount for value, amount in money if value is not None or not scored_only
    )


ledger = [
    ledger_share(left_out, line, price, scored_only)
    for left_out in ((), ("EGY",), ("AFG", "IRQ"))
    for line in (0.4, 0.5)
    for price in (0, 1)
    for scored_only in (True, False)
]
received = [(judged(code, year), amount) for code, year, amount, _ in recent if amount > 0]
with_score = [value for value, _ in received if value is not None]
by_country = {}
for code, _, amount, _ in recent:
    by_country[code] = by_country.get(code, 0) + amount
all_dollars = sum(by_country.values())
largest = sorted(by_country.values(), reverse=True)[:4]

uganda = column("us_aid", "UGA", "fiscal_year", "military_constant")
uganda_score = column("democracy", "UGA", "year", "electoral")
uganda_high = column("democracy", "UGA", "year", "electoral_high")
uganda_low = column("democracy", "UGA", "year", "electoral_low")
egypt = column("us_aid", "EGY", "fiscal_year", "military_constant")
egypt_score = column("democracy", "EGY", "year", "electoral")


def uganda_programme(name):
    return f"""{sum(
        float(row["constant"]) for row in programmes
        if row["iso3"] == "UGA" and row["programme"] == name and int(row["fiscal_year"]) >= 2007
    ):.0f}"""


amounts = {(code, year): constant for code, year, constant, _ in flows}
successful = [row for row in rows("coups") if row["outcome"] == "realized"]
coup_years = {(row["iso3"], int(row["year"])) for row in successful if row["military"] == "1"}
# years whose coups had no soldiers behind them are left out
others = {(row["iso3"], int(row["year"])) for row in successful} - coup_years
pairs = [
    (place, amounts.get((place[0], place[1] + 1), 0) < amount / 2)
    for place, amount in amounts.items()
    if amount >= 1 and 1961 <= place[1] <= 2019 and place not in others
]


def halved(first, last, coup):
    """Whether aid was more than halved after each year with, or without, a coup."""
    return [
        cut for place, cut in pairs
        if first <= place[1] <= last and (place in coup_years) == coup
    ]


def rate(cuts):
    return f"{100 * sum(cuts) / len(cuts):.0f}"


early_coup, early_quiet = halved(1961, 1985, True), halved(1961, 1985, False)
late_coup, late_quiet = halved(1986, 2019, True), halved(1986, 2019, False)
p = fisher(sum(late_coup), len(late_coup), sum(late_quiet), len(late_quiet))
share = sum(late_coup) / len(late_coup)
half_bar = 1.96 * sqrt(share * (1 - share) / len(late_coup))

decline = {True: [], False: []}
for (code, year), cut in pairs:
    before, after = (scores.get((code, y)) for y in (year - 1, year))
    if year >= 1986 and (code, year) not in coup_years and before and after:
        fell = round(after["electoral"] - before["electoral"], 9) <= -0.05
        decline[fell].append(cut)

GLUED = {
    "share_scored": f"{ledger_share((), 0.5, 0, True):.0f}",
    "recipients_below": f"{100 * sum(v < 0.5 for v in with_score) / len(with_score):.0f}",
    "largest_four": f"{100 * sum(largest) / all_dollars:.0f}",
    "afg_irq": f"{100 * (by_country['AFG'] + by_country['IRQ']) / all_dollars:.0f}",
    "unscored": f"{100 * sum(a for v, a in received if v is None) / all_dollars:.0f}",
    "low_2003": of_year(2003, low),
    "ledger_lowest": f"{min(ledger):.0f}",
    "ledger_highest": f"{max(ledger):.0f}",
    "uganda_before": f"{sum(between(uganda, 1987, 2006)):.0f}",
    "uganda_after": f"{sum(between(uganda, 2007, 2020)):.0f}",
    "uganda_score_2007": f"{uganda_score[2007]:.2f}",
    "uganda_score_2020": f"{uganda_score[2020]:.2f}",
    "uganda_train_equip": uganda_programme("DOD_train_and_equip"),
    "uganda_imet": uganda_programme("IMET"),
    "p_value": f"{p:.3f}",
    "early_coup": rate(early_coup),
    "early_coup_count": str(len(early_coup)),
    "early_quiet": rate(early_quiet),
    "late_coup_halved": str(sum(late_coup)),
    "late_coup_count": str(len(late_coup)),
    "late_quiet": rate(late_quiet),
    "late_quiet_count": f"{len(late_quiet):,}",
}
assert sum(late_coup) * 2 > len(late_coup)  # "most of the coup years"

TYPED = {
    "fig-power-share": {
        "0.5",
        *(of_year(year, low) for year in (1950, 1956, 1974, 1985, 2003, 2008, 2020)),
        *(of_year(year, unscored) for year in (1950, 1956, 1974, 2008, 2020)),
    },
    "fig-power-uganda": {
        "7",
        f"{min(between(uganda, 2010, 2020)):.0f}",
        f"{max(uganda.values()):.0f}",
        *(f"{uganda_score[year]:.2f}" for year in (1987, 2007, 2024)),
        f"{sum(uganda_high[y] - uganda_low[y] for y in range(1987, 2025)) / 38:.2f}",
    },
    "fig-power-egypt": {
        *(f"{egypt[year]:,.0f}" for year in (2000, 2013, 2014, 2015, 2017)),
        *(f"{egypt_score[year]:.2f}" for year in (2010, 2012, 2014)),
    },
    "fig-power-coups": {
        rate(early_coup), rate(early_quiet), rate(late_coup), rate(late_quiet),
        str(len(early_coup)), str(sum(late_coup)), str(len(late_coup)),
        f"{100 * (share - half_bar):.0f}", f"{100 * (share + half_bar):.0f}",
    },
    "fig-power-decline": {
        rate(decline[True]), rate(decline[False]),
        str(len(decline[True])), f"{len(decline[False]):,}",
    },
    "prose": {
        "0.5", "0.4", "0.05", "−0.05", "1.96",  # thresholds, and the normal distribution
        f"{len({code for code, _ in scores})}",
        str(len(ledger)),
    },
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
assert max(between(uganda, 1987, 2009)) < 7
