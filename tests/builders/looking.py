"""What is looked at on a page that stands open in a browser: each function returns what it found wrong.

Also by hand, for reports that a run has written: ``python tests/builders/looking.py FILE.html ...``
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

CHROMIUM = shutil.which("chromium")  # Debian's; nothing is downloaded
SCREENS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True},
}  # px
PAPER = {"width": 794, "height": 1123}  # px: A4 at 96 px an inch
MARGIN = 65  # px: 17 mm, as page.css prints

# Elements wider than the screen, but for what scrolls in a frame of its own and what a drawing holds.
_TOO_WIDE = """
() => [...document.querySelectorAll('body *')].filter(e => {
  const box = e.getBoundingClientRect()
  return box.width && box.right > document.documentElement.clientWidth + 1 && !e.closest('.scroll, svg, .skip')
}).map(e => `${e.tagName} ${e.className} ${Math.round(e.getBoundingClientRect().right)}`).slice(0, 9)
"""
_SCROLLS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
_OPEN = "() => document.querySelectorAll('details').forEach(d => { d.open = true })"
_CLIPPED = """
(width) => [...document.querySelectorAll('table, figure, p, dl')].filter(e => {
  const box = e.getBoundingClientRect()
  return box.width && (box.right > width + 1 || box.left < -1 || e.scrollWidth > e.clientWidth + 1 && e.clientWidth)
}).map(e => `${e.closest('section')?.id} ${e.tagName} ${Math.round(e.getBoundingClientRect().right)} of ${width}`)
"""
_SHUT = """
() => [...document.querySelectorAll('details.numbers')].filter(d => {
  const table = d.querySelector('table')
  return !table || !table.getBoundingClientRect().height
}).map(d => d.closest('section').id)
"""
_LANDINGS = """
() => [...document.querySelectorAll('.contents a')].flatMap(a => {
  a.click()
  const place = document.getElementById(a.hash.slice(1))
  const heading = place && (/^H[1-6]$/.test(place.tagName) ? place : place.querySelector('h2, h3, h4, p'))
  const top = heading?.getBoundingClientRect().top
  return top >= 0 && top < innerHeight ? [] : [`${a.hash} lands at ${top}`]
})
"""
_STOPS = """
() => [...document.querySelectorAll('a[href], summary, button, input, select, [tabindex="0"]')]
  .filter(e => e.checkVisibility()).length
"""


def launch(driver: Playwright) -> Browser:
    """Start Debian's chromium. Close it before Playwright ends."""
    return driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])


@contextmanager
def opened(browser: Browser, file: Path, screen: str = "desktop", **options: Any) -> Iterator[tuple[Page, list[str]]]:
    """Open a file without a network; yields the page, and what was said or asked for meanwhile, which grows."""
    context = browser.new_context(offline=True, **(SCREENS[screen] | options))
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"error: {error}"))
    page.on("request", lambda request: _outside(request.url) and said.append(f"asked for {request.url}"))
    page.goto(file.as_uri())
    try:
        yield page, said
    finally:
        context.close()


def _outside(address: str) -> bool:
    return not address.startswith(("file:", "data:"))


def too_wide(page: Page) -> list[str]:
    """What sticks out to the right, all tables open."""
    page.evaluate(_OPEN)
    excess = page.evaluate(_SCROLLS)
    return [*([f"the page scrolls sideways by {excess} px"] if excess > 0 else []), *page.evaluate(_TOO_WIDE)]


def inaccessible(page: Page, *rules: str) -> list[str]:
    """What axe-core finds, of any weight, all tables open; by some of its rules alone where they are named."""
    from axe_playwright_python.sync_playwright import Axe

    page.evaluate(_OPEN)
    # Without this it brings every element that passes as well, which takes ten times as long as to look at them all.
    options = {"resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {})
    found = Axe().run(page, options=options).response["violations"]
    return [f"{one['id']} ({one['impact']}): {node['html'][:120]}" for one in found for node in one["nodes"]]


def dead_links(page: Page) -> list[str]:
    """Links of the contents that land on nothing, or on a heading that does not stand on the screen afterwards."""
    return page.evaluate(_LANDINGS)


def closed_on_paper(page: Page) -> list[str]:
    """Tables that stay shut when the page is printed as it was opened."""
    page.emulate_media(media="print")
    return page.evaluate(_SHUT)


def clipped_on_paper(page: Page) -> list[str]:
    """What does not fit between the margins of A4."""
    width = PAPER["width"] - 2 * MARGIN
    page.set_viewport_size({"width": width, "height": PAPER["height"]})
    page.emulate_media(media="print")
    return page.evaluate(_CLIPPED, width)


def stops(page: Page) -> int:
    """How many places the Tab key can reach on a page as it was opened."""
    return page.evaluate(_STOPS)


def faults(browser: Browser, file: Path) -> Iterator[str]:
    """All of these for one file."""
    for screen in SCREENS:
        with opened(browser, file, screen) as (page, said):
            for fault in (*dead_links(page), *too_wide(page), *inaccessible(page), *said):
                yield f"{screen}: {fault}"
    with opened(browser, file) as (page, _):
        for fault in (*closed_on_paper(page), *clipped_on_paper(page)):
            yield f"paper: {fault}"


def main(names: list[str]) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = launch(driver)
        for name in names:
            found = list(faults(browser, Path(name).resolve()))
            print(name, *(found or ["nothing wrong"]), sep="\n  ")


if __name__ == "__main__":
    main(sys.argv[1:])
