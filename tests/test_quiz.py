"""Self-check questions: a faulty file stops the build, a sound one reaches every output."""

import copy
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup
from conftest import ROOT, run_build
from course_quiz import faults

SOUND = [
    {
        "id": "first",
        "asks": "recall",
        "question": "Who *defines* a {term}`coup attempt` {cite:p}`powell2011global`?",
        "options": [
            {"text": "The rule", "correct": True, "feedback": "See {cite:t}`powell2011global`."},
            {"text": "The army", "correct": False, "feedback": "It has a stake."},
        ],
    },
    {
        "id": "second",
        "asks": "interpret",
        "several": True,
        "question": "Which are right?",
        "options": [
            {"text": "This", "correct": True, "feedback": "One of two."},
            {"text": "That", "correct": True, "feedback": "The other one."},
            {"text": "Neither", "correct": False, "feedback": "Both are."},
        ],
    },
]


def no_right_answer(questions):
    questions[1]["options"][0]["correct"] = questions[1]["options"][1]["correct"] = False
    return "'second': no option is right"


def two_right_answers(questions):
    questions[0]["options"][1]["correct"] = True
    return "'first': 2 options are right"


def several_but_one(questions):
    questions[1]["options"][1]["correct"] = False
    return "'second': 'several: true' and one right option"


def several_in_words(questions):
    questions[1]["several"] = "often"
    return "'second': several must be true or false"


def unknown_kind(questions):
    questions[0]["asks"] = "guess"
    return "'first': asks 'guess' is none of recall, compute, interpret, judge"


def no_kind(questions):
    del questions[0]["asks"]
    return "'first': 'asks' is missing"


def no_feedback(questions):
    del questions[1]["options"][2]["feedback"]
    return "'second': option C: 'feedback' is missing"


def empty_feedback(questions):
    questions[0]["options"][1]["feedback"] = " "
    return "'first': option B: no feedback"


def one_option(questions):
    del questions[0]["options"][1]
    return "'first': it needs a list of two options or more"


def twice_the_same_id(questions):
    questions[1]["id"] = "first"
    return "'first': the id is used twice"


def no_id(questions):
    del questions[1]["id"]
    return "question 2: its id must"


def unknown_key(questions):
    questions[1]["hint"] = "Think."
    return "'second': unknown key 'hint'"


def unknown_key_of_an_option(questions):
    questions[1]["options"][1]["feedbak"] = "Typed wrongly."
    return "'second': option B: unknown key 'feedbak'"


def right_in_words(questions):
    questions[0]["options"][0]["correct"] = "yes, it is"
    return "'first': option A: correct must be true or false"


def number_for_text(questions):
    questions[0]["options"][0]["text"] = 1961
    return "'first': option A: no text. Write it out, in quotes"


def no_question(questions):
    del questions[0]["question"]
    return "'first': 'question' is missing"


