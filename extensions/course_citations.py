"""Cite as the field does: (Brazinsky 2007), with round brackets and no comma.

In the bibliography titles keep the capitals of references.bib; the stock style would print
"United nations" and "Security council" wherever a name is not protected by braces. A source
whose description holds its full date does not repeat the year. Organisations stand among the
people: the stock order sorts by the file's braces and puts them all at the end. Works that
would be cited alike are told apart by a letter: (Williams 2018a), (Williams 2018b).
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from string import ascii_lowercase

from pybtex.database import Entry
from pybtex.plugin import register_plugin as register_pybtex_plugin
from pybtex.style.formatting import toplevel
from pybtex.style.formatting.plain import Style as PlainStyle
from pybtex.style.formatting.unsrt import date
from pybtex.style.sorting.author_year_title import SortingStyle
from pybtex.style.template import field as entry_field
from pybtex.style.template import names, optional, optional_field, sentence
from sphinxcontrib.bibtex.plugin import register_plugin
from sphinxcontrib.bibtex.style.referencing import BracketStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle


def round_brackets() -> BracketStyle:
    return BracketStyle(left="(", right=")", sep="; ")


@dataclass
class AuthorYearRound(AuthorYearReferenceStyle):
    bracket_textual: BracketStyle = field(default_factory=round_brackets)
    bracket_parenthetical: BracketStyle = field(default_factory=round_brackets)
    author_year_sep: str = " "


class AsRead(SortingStyle):
    def sorting_key(self, entry):
        """Return author, year and title as letters, digits and blanks, accents left out."""
        parts = (unicodedata.normalize("NFKD", str(part)) for part in super().sorting_key(entry))
        return tuple("".join(c for c in part.lower() if c.isalnum() or c == " ").strip()
                     for part in parts)


class TitlesAsGiven(PlainStyle):
    default_sorting_style = "as_read"
    default_name_style = "lastfirst"  # what is sought, "(Brazinsky 2007)", begins the entry

    def format_names(self, role, as_sentence=True):
        people = names(role, sep="; ", sep2=" and ", last_sep=" and ")
        return sentence[people] if as_sentence else people

    def format_title(self, e, which_field, as_sentence=True):
        title = entry_field(which_field)
        return sentence[title] if as_sentence else title

    def get_misc_template(self, e):
        # a year with a letter is said even where the full date stands
        dated = e.fields["year"] in e.fields.get("howpublished", "")
        return toplevel[
            optional[sentence[self.format_names("author")]],
            self.format_title(e, "title"),
            sentence[[optional[entry_field("howpublished")], *([] if dated else [date])]],
            sentence[optional_field("note")],
            self.format_web_refs(e),
        ]


def authors(entry: Entry) -> tuple[str, ...]:
    """Return the names as a citation shows them: one, two, or the first and "et al."."""
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    shown = [" ".join([*person.prelast_names, *person.last_names]) for person in people]
    return (shown[0], "et al.") if len(shown) > 2 or "others" in shown else tuple(shown)


def letter_years(entries: Iterable[Entry]) -> None:
    """Give works that would be cited alike a letter, in the order of the bibliography.

    Changes the entries; a second call changes nothing.
    """
    alike = defaultdict(list)
    for entry in entries:
        year = entry.fields.get("year", "").rstrip(ascii_lowercase)
        alike[authors(entry), year].append(entry)
    for (_, year), works in alike.items():
        letters = ascii_lowercase if len(works) > 1 else [""]
        for letter, work in zip(letters, sorted(works, key=AsRead().sorting_key)):
            if year:
                work.fields["year"] = year + letter


def letter_references(app) -> None:
    letter_years(app.env.get_domain("cite").bibdata.data.entries.values())


register_pybtex_plugin("pybtex.style.sorting", "as_read", AsRead)
register_pybtex_plugin("pybtex.style.formatting", "titles_as_given", TitlesAsGiven)


def setup(app):
    register_plugin(
        "sphinxcontrib.bibtex.style.referencing", "author_year_round", AuthorYearRound
    )
    # after the bibliography is read, which waits for the same event
    app.connect("builder-inited", letter_references, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
