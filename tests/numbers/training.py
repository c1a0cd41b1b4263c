"""Every number that the questions on training show, computed anew from the tables.

Written with the csv module, not with pandas. Later additions to the page go in here.
"""


from numbers_from import rows

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

TYPED = {
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
