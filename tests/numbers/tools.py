"""Every number that the questions on the tools show, computed anew from the tables.

Written with the csv module, not with pandas. Later additions to the page go in here.
"""


from numbers_from import column, rows


def worth(value, statuses=None):
    """Return excess articles in billions of dollars, of all statuses or of some."""
    return sum(
        float(row[value])
        for row in rows("us_excess_articles")
        if row[value] and (statuses is None or row["status"] in statuses)
    ) / 1e9


def aid(iso3, first, last):
    """Return {programme: million dollars of 2020} of these fiscal years."""
    totals = {}
    for row in rows("us_aid_programmes"):
        if row["iso3"] == iso3 and first <= int(row["fiscal_year"]) <= last:
            totals[row["programme"]] = totals.get(row["programme"], 0) + float(row["constant"])
    return totals


def together(one, other):
    pair = sorted((one, other))
    return sum(
        int(row["exercises"])
        for row in rows("exercise_pairs")
        if [row["iso3_a"], row["iso3_b"]] == pair
    )


def billions(programmes):
    return f"{sum(programmes.values()) / 1000:.1f}"


def share(programmes, name):
    return f"{100 * programmes[name] / sum(programmes.values()):.1f}"


afghanistan, egypt, liberia = aid("AFG", 2002, 2020), aid("EGY", 1979, 2020), aid("LBR", 2003, 2020)
troops = column("us_troops", "DJI", "year", "active_duty")
building = column("us_construction", "DJI", "year", "spending")

TYPED = {
    "questions": {
        # worth-of-arms
        f"{worth('acquisition_value'):.1f}",
        f"{worth('current_value'):.1f}",
        f"{worth('acquisition_value', {'delivered'}):.1f}",
        f"{worth('current_value', {'delivered'}):.1f}",
        # one-name
        billions(afghanistan),
        share(afghanistan, "ASFF"),
        billions(egypt),
        share(egypt, "FMF_grants"),
        billions(liberia),
        share(liberia, "PKO"),
        # djibouti
        *(f"{troops[year]:,.0f}" for year in (2017, 2018, 2019)),
        *(f"{building[year] / 1000:.1f}" for year in (2016, 2018)),
        # same-exercise
        str(together("CHN", "USA")),
        str(together("CHN", "RUS")),
    },
}
