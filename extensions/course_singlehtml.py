"""Let a link in the one-page book (the PDF's source) name its chapter.

Sphinx's singlehtml builder shortens a link to `#the-verdict` in another chapter
to that heading alone. Each chapter has a heading of that name, so every such
link would lead to the first. Left whole (`#document-book/korea#the-verdict`),
the link can be resolved by scripts/make_pdf.py, which makes the ids unique.
"""


def keep_chapter_in_links(app) -> None:
    if app.builder.name == "singlehtml":
        app.builder.fix_refuris = lambda tree: None


def setup(app):
    app.connect("builder-inited", keep_chapter_in_links)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
