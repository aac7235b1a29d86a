"""Templates of papers: HTML filled in by Jinja2. Every value is text, never markup, unless the code made it as markup."""

import re
from pathlib import Path

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound
from markupsafe import Markup, escape

FOLDER = Path(__file__).parent / "templates"
# Characters no page may hold, and those that turn the direction of text round: a figure beside them would read backwards.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
_AMOUNT = re.compile(r"[\u2212+]£[\d.,]*\d[a-z]*")


def filled(name: str, **values: object) -> str:
    """Paper as HTML: a template with its values, each escaped.

    Args:
        name: file in core/papers/templates.
        values: what the template names; a name that is missing is an error.
    """
    return _ENVIRONMENT.get_template(name).render(**values)


def shortened(words: str, most: int) -> str:
    """Cut a text that is too long for its place, and show that it was cut."""
    one_line = " ".join(words.split())
    return one_line if len(one_line) <= most else f"{one_line[: most - 1].rstrip()}…"


def amounts_whole(words: object) -> Markup:
    """Keep each amount of money of a text on one line: a minus alone at the end of a line would be lost."""
    return Markup(_AMOUNT.sub(r'<span class="n">\g<0></span>', str(escape(_one_line(words)))))  # noqa: S704 - escaped before


def _one_line(value: object) -> object:
    """Text without line ends and without characters that no page may hold; what is no text stays as it is."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return _UNSEEN.sub("", " ".join(value.split()))


class _Joined(BaseLoader):
    """Templates from their folder, each as one line: line ends and indents are there for readers, spaces within a line are kept."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:
        """Read one template as a single line."""
        path = FOLDER / template
        if not path.is_file() or path.parent.resolve() != FOLDER.resolve():
            raise TemplateNotFound(template)
        return "".join(line.strip() for line in path.read_text(encoding="utf-8").splitlines()), str(path), None


_ENVIRONMENT = Environment(loader=_Joined(), autoescape=True, undefined=StrictUndefined, finalize=_one_line)
_ENVIRONMENT.filters |= {"shortened": shortened, "amounts_whole": amounts_whole}
