"""Every number that book/cases.md shows, computed anew from the tables.

Written with the csv module, not with the page's pandas code. GLUED holds what
the page glues, key by key, as shown; TYPED what stands typed in the text, in
alternative texts and in questions about this page.
"""


from numbers_from import column, fisher, rows

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

# the page: a thousand or more in five or more years; the score of VNM is the North's to 1975
thousand = {}
for row in rows("us_troops"):
    if row["active_duty"] and float(row["active_duty"]) >= 1000:
        thousand.setdefault(row["iso3"], []).append(int(row["year"]))
many = {code: min(years) for code, years in thousand.items() if len(years) >= 5}
began = {code: scores(year)[code] for code, year in many.items()
         if code in scores(year) and code != "VNM"}
began_low = {code for code, score in began.items() if score < LINE}
arrived = {code for code in began_low if scores(2024)[code] >= LINE}


def compared(line):
    """Return (risen, below in 1955) of hosts and of others."""
    below = {code for code, score in scores(1955).items() if score < line and code != "VNM"}
    up = {code for code in below if scores(2024)[code] >= line}
    inside, outside = below & set(many), below - set(many)
    return (len(up & inside), len(inside)), (len(up & outside), len(outside))


def share(part, whole):
    return f"{100 * part / whole:.0f}"


(k, n), (other_k, other_n) = compared(LINE)
GLUED = {
    "hosts": str(len(many)),
    "not_told": str(len(many) - 2),
    "somalia_years": str(len(thousand["SOM"])),
    "not_scored": str(len(many) - len(began)),
    "low_start": str(len(began_low)),
    "risen": str(len(arrived)),
    "base_hosts": str(n),
    "base_hosts_risen": str(k),
    "base_hosts_share": share(k, n),
    "base_others": str(other_n),
    "base_others_risen": str(other_k),
    "base_others_share": share(other_k, other_n),
    "base_p": f"{fisher(k, n, other_k, other_n):.2f}",
}
taiwan = column("democracy", "TWN", "year", "electoral")

# as the page says in words
assert len(many) == 42 and {"KOR", "AFG"} <= set(many) and "SOM" not in many
assert {"ISL", "NLD", "BHR", "QAT"} <= set(many) - set(began)

TYPED = {
    "prose": {
        str(LINE),
        "0.3",  # the lines of try it 2
        "0.7",
        "0.4",
        "0.6",
        str(len({row["iso3"] for row in rows("democracy")})),
    },
    "fig-cases-hosts": {
        str(LINE),
        str(len(began) - len(began_low)),
        str(len(arrived)),
        str(len(began_low) - len(arrived)),
        str(len(many) - len(began)),
    },
    "fig-cases-pair": {
        f"{korea[1987]:.2f}",
        f"{korea[1988]:.2f}",
        f"{korea[2024]:.2f}",
        f"{taiwan[1995]:.2f}",
        f"{taiwan[1997]:.2f}",
        f"{taiwan[2024]:.2f}",
    },
    "fig-cases-lines": {
        "0.3", "0.5", "0.6", "0.7",  # the lines, by choice
        *(share(*compared(line)[1]) for line in (0.3, 0.7)),
        *(share(*compared(line)[0]) for line in (0.3, 0.5, 0.7)),
    },
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