FAULTS = [
    no_right_answer, two_right_answers, several_but_one, several_in_words, unknown_kind, no_kind,
    no_feedback, empty_feedback, one_option, twice_the_same_id, no_id,
    unknown_key, unknown_key_of_an_option, right_in_words, number_for_text, no_question,
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_fault_in_a_question_is_named_with_its_question(fault):
    questions = copy.deepcopy(SOUND)
    expected = fault(questions)
    assert any(expected in message for message in faults(questions))


@pytest.mark.parametrize("content", [None, [], {"id": "first"}, "text"])
def test_a_file_that_holds_no_list_of_questions_is_refused(content):
    assert "holds no list of questions" in next(faults(content))


def test_a_sound_file_has_no_fault():
    assert list(faults(SOUND)) == []


def write_quiz(book, page, questions):
    """Put the questions into `page`'s file, and {quiz} at the end of the page once."""
    text = questions if isinstance(questions, str) else yaml.safe_dump(questions)
    (book / f"book/questions/{page}.yml").write_text(text)
    add_directive(book, page)


def add_directive(book, page):
    path = book / f"book/{page}.md"
    if "{quiz}" not in path.read_text():
        path.write_text(path.read_text() + "\n```{quiz}\n```\n")


def test_a_question_without_a_right_answer_stops_the_build(small_book):
    questions = copy.deepcopy(SOUND)
    no_right_answer(questions)
    write_quiz(small_book, "page", questions)
    line = (small_book / "book/questions/page.yml").read_text().splitlines().index("  id: second")
    for _ in ("cold", "again"):
        result = run_build(small_book)
        assert result.returncode != 0
        assert (f"book/questions/page.yml: line {line + 1}: question 'second': no option is right"
                in result.stdout)


def test_a_page_whose_questions_are_missing_stops_the_build(small_book):
    add_directive(small_book, "index")
    for _ in ("cold", "again"):
        result = run_build(small_book)
        assert result.returncode != 0
        assert "book/questions/index.yml is missing" in result.stdout


def test_a_fault_in_a_questions_text_is_laid_to_its_file_and_line(small_book):
    questions = copy.deepcopy(SOUND)
    questions[1]["options"][0]["feedback"] = "See {ref}`nowhere`."
    write_quiz(small_book, "index", questions)
    result = run_build(small_book)
    assert result.returncode != 0
    line = (small_book / "book/questions/index.yml").read_text().splitlines().index("  id: second")
    located = re.search(r"questions/index\.yml:(\d+): WARNING.*nowhere", result.stdout)
    assert located, result.stdout[-2000:]
    assert int(located[1]) == line + 1


@pytest.fixture
def quiz_book(small_book):
    for page in ("index", "page"):
        write_quiz(small_book, page, yaml.safe_dump(SOUND, sort_keys=False))
    return small_book


def page_of(book, name):
    html = (book / f"_build/html/book/{name}.html").read_text()
    return BeautifulSoup(html, "lxml")


def test_questions_reach_the_page_and_so_does_an_edit(quiz_book):
    result = run_build(quiz_book)
    assert result.returncode == 0, result.stdout[-2000:]
    page, index = page_of(quiz_book, "page"), page_of(quiz_book, "index")
    first, second = page.select("fieldset.quiz-question")
    # the legend holds the whole question, its term and source resolved
    legend = first.legend
    assert re.match(r"1\.\s+Who defines a coup attempt \(", legend.get_text(" ", strip=True))
    assert legend.em.get_text() == "defines"
    targets = [link["href"] for link in legend.find_all("a")]
    assert any("term-coup-attempt" in target for target in targets) and len(targets) == 2
    # each option: an input inside its label, feedback that opens without script
    assert [i["type"] for i in first.select("label > input")] == ["radio"] * 2
    assert [i["type"] for i in second.select("label > input")] == ["checkbox"] * 3
    said = [d.p.get_text(" ", strip=True) for d in second.select("details")]
    assert said == ["Right. One of two.", "Right. The other one.", "Look again. Both are."]
    # nothing on one page, and no question of two pages, shares an id
    ids = [element["id"] for element in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert not {f["id"] for f in page.select("fieldset")} & {
        f["id"] for f in index.select("fieldset")}

    file = quiz_book / "book/questions/page.yml"
    file.write_text(file.read_text().replace("The army", "The navy"))
    result = run_build(quiz_book)
    assert result.returncode == 0
    assert "The navy" in page_of(quiz_book, "page").get_text()
    assert "The navy" not in page_of(quiz_book, "index").get_text()


def test_paper_gets_lists_of_questions_and_of_answers(quiz_book):
    command = [sys.executable, quiz_book / "scripts/build_book.py", "--builder", "singlehtml"]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout[-2000:] + result.stderr[-2000:]
    pages = [path.read_text() for path in (quiz_book / "_build/singlehtml").rglob("index.html")]
    book = BeautifulSoup(max(pages, key=len), "lxml")
    assert not book.select("article input, .quiz-check, .quiz-feedback")
    questions, answers = book.select_one("ol.quiz-questions"), book.select_one("ol.quiz-answers")
    options = [li.get_text(strip=True) for li in questions.select("ol.upperalpha > li")]
    assert options == ["The rule", "The army", "This", "That", "Neither"]
    said = [li.get_text(" ", strip=True) for li in answers.select("ol.upperalpha > li")]
    assert len(said) == len(options)
    assert said[2:] == ["Right. One of two.", "Right. The other one.", "Look again. Both are."]


@pytest.mark.parametrize("builder", ["text", "epub"])
def test_other_outputs_hold_every_question_and_answer(quiz_book, builder):
    # the theme's launch buttons break the EPUB builder where no repository is known
    config = quiz_book / "_config.yml"
    config.write_text(re.sub(r"launch_buttons:\n(  .+\n)+", "", config.read_text()))
    command = [Path(sys.executable).with_name("jupyter-book"), "build", quiz_book]
    command += ["--builder", "custom", "--custom-builder", builder]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout[-2000:] + result.stderr[-2000:]
    files = (quiz_book / "_build" / builder).rglob("*")
    written = " ".join(f.read_text() for f in files if f.suffix in (".txt", ".xhtml"))
    for text in ("Which are right?", "Neither", "Answers", "One of two.", "Both are."):
        assert text in written


FILES = sorted((ROOT / "book/questions").glob("*.yml"))


each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def read(path: Path) -> list[dict]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def single(path: Path) -> list[tuple[list[dict], int]]:
    """The options of each question with one right answer, and the place of that answer."""
    options = [q["options"] for q in read(path) if not q.get("several")]
    return [(o, next(i for i, one in enumerate(o) if one["correct"])) for o in options]


@each_file
def test_a_section_has_six_questions_or_more_and_asks_little_for_recall(path):
    questions = read(path)
    assert list(faults(questions)) == []
    assert len(questions) >= 6
    assert sum(q["asks"] == "recall" for q in questions) <= len(questions) / 3


@each_file
def test_the_right_answer_is_not_given_away_by_its_length(path):
    for side in (max, min):
        extreme = [
            options[place] is side(options, key=lambda option: len(str(option["text"])))
            for options, place in single(path)
        ]
        assert sum(extreme) <= len(extreme) / 2, f"the {side.__name__} length gives it away"


@each_file
def test_the_right_answer_is_not_given_away_by_its_place(path):
    places = [place for _, place in single(path)]
    assert len(set(places)) >= min(3, len(places)), f"right answers stand at {places}"
    assert max(places.count(place) for place in places) <= max(2, len(places) / 2)


@each_file
def test_no_two_options_of_a_question_are_the_same_and_no_feedback_is_repeated(path):
    for question in read(path):
        texts = [str(option["text"]).lower() for option in question["options"]]
        said = [option["feedback"].strip() for option in question["options"]]
        assert len(set(texts)) == len(texts) and len(set(said)) == len(said), question["id"]
