"""Every number that the questions on disaster relief show, computed anew from the tables.

Written with the csv module, not with pandas. Later additions to the page go in here.
"""

from math import sqrt

from numbers_from import column, rows

haiti = column("us_troops", "HTI", "year", "active_duty")
japan = column("us_troops", "JPN", "year", "active_duty")
effectiveness = column("governance", "HTI", "year", "government_effectiveness")
error = column("governance", "HTI", "year", "government_effectiveness_se")

(in_uniform,) = [
    float(row["value"])
    for row in rows("relief_milestones")
    if (row["event"], row["date"]) == ("us_military_personnel", "2010-01-26")
]
(floods,) = [row for row in rows("haiti_appeals") if row["appeal_name"] == "Haiti Floods 2004"]
asked, received = float(floods["requirements"]), float(floods["funding"])
(appeal,) = [row for row in rows("haiti_appeals") if row["appeal_code"] == "FHTI10"]
(outside,) = [
    row for row in rows("haiti_appeals") if row["year"] == "2010" and row["outside_appeal"] == "1"
]
wanted, inside, other = (
    float(sum_) / 1e6
    for sum_ in (appeal["requirements"], appeal["funding"], outside["funding"])
)
clusters = {
    (row["year"], row["cluster"]): (float(row["requirements"]), float(row["funding"]))
    for row in rows("haiti_clusters")
    if row["appeal_code"] in ("FHTI10", "CHTI1011") and row["requirements"]
}
gaps = {
    key: needed - given for key, (needed, given) in clusters.items() if key[0] == "2010"
}
assert max(gaps, key=gaps.get) == ("2010", "FOOD AID")  # "the most of all fields"


def funded(year, cluster):
    needed, given = clusters[year, cluster]
    return f"{100 * given / needed:.0f}"


def wished(cluster):
    return f"{clusters['2010', cluster][0] / 1e6:.1f}"


def given(cluster):
    return f"{clusters['2010', cluster][1] / 1e6:.1f}"


def score(year):
    return f"{effectiveness[year]:.2f}".replace("-", "−")


TYPED = {
    "questions": {
        # eight-soldiers
        f"{haiti[1994]:,.0f}",
        f"{haiti[1995]:,.0f}",
        f"{haiti[2009]:.0f}",
        f"{haiti[2010]:.0f}",
        f"{haiti[2011]:.0f}",
        f"{1000 * haiti[2010]:,.0f}",
        f"{in_uniform:,.0f}",
        # japan-2011
        f"{japan[2010]:,.0f}",
        f"{japan[2011]:,.0f}",
        f"{japan[2012]:,.0f}",
        f"{japan[2011] - japan[2010]:,.0f}",
        # two-thousand-per-cent
        f"{asked:,.0f}",
        f"{received:,.0f}",
        f"{100 * received / asked:,.0f}",
        f"{received / 1e6:.1f}",
        funded("2011", "LOGISTICS"),
        # outside-the-appeal
        f"{wanted:,.1f}",
        f"{inside:,.1f}",
        f"{other:,.1f}",
        f"{100 * inside / wanted:.0f}",
        f"{100 * inside / (inside + other):.0f}",
        f"{100 * inside / other:.0f}",
        f"{100 * other / (inside + other):.0f}",
        # share-and-amount
        funded("2010", "NUTRITION"),
        funded("2010", "FOOD AID"),
        funded("2010", "CAMP COORDINATION AND CAMP MANAGEMENT(CCCM)"),
        funded("2010", "EARLY RECOVERY"),
        wished("FOOD AID"),
        wished("NUTRITION"),
        given("EARLY RECOVERY"),
        given("NUTRITION"),
        f"{gaps['2010', 'FOOD AID'] / 1e6:.1f}",
        # vital-step
        score(2009),
        score(2014),
        f"{sqrt(error[2009] ** 2 + error[2014] ** 2):.2f}",
        f"{effectiveness[2009] - effectiveness[2014]:.2f}",
    },
}
