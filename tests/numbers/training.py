"""Every number that book/training.md and its questions show, computed anew from the tables.

Written with the csv module, not with the page's pandas code. GLUED holds what
the page glues, key by key, as shown; TYPED what stands typed in alternative
texts, hints and questions.
"""


from numbers_from import column, rows

training = rows("us_training")
africa = {
    row["iso3"] for row in rows("countries") if row["un_subregion"] == "Sub-Saharan Africa"
}


def total(value, programme):
    return sum(int(row[value]) for row in training if row["programme"] == programme)


def places(recipients, year, programme=None):
    """Return the training places of these recipients in a year, None if there is no row."""
    found = [
        int(row["trainees"])
        for row in training
        if row["iso3"] in recipients
        and int(row["fiscal_year"]) == year
        and programme in (None, row["programme"])
    ]
    return sum(found) if found else None


imet, peacekeepers = total("trainees", "IMET"), total("trainees", "PKO_GPOI")
imet_cost, peacekeepers_cost = total("cost", "IMET"), total("cost", "PKO_GPOI")
imet_price, peacekeepers_price = imet_cost / imet, peacekeepers_cost / peacekeepers

# as leap-of-2006 says in words
assert places(africa, 2005, "PKO_GPOI") is None
assert round(places(africa, 2006) / places(africa, 2005)) == 7

# as off-the-list says in words
assert not any(
    places({iso3}, year) for iso3 in ("SVN", "EST") for year in range(2004, 2021)
)
assert not any(row["iso3"] == "POL" for row in training)

seized = {
    row["iso3"]
    for row in rows("coups_2020_2023")
    if row["coding"] == "firm" and row["outcome"] == "realized"
}
trained = {
    row["iso3"]
    for row in training
    if 2010 <= int(row["fiscal_year"]) <= 2019 and int(row["trainees"]) > 0
}
assert len(seized) == 7 and seized <= trained  # "seven" and "all seven" in words
coup_share = 100 * len(seized & trained) / len(trained)

years = {int(row["fiscal_year"]) for row in training}


def summed(value, year=None, programme=None, iso3=None, but=None):
    """Return the sum of a column over the rows of a year, programme and recipient."""
    return sum(
        int(row[value])
        for row in training
        if year in (None, int(row["fiscal_year"]))
        and programme in (None, row["programme"])
        and iso3 in (None, row["iso3"])
        and but != row["programme"]
    )


def part(value, *programmes):
    """Return the share of these programmes in all places or in all cost, per cent."""
    return f"{100 * sum(total(value, name) for name in programmes) / summed(value):.0f}"


aid = rows("us_aid_programmes")
imet_money = {
    (row["iso3"], int(row["fiscal_year"])): float(row["constant"])
    for row in aid
    if row["programme"] == "IMET"
}
imet_places = {
    (row["iso3"], int(row["fiscal_year"])): int(row["trainees"])
    for row in training
    if row["programme"] == "IMET"
}
paid_to = {iso3 for iso3, _ in imet_money}
with_places = [pair for pair in imet_places if pair[0] in paid_to]


def paid_years(iso3):
    return sorted(year for code, year in imet_money if code == iso3 and year >= 1985)


def blank_years(iso3):
    return {year for year in range(1985, 2021) if (iso3, year) not in imet_money}


recipients_since_1985 = [iso3 for iso3 in paid_to if paid_years(iso3)]
with_gap = [
    iso3
    for iso3 in recipients_since_1985
    if any(b - a > 3 for a, b in zip(paid_years(iso3), paid_years(iso3)[1:]))
]

# the gaps of the three panels, as the alternative text says in years
assert blank_years("PAK") == {*range(1991, 1999), 2000, 2001, 2019}
assert blank_years("IDN") == {1993, 1994, 1995, 2000, 2001}
assert blank_years("THA") == {1992, 2007, *range(2015, 2020)}
assert all(("THA", year) not in imet_places for year in range(2016, 2020))


def prices(year):
    """Return what a dollar of this year comes to in dollars of 2020."""
    of_year = [row for row in aid if int(row["fiscal_year"]) == year]
    return sum(float(r["constant"]) for r in of_year) / sum(float(r["nominal"]) for r in of_year)


def growth(start, value, scope, real=False):
    """Return 2019 as a multiple of the start year, for one kind of counting."""
    later, earlier = (summed(value, year, **scope) for year in (2019, start))
    return later / earlier * (prices(2019) / prices(start) if real else 1)


