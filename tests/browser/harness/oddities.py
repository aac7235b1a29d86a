"""What must not stand on a page, whatever the programme: words of the machine, empty headings, cut headlines, broken minuses."""

import re

from playwright.sync_api import Page

_WORDS = re.compile(r"(?<![\w-])(nan|NaN|None(?! [a-z])|inf|-inf|undefined|null|NaT)(?![\w-])")
_PLAIN_MINUS = re.compile(r"(?<![\w£–-])-£")
_DOUBLE = re.compile(r"\b(?:1|one) (?:years|partners|places|options|people|councils|lines|steps)\b", re.IGNORECASE)
# A heading with nothing before the next heading of its own rank or a higher one.
_EMPTY_HEADINGS = """() => {
  const main = document.querySelector('[data-testid="stMain"]');
  const seen = [...main.querySelectorAll('h1,h2,h3,h4,p,li,table,canvas,svg,input,button,textarea,img,[data-testid="stMetric"]')]
    .filter(part => part.getClientRects().length && (part.textContent.trim() || !/^(P|LI)$/.test(part.tagName)));
  const isHeading = part => /^H[1-4]$/.test(part.tagName);
  return seen.filter((part, at) => isHeading(part) && (at + 1 === seen.length
    || (isHeading(seen[at + 1]) && seen[at + 1].tagName <= part.tagName && part.tagName !== 'H1')))
    .map(part => part.textContent.trim());
}"""
_CUT = """() => [...document.querySelectorAll(
  '[data-testid="stMain"] :is(h1, h2, h3, h4, [data-testid="stMetricValue"], [data-testid="stMetricValue"] > div, th, td)')]
  .filter(part => part.getClientRects().length && part.scrollWidth > part.clientWidth + 2
    && ['hidden', 'clip'].includes(getComputedStyle(part).overflowX))
  .map(part => part.textContent.trim().slice(0, 80))"""
# Words drawn in a chart that stand beyond its edge.
_CUT_IN_CHARTS = """() => [...document.querySelectorAll('[data-testid="stVegaLiteChart"] svg')]
  .filter(svg => svg.getClientRects().length)
  .flatMap(svg => {
    const edge = svg.getBoundingClientRect();
    return [...svg.querySelectorAll('text')].filter(text => {
      const box = text.getBoundingClientRect();
      return text.textContent.trim() && box.width && getComputedStyle(text).opacity !== '0' && text.getAttribute('opacity') !== '0'
        && (box.left < edge.left - 2 || box.right > edge.right + 2);
    }).map(text => text.textContent.trim().slice(0, 80));
  })"""


def oddities(page: Page) -> list[str]:
    """Say what stands on a page that should not, each with what it is."""
    text = page.locator('[data-testid="stMain"]').inner_text()
    found = [f"a word of the machine: {text[max(0, at.start() - 30) : at.end() + 20]!r}" for at in _WORDS.finditer(text)]
    found += [f"a minus that is a hyphen: {text[max(0, at.start() - 20) : at.end() + 10]!r}" for at in _PLAIN_MINUS.finditer(text)]
    found += [f"words that do not agree: {at[0]!r}" for at in _DOUBLE.finditer(text)]
    found += [f"an empty heading: {heading!r}" for heading in page.evaluate(_EMPTY_HEADINGS)]
    found += [f"cut: {part!r}" for part in page.evaluate(_CUT)]
    return [*found, *(f"cut in a chart: {part!r}" for part in page.evaluate(_CUT_IN_CHARTS))]
