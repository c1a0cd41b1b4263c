"""Every number that the questions on legacy show, computed anew from the tables.

Written with the csv module, not with pandas. Later additions to the page go in here.
"""

from collections import Counter

from numbers_from import column, fisher, rows

places = Counter()
for row in rows("us_training"):
    if 2010 <= int(row["fiscal_year"]) <= 2019:
        places[row["iso3"]] += int(row["trainees"])
        places[row["iso3"], row["programme"]] += int(row["trainees"])

older, recent = rows("coups"), rows("coups_2020_2023")
tried = {(row["iso3"], row["outcome"]) for row in older if 2010 <= int(row["year"]) <= 2019}
tried |= {(row["iso3"], row["outcome"]) for row in recent}
assert all((code, "realized") in tried for code in ("NER", "BFA", "MLI"))
assert not any(code in ("RWA", "GHA", "SEN") for code, _ in tried)

firm = [row["outcome"] == "realized" for row in recent if row["coding"] == "firm"]
every = [row["outcome"] == "realized" for row in recent]
sixties = [
    row["outcome"] == "realized"
    for row in older
    if row["year"].startswith("196") and row["outcome"] != "conspiracy"
]


def share(events):
    return 100 * sum(events) / len(events)


def against_sixties(events):
    return f"{fisher(sum(events), len(events), sum(sixties), len(sixties)):.2f}"


mali = column("democracy", "MLI", "year", "electoral")

TYPED = {
    "questions": {
        # places-and-coups
        *(f"{places[code]:,}" for code in ("NER", "BFA", "MLI", "RWA", "GHA", "SEN")),
        f"{places['NER', 'PKO_GPOI']:,}",
        f"{places['NER', 'IMET']}",
        # which-rule
        f"{len(firm)}",
        f"{sum(firm)}",
        f"{len(every)}",
        f"{sum(every)}",
        f"{len(sixties)}",
        f"{sum(sixties)}",
        f"{share(firm):.0f}",
        f"{share(every):.0f}",
        f"{share(sixties):.0f}",
        f"{(share(firm) + share(every)) / 2:.0f}",
        against_sixties(firm),
        against_sixties(every),
        # when-to-judge
        *(f"{mali[year]:.2f}" for year in (2011, 2012, 2014, 2021)),
    },
}
