"""Take the README's picture, the one that is committed: make screenshot."""

from pathlib import Path

from find_chromium import launch_chromium
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]


def main() -> None:
    page_address = (ROOT / "_build/html/book/korea.html").as_uri()
    picture = ROOT / ".github/screenshot.png"
    with sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        page = browser.new_page(
            viewport={"width": 1200, "height": 1000}, color_scheme="light", reduced_motion="reduce"
        )
        page.goto(page_address)
        page.evaluate("Promise.all([...document.images].map(image => image.decode()))")
        page.evaluate("document.querySelector('#when-did-democracy-come').scrollIntoView()")
        page.screenshot(path=picture)
        browser.close()
    print(f"{picture.relative_to(ROOT)}: {picture.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
