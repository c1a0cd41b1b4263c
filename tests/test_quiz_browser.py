"""Self-check questions as readers meet them: by keyboard, from a file, without script, printed."""

import pytest
import yaml
from conftest import ROOT

pytestmark = pytest.mark.browser
QUESTIONS = yaml.safe_load((ROOT / "book/questions/korea.yml").read_text(encoding="utf-8"))


def several(question):
    return sum(option["correct"] for option in question["options"]) > 1


SINGLE = next(n for n, question in enumerate(QUESTIONS) if not several(question))
SEVERAL = next(n for n, question in enumerate(QUESTIONS) if several(question))


def places(number, right):
    options = QUESTIONS[number]["options"]
    return [n for n, option in enumerate(options) if option["correct"] is right]


@pytest.fixture
def page(browser, html):
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto((html / "book/korea.html").as_uri())
    yield page
    context.close()


def question(page, number):
    return page.locator("fieldset.quiz-question").nth(number)


def tab_to(page, selector):
    """Press Tab until an element of that selector has the focus."""
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")


def test_one_answer_by_keyboard_wrong_then_right(page):
    asked = question(page, SINGLE)
    status = asked.get_by_role("status")
    assert status.inner_text() == ""
    asked.locator("input").first.focus()
    tab_to(page, ".quiz-check")
    page.keyboard.press("Enter")
    assert status.inner_text() == "Choose an answer first."

    wrong, right = places(SINGLE, False)[0], places(SINGLE, True)[0]
    last = len(QUESTIONS[SINGLE]["options"]) - 1
    asked.locator("input").nth(last).focus()
    page.keyboard.press("Space")
    for _ in range(last - wrong):
        page.keyboard.press("ArrowUp")
    assert asked.locator("input").nth(wrong).is_checked()
    tab_to(page, ".quiz-check")
    page.keyboard.press("Enter")
    feedback = asked.locator("details p").nth(wrong).text_content()
    assert status.inner_text() == feedback and feedback.startswith("Look again.")

    page.keyboard.press("Shift+Tab")
    step = "ArrowDown" if right > wrong else "ArrowUp"
    for _ in range(abs(right - wrong)):
        page.keyboard.press(step)
    assert status.inner_text() == "", "feedback on an answer that is no longer chosen stays"
    tab_to(page, ".quiz-check")
    page.keyboard.press("Space")
    feedback = asked.locator("details p").nth(right).text_content()
    assert status.inner_text() == feedback and feedback.startswith("Right.")


def test_several_answers_by_keyboard_wrong_then_incomplete_then_right(page):
    asked = question(page, SEVERAL)
    inputs, status = asked.locator("input"), asked.get_by_role("status")
    wrong, right = places(SEVERAL, False)[0], places(SEVERAL, True)

    def toggle(*numbers):
        for number in numbers:
            inputs.nth(number).focus()
            page.keyboard.press("Space")
        tab_to(page, ".quiz-check")
        page.keyboard.press("Enter")
        return status.inner_text()

    assert toggle(wrong, right[0]).startswith("Look again. Not every choice is right.")
    said = toggle(wrong)
    assert said.startswith("Look again. Something is missing.")
    assert "ABCDEF"[right[0]] + ". Right." in said
    said = toggle(*right[1:])
    assert said.startswith("Right. That is all.") and "Look again" not in said


def test_before_an_answer_no_feedback_is_visible(page):
    assert page.locator("details.quiz-feedback").count() == sum(
        len(q["options"]) for q in QUESTIONS)
    assert not page.locator("details.quiz-feedback:visible").count()
    assert page.locator(".quiz-check:visible").count() == len(QUESTIONS)


def test_every_target_is_large_enough_and_nothing_overflows_on_a_phone(page):
    for selector in (".quiz-option", ".quiz-check", ".guess label"):
        boxes = [box.bounding_box() for box in page.locator(selector).all()]
        assert boxes and min(box["height"] for box in boxes) >= 32, selector
        assert max(box["x"] + box["width"] for box in boxes) <= 360, selector


def test_without_script_every_options_feedback_can_be_opened(browser, html):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((html / "book/korea.html").as_uri())
    assert page.locator(".quiz-check").count() == 0, "a button that does nothing"
    asked = question(page, SINGLE)
    for number in range(len(QUESTIONS[SINGLE]["options"])):
        details = asked.locator("details").nth(number)
        assert not details.locator("p").is_visible()
        details.locator("summary").focus()
        page.keyboard.press("Enter")
        assert details.locator("p").is_visible()
        assert details.locator("p").inner_text().startswith(("Right.", "Look again."))
    context.close()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_print_shows_all_options_and_feedback_and_no_button(browser, html, script):
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    page.goto((html / "book/korea.html").as_uri())
    page.emulate_media(media="print")
    for asked in page.locator("fieldset.quiz-question").all():
        options = asked.locator(".quiz-option").all()
        feedback = asked.locator("details p").all()
        heights = [paragraph.bounding_box() for paragraph in feedback]
        assert all(box and box["height"] > 10 for box in heights), "feedback is not printed"
        # all options stand above all feedback
        last = max(box["y"] for box in (option.bounding_box() for option in options))
        assert last < min(box["y"] for box in heights)
    assert not page.locator(".quiz-check:visible").count()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_no_axe_violation_after_an_answer(browser, html, scheme, width):
    from axe_playwright_python.sync_playwright import Axe

    viewport = {"width": width, "height": 800}
    context = browser.new_context(viewport=viewport, color_scheme=scheme)
    page = context.new_page()
    page.goto((html / "book/korea.html").as_uri())
    for asked in page.locator("fieldset.quiz-question").all():
        asked.locator("input").first.check()
        asked.locator(".quiz-check").click()
    for part in (".quiz", "dl.claims"):
        results = Axe().run(page, context=[part])
        assert results.violations_count == 0, results.generate_report()
    context.close()
