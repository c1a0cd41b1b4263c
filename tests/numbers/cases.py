"""Every number that the questions on the cases show, computed anew from the tables.

Written with the csv module, not with pandas. Later additions to the page go in here.
"""


from numbers_from import column, rows

SOLDIERS, LINE = 5000, 0.5  # what the question takes for a large force and for a democracy


def scores(year):
    return {
        row["iso3"]: float(row["electoral"])
        for row in rows("democracy")
        if int(row["year"]) == year and row["electoral"]
    }


hosts = {
    row["iso3"]
    for row in rows("us_troops")
    if row["year"] == "1960" and row["active_duty"] and float(row["active_duty"]) >= SOLDIERS
}
assert len(hosts) == 12  # in words
scored = {host for host in hosts if host in scores(1960)}
above = {year: {host for host in scored if scores(year)[host] >= LINE} for year in (1960, 1990, 2024)}
below_1960 = scored - above[1960]
risen = above[1990] - above[1960]

# as eleven-hosts says in words
assert above[1960] <= above[1990]
assert risen == {"KOR", "ESP", "PHL", "TUR"} and risen - above[2024] == {"PHL", "TUR"}

korea, afghanistan = (column("democracy", code, "year", "electoral") for code in ("KOR", "AFG"))
haiti = column("us_troops", "HTI", "year", "active_duty")


def military_aid(iso3, first, last):
    series = column("us_aid", iso3, "fiscal_year", "military_constant")
    return f"{sum(v for year, v in series.items() if first <= year <= last) / 1000:.1f}"


# as lost-in-the-join says in words
income = {row["iso3"] for row in rows("income")}
assert "SOM" not in income and {"KOR", "AFG"} <= income

TYPED = {
    "questions": {
        # eleven-hosts
        f"{SOLDIERS:,}",
        str(LINE),
        str(len(scored)),
        str(len(above[1960])),
        str(len(above[1990])),
        str(len(risen)),
        str(len(below_1960)),
        # when-you-look
        f"{korea[1953 + 18]:.2f}",
        f"{afghanistan[2001 + 18]:.2f}",
        f"{afghanistan[2021]:.2f}",
        # one-day-a-year
        *(f"{haiti[year]:,.0f}" for year in (1993, 1994, 1995, 1996)),
        f"{round(haiti[1995], -3):,.0f}",
        # put-it-at-risk
        military_aid("VNM", 1954, 1975),
        military_aid("KOR", 1946, 1980),
    },
}
