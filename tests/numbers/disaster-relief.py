"""Every number that the page and questions on disaster relief show, computed anew from the tables.

Written with the csv module, not with pandas. GLUED holds what
the page glues; TYPED what stands typed in alternative texts, hints and questions.
"""

from math import sqrt
from statistics import median

from numbers_from import column, minus, rows

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
    return minus(effectiveness[year])


liberia = column("us_troops", "LBR", "year", "active_duty")
people = column("population_income", "HTI", "year", "population")[2010]
stability = column("governance", "HTI", "year", "political_stability")
sums = {row["event"]: row for row in rows("relief_milestones") if row["iso3"] == "HTI"}
force_there = next(
    float(row["value"])
    for row in sorted(rows("relief_milestones"), key=lambda row: row["date"])
    if (row["iso3"], row["event"]) == ("LBR", "us_military_personnel")
)
in_clusters = [row for row in rows("haiti_clusters") if row["appeal_code"] == "FHTI10"]
answers = [
    wanted,
    inside,
    other,
    inside + other,
    sum(float(row["requirements"] or 0) for row in in_clusters) / 1e6,
    sum(float(row["funding"]) for row in in_clusters) / 1e6,
]


def days(event):
    """Days from the earthquake of 12 January 2010 to a milestone in that month."""
    year, month, day = map(int, sums[event]["date"].split("-"))
    assert (year, month) == (2010, 1)
    return day - 12


def flown(event):
    return f"{float(sums[event]['value']):,.0f}"


def all_money(year):
    return sum(float(r["funding"]) for r in rows("haiti_appeals") if r["year"] == str(year)) / 1e6


by_year = {}  # government effectiveness: year → country → score
for row in rows("governance"):
    if row["government_effectiveness"]:
        by_year.setdefault(int(row["year"]), {})[row["iso3"]] = float(
            row["government_effectiveness"]
        )
peers = [
    code
    for code, value in by_year[2009].items()
    if abs(value - effectiveness[2009]) < 0.2 and code != "HTI"
]
medians = {
    year: median(values[code] for code in peers if code in values)
    for year, values in by_year.items()
    if year >= 2002
}

GLUED = {
    "troops_1994": f"{haiti[1994]:,.0f}",
    "troops_2010": f"{haiti[2010]:,.0f}",
    "days_airport": {1: "one"}[days("first_us_forces_arrive")],
    "days_force": f"{days('us_military_personnel')}",
    "people_force": f"{in_uniform:,.0f}",
    "citizens_flown": flown("us_citizens_evacuated_cumulative"),
    "patients_flown": flown("aeromedical_evacuations_cumulative"),
    "asked": f"{wanted:,.1f}",
    "received": f"{inside:,.1f}",
    "outside": f"{other:,.1f}",
    "appeal_share": f"{100 * inside / wanted:.0f}",
    "outside_share": f"{100 * other / (inside + other):.0f}",
    "ledger_lowest": f"{min(answers):,.0f}",
    "ledger_highest": f"{max(answers):,.0f}",
    "ledger_lowest_head": f"{1e6 * min(answers) / people:,.0f}",
    "ledger_highest_head": f"{1e6 * max(answers) / people:,.0f}",
    "ledger_ratio": f"{max(answers) / min(answers):.1f}",
    "recovery_share": funded("2010", "EARLY RECOVERY"),
    "education_share": funded("2010", "EDUCATION"),
    "peers_number": f"{len(peers)}",
    "peers_fell": f"{sum(by_year[2014][code] < by_year[2009][code] for code in peers)}",
    **{
        f"effectiveness_change_{year}": minus(effectiveness[year] - effectiveness[2009])
        for year in (2013, 2014)
    },
    **{
        f"effectiveness_error_{year}": f"{sqrt(error[2009] ** 2 + error[year] ** 2):.2f}"
        for year in (2013, 2014)
    },
    "stability_2009": minus(stability[2009]),
    "stability_2013": minus(stability[2013]),
}
assert len(peers) == 9  # "nine others", in a caption and a label
assert funded("2010", "LOGISTICS") == funded("2010", "HEALTH")  # "health and logistics 74 each"
assert abs(1.96 * sum(error[year] for year in range(2002, 2024)) / 22 - 0.44) < 0.01
camps = "CAMP COORDINATION AND CAMP MANAGEMENT"

TYPED = {
    "fig-haiti-troops": {
        f"{haiti[year]:,.0f}" for year in (1993, 1994, 1995, 1999, 2010)
    },
    "fig-liberia-troops": {
        *(f"{liberia[year]:.0f}" for year in (2013, 2014, 2015)),
        f"{force_there:.0f}",
    },
    "fig-haiti-money": {
        f"{inside:,.0f}",
        f"{other:,.0f}",
        *(f"{all_money(year):,.0f}" for year in (2009, 2010, 2011, 2012)),
    },
    "fig-haiti-clusters": {
        f"{clusters['2010', 'FOOD AID'][0] / 1e6:.0f}",
        *(
            funded("2010", field)
            for field in (
                "FOOD AID",
                "EDUCATION",
                "NUTRITION",
                "WATER, SANITATION AND HYGIENE",
                "HEALTH",
                f"{camps}(CCCM)",
                "EARLY RECOVERY",
                "EMERGENCY TELECOMMUNICATIONS",
            )
        ),
    },
    "fig-haiti-clusters-later": {
        *(
            funded(year, field)
            for year in ("2010", "2011")
            for field in ("EARLY RECOVERY", "AGRICULTURE", "LOGISTICS", "EDUCATION")
        ),
        funded("2010", f"{camps}(CCCM)"),
        funded("2011", f"{camps} (CCCM)"),
    },
    "fig-haiti-effectiveness": {
        *(score(year) for year in (2009, 2013, 2014, 2023)),
        minus(min(medians.values()), 1),
        minus(max(medians.values()), 1),
        "0.4",  # the half-width of the band, held by an assertion above
    },
    "prose": {
        f"{force_there:.0f}",
        f"{100 * inside / wanted:.0f}",  # objective 2 quotes it
        "0.2",  # the rule that picks the peers
        "1.96",  # the errors that make a band of 95 per cent
    },
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