scopes = ({}, {"but": "PKO_GPOI"}, {"programme": "IMET"})
ledger = [
    growth(start, value, scope, real)
    for scope in scopes
    for start in (1999, 2006)
    for value, real in (("courses", 0), ("trainees", 0), ("cost", 0), ("cost", 1))
]


def aid_since_1999(iso3):
    """Return military aid of 1999-2020, in millions of dollars of the year."""
    return sum(
        float(row["nominal"])
        for row in aid
        if row["iso3"] == iso3 and int(row["fiscal_year"]) >= 1999
    )


def covered(iso3):
    return 100 * summed("cost", iso3=iso3) / 1e6 / aid_since_1999(iso3)


def thai_other(year):
    return summed("trainees", year, iso3="THA", but="IMET")


deaths = column("battle_deaths", "COL", "year", "best")
colombia = {year: summed("trainees", year, iso3="COL") for year in years}
peacekeeping = {year: summed("trainees", year, "PKO_GPOI") for year in years}
imet_year = {year: summed("trainees", year, "IMET") for year in years}


def reported(year):
    """Return the listed costs of IMET in per cent of the money for it, same countries."""
    money = {
        row["iso3"]: float(row["nominal"])
        for row in rows("us_aid_programmes")
        if row["programme"] == "IMET" and int(row["fiscal_year"]) == year
    }
    costs = {
        row["iso3"]: int(row["cost"])
        for row in training
        if row["programme"] == "IMET" and int(row["fiscal_year"]) == year
    }
    both = money.keys() & costs.keys()
    share = sum(costs[iso3] for iso3 in both) / sum(money[iso3] for iso3 in both)
    return f"{share / 1e4:.0f}"


imet_paid = {year: summed("cost", year, "IMET") for year in years}
drug = {
    int(row["fiscal_year"]): int(row["trainees"])
    for row in training
    if row["iso3"] == "COL" and row["programme"] == "SEC1004_COUNTERDRUG"
}

# as alternative texts say in words
assert max(peacekeeping[year] for year in range(2002, 2006)) < 100
assert max(n for year, n in colombia.items() if year > 2005) < 4000
assert max(deaths, key=deaths.get) == 2002
assert all(thai_other(year) > 0 for year in years)

GLUED = {
    "places_all": f"{summed('trainees'):,}",
    "share_places_peacekeepers": part("trainees", "PKO_GPOI"),
    "share_cost_peacekeepers": part("cost", "PKO_GPOI"),
    "share_places_imet": part("trainees", "IMET"),
    "share_cost_imet": part("cost", "IMET"),
    "share_two_programmes": part("trainees", "IMET", "CT_FELLOWSHIP"),
    "price_peacekeepers": f"{peacekeepers_price:,.0f}",
    "price_imet": f"{imet_price:,.0f}",
    "places_1999": f"{summed('trainees', 1999):,}",
    "places_2019": f"{summed('trainees', 2019):,}",
    "imet_places_1999": f"{imet_year[1999]:,}",
    "imet_places_2019": f"{imet_year[2019]:,}",
    "imet_reported_1999": reported(1999),
    "imet_reported_2019": reported(2019),
    "imet_cost_1999": f"{imet_paid[1999] / 1e6:.0f}",
    "imet_cost_2010": f"{imet_paid[2010] / 1e6:.0f}",
    "imet_cost_2019": f"{imet_paid[2019] / 1e6:.0f}",
    "imet_places_fall_2000_2010": f"{100 * (imet_year[2000] - imet_year[2010]) / imet_year[2000]:.0f}",
    "peacekeepers_2001": f"{peacekeeping[2001]:,}",
    "peacekeepers_2002_2005": f"{sum(peacekeeping[year] for year in range(2002, 2006))}",
    "peacekeepers_2006": f"{peacekeeping[2006]:,}",
    "places_afghanistan": f"{summed('trainees', iso3='AFG'):,}",
    "places_uganda": f"{summed('trainees', iso3='UGA'):,}",
    "places_iraq": f"{summed('trainees', iso3='IRQ'):,}",
    "growth_lowest": f"{min(ledger):.1f}",
    "growth_highest": f"{max(ledger):.1f}",
    "growth_places_all": f"{growth(1999, 'trainees', {}):.1f}",
    "growth_places_others": f"{growth(1999, 'trainees', {'but': 'PKO_GPOI'}):.1f}",
    "thai_imet_2014": str(imet_places["THA", 2014]),
    "thai_imet_2015": str(imet_places["THA", 2015]),
    "thai_imet_2020": str(imet_places["THA", 2020]),
    "thai_other_2016": str(thai_other(2016)),
    "thai_other_2019": str(thai_other(2019)),
    "imet_recipients": str(len(recipients_since_1985)),
    "gap_recipients": str(len(with_gap)),
    "pairs_with_places": f"{len(with_places):,}",
    "pairs_without_money": str(sum(pair not in imet_money for pair in with_places)),
    "egypt_places_2016": str(imet_places["EGY", 2016]),
    "recipients": str(len({row["iso3"] for row in training})),
    "deaths_2002": f"{deaths[2002]:,.0f}",
    "deaths_2016": f"{deaths[2016]:.0f}",
    "counterdrug_share": f"{100 * sum(drug.values()) / sum(colombia.values()):.0f}",
    "counterdrug_2005": f"{drug[2005]:,}",
    "counterdrug_2006": f"{drug[2006]:,}",
    "aid_afghanistan": f"{aid_since_1999('AFG') / 1000:.0f}",
    "aid_iraq": f"{aid_since_1999('IRQ') / 1000:.0f}",
    "share_afghanistan": f"{covered('AFG'):.1f}",
    "share_iraq": f"{covered('IRQ'):.1f}",
    "share_colombia": f"{covered('COL'):.0f}",
    "share_thailand": f"{covered('THA'):.0f}",
}


