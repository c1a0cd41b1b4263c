"""Every number that book/tools.md and its questions show, computed anew from the tables.

Written with the csv module, not with the page's pandas code. GLUED holds what
the page glues, key by key, as shown; TYPED what stands typed in alternative
texts, prose and questions.
"""

from statistics import median

from numbers_from import rows


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


def billions(programmes):
    return f"{sum(programmes.values()) / 1000:.1f}"


def share(programmes, name):
    return f"{100 * programmes[name] / sum(programmes.values()):.1f}"


afghanistan, egypt, liberia = aid("AFG", 2002, 2020), aid("EGY", 1979, 2020), aid("LBR", 2003, 2020)

books = [
    (row["iso3"], int(row["fiscal_year"]), row["programme"], float(row["constant"]))
    for row in rows("us_aid_programmes")
]
ARMS = {"MAP", "EDA", "other_military_grants"}
MONEY = {"FMF_grants", "FMF_loans"}
WAR = {"MASF", "ASFF", "ISFF", "ITEF"}
WIDE = {"IMET", "PKO", "PCF", "DOD_train_and_equip", "ASFF", "ISFF", "ITEF"}


def put_in(programmes=None, year=None, first=1947, iso3=None):
    """Return millions of 2020 dollars of these programmes, year or first year, recipient."""
    return sum(
        value
        for code, when, programme, value in books
        if (programmes is None or programme in programmes)
        and year in (None, when)
        and when >= first
        and iso3 in (None, code)
    )


def peak(programmes):
    """Return the year of most, and billions of dollars then."""
    sums = {year: put_in(programmes, year) / 1000 for year in range(1947, 2021)}
    year = max(sums, key=sums.get)
    return year, f"{sums[year]:.1f}"


def percent(programmes, **scope):
    return 100 * put_in(programmes, **scope) / put_in(**scope)


def of_recipients(programmes, first):
    """Return the share that these programmes have of each recipient's military aid."""
    codes = {code for code, year, _, _ in books if year >= first}
    return [percent(programmes, first=first, iso3=code) for code in codes]


schooling = {year: percent({"IMET"}, year=year) for year in range(1950, 2021)}
by_recipient = {code: put_in(iso3=code) for code, *_ in books}
four = sorted(by_recipient, key=by_recipient.get)[-4:]
recent = of_recipients({"IMET"}, 2001)
egypt_grants = {
    int(row["fiscal_year"]): float(row["nominal"])
    for row in rows("us_aid_programmes")
    if row["iso3"] == "EGY" and row["programme"] == "FMF_grants"
}

all_military = sum(float(r["military_constant"] or 0) for r in rows("us_aid"))

# as text, captions and alternative texts say in words
assert set(four) == {"ISR", "AFG", "VNM", "EGY"}
assert peak(ARMS)[0] == 1952 and peak(MONEY)[0] == 1979 and peak(WAR)[0] == 1973
assert max(put_in({"IMET"}, year) for year in range(1947, 2021)) < 700
assert max(schooling, key=schooling.get) == 1964
assert max(schooling[year] for year in range(1973, 2021)) < 1

GLUED = {
    "recipients": str(len(by_recipient)),
    "covered_share": f"{100 * put_in() / all_military:.0f}",
    "aid_all": f"{put_in() / 1000:.0f}",
    "imet_share_all": f"{percent({'IMET'}):.1f}",
    "imet_share_recent": f"{percent({'IMET'}, first=2001):.1f}",
    "imet_median_recent": f"{median(recent):.0f}",
    "wide_share_recent": f"{percent(WIDE, first=2001):.0f}",
    "four_share": f"{100 * sum(by_recipient[code] for code in four) / put_in():.0f}",
    "above_tenth": str(sum(share > 10 for share in recent)),
    "recent_recipients": str(len(recent)),
    "egypt_2012": f"{egypt_grants[2012]:,.0f}",
    "egypt_2014": f"{egypt_grants[2014]:,.0f}",
    "egypt_2015": f"{egypt_grants[2015]:,.0f}",
    "articles_new": f"{worth('acquisition_value', {'delivered'}):.1f}",
    "articles_worth": f"{worth('current_value', {'delivered'}):.1f}",
}


def articles(iso3, value, *statuses):
    """Return excess articles of a recipient in millions of dollars."""
    total = sum(
        float(row[value])
        for row in rows("us_excess_articles")
        if row["iso3"] == iso3 and row["status"] in statuses and row[value]
    )
    return f"{total / 1e6:,.0f}"


new, used = "acquisition_value", "current_value"
arriving = ("authorised", "accepted", "delivered")

TYPED = {
    "fig-tools-instruments": {
        peak(ARMS)[1],
        peak(MONEY)[1],
        f"{min(put_in(MONEY, year) for year in range(1976, 2021)) / 1000:.1f}",
        peak(WAR)[1],
        f"{put_in(WAR, 2011) / 1000:.1f}",
        "0.7",  # billion dollars, as asserted above
    },
    "fig-tools-schooling": {f"{schooling[year]:.1f}" for year in (1950, 1964, 1973)},
    "fig-tools-articles": {
        articles(code, value, "delivered")
        for code in ("MAR", "ISR", "EGY")
        for value in (new, used)
    },
    "fig-tools-authorised": {
        articles("MAR", new, *arriving),
        articles("MAR", used, *arriving),
        articles("ISR", new, *arriving),
        articles("GRC", new, *arriving),
        articles("GRC", new, "delivered"),
    },
    "prose": {"100"},  # per cent in try it 1
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
        # by-dollar-or-recipient
        GLUED["imet_share_recent"],
        GLUED["imet_median_recent"],
        # four-names
        GLUED["four_share"],
        GLUED["recipients"],
    },
}