def thousand(number):
    return f"{number / 1000:.1f}"


TYPED = {
    "fig-training-programmes": {
        f"{peacekeepers / 1000:.0f}",
        thousand(peacekeepers_price),
        f"{imet / 1000:.0f}",
        thousand(imet_price),
        f"{total('trainees', 'FMF') / 1000:.0f}",
        thousand(total("cost", "FMF") / total("trainees", "FMF")),
    },
    "fig-training-years": {
        thousand(imet_year[1999]),
        thousand(imet_year[2019]),
        thousand(peacekeeping[2006]),
        thousand(max(peacekeeping.values())),
    },
    "fig-training-price": {
        thousand(imet_paid[year] / imet_year[year]) for year in (1999, 2019, 2020)
    },
    "fig-training-sanctions": {
        f"{max(value for (code, year), value in imet_money.items() if code == 'PAK' and year >= 1985):.1f}",
        f"{imet_money['IDN', 1992]:.1f}",
    },
    "fig-training-thailand": {
        *(str(imet_places["THA", year]) for year in (1999, 2014, 2015, 2020)),
        f"{thai_other(2014):,}",
        str(thai_other(2016)),
        str(thai_other(2017)),
        str(thai_other(2019)),
    },
    "fig-training-colombia": {
        thousand(colombia[2000]),
        f"{colombia[2003] / 1000:.0f}",
        f"{colombia[2005] / 1000:.0f}",
        thousand(colombia[2006]),
        "4",  # thousand places, as asserted above
        f"{deaths[2002]:,.0f}",
        f"{deaths[2007]:.0f}",
        f"{deaths[2016]:.0f}",
    },
    "questions": {
        # price-of-a-place
        f"{imet:,}",
        f"{imet_cost / 1e6:,.0f}",
        f"{peacekeepers:,}",
        f"{peacekeepers_cost / 1e6:,.0f}",
        f"{peacekeepers / imet:.1f}",
        f"{imet_cost / peacekeepers_cost:.1f}",
        f"{imet_price / peacekeepers_price:.1f}",
        f"{peacekeepers_price / imet_price:.1f}",
        f"{imet_price:,.0f}",
        f"{peacekeepers_price:,.0f}",
        # leap-of-2006
        f"{places(africa, 2005):,}",
        f"{places(africa, 2006):,}",
        *(f"{places(africa, year, 'PKO_GPOI'):,}" for year in (2001, 2002, 2003, 2004, 2006)),
        # off-the-list
        f"{places({'SVN'}, 2003):,}",
        f"{places({'EST'}, 2003):,}",
        # trained-and-overthrown
        str(len(trained)),
        str(sum(places({"SDN"}, year) or 0 for year in range(2010, 2020))),
        f"{100 * len(seized & trained) / len(seized):.0f}",
        f"{coup_share:.0f}",
        str(len(seized)),
        f"{100 - coup_share:.0f}",
    },
}
