"""Shared links: one address that answers with a page made beforehand, to any browser that holds its token."""

import logging
import re
from base64 import b64encode
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime
from hashlib import sha256

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.actions.links import ViewCounter
from core.actions.start import database
from core.domain.links import SharedPage
from core.reports.links import shared_page

log = logging.getLogger(__name__)

UNDER = "/s/"
# Spreadsheets and tools tell a table by the end of its address; it is no part of the token.
TABLE_END = ".csv"
NOT_THERE = "There is no page at this address. Ask the person who sent it to you for a new link.\n"
NOT_NOW = "The page cannot be shown at this moment. Ask the person who sent it to you.\n"
FRAME_HOSTS_VARIABLE = "SCALECASE_FRAME_HOSTS"
_ORIGIN = re.compile(r"https://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?")
_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)
# The token is in the address: it is not passed on, stored or listed anywhere. No cookie is set or read, so that the page opens
# on any phone and from any printed code; what an open address could leak, the missing referrer and the end date keep small.
_ALWAYS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "X-Content-Type-Options": "nosniff",
}

COUNTER = ViewCounter()
Find = Callable[[str], SharedPage | None]
Count = Callable[[int], None]


def page_now(token: str) -> SharedPage | None:
    """Find the page a token opens at this moment in the store of this service."""
    return shared_page(database(), token, datetime.now(UTC))


def frame_hosts(environment: Mapping[str, str]) -> frozenset[str]:
    """Read which sites may show embeddable pages from SCALECASE_FRAME_HOSTS, with commas between; none when not set.

    Raises:
        ValueError: one of them is not a site by its https address.
    """
    named = [name.strip().lower() for name in environment.get(FRAME_HOSTS_VARIABLE, "").split(",")]
    hosts = frozenset(name for name in named if name)
    for name in sorted(hosts):
        if not _ORIGIN.fullmatch(name):
            raise ValueError(f"{FRAME_HOSTS_VARIABLE} holds {name!r}: give sites such as https://council.example, commas between")
    return hosts


def routes(find: Find = page_now, count: Count = COUNTER.count, hosts: Collection[str] = ()) -> list[Route]:
    """List the address of shared pages.

    Args:
        find: gives the page a token opens now, or None; it may raise, and then the answer does not say why.
        count: counts one opening of a link, after the answer is sent.
        hosts: sites that may show an embeddable page in a frame, for example "https://council.example".
    """

    async def shared(request: Request) -> Response:
        try:
            page = await run_in_threadpool(find, request.path_params["token"].removesuffix(TABLE_END))
        except Exception:
            log.exception("a shared page could not be read")
            return _plain(NOT_NOW, 503)
        if page is None:
            return _plain(NOT_THERE, 404)
        opened = request.method == "GET" and request.headers.get("sec-purpose", "").find("prefetch") < 0
        after = BackgroundTask(_count, count, page.link_id) if opened else None
        kind = "text/csv" if page.is_table else "text/html"
        return Response(page.page, media_type=f"{kind}; charset=utf-8", headers=headers_of(page, hosts), background=after)

    return [Route(UNDER + "{token:path}", shared, methods=["GET"])]


def headers_of(found: SharedPage, hosts: Collection[str] = ()) -> dict[str, str]:
    """List the headers of a page: no script, its own styles and no others, and no frame unless it was made for one."""
    framed_by = sorted(hosts) if found.embeddable else []
    policy = {
        "default-src": "'none'",
        "style-src": " ".join(_style_hashes(found.page)) or "'none'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": " ".join(framed_by) or "'none'",
    }
    written = "; ".join(f"{name} {sources}" for name, sources in policy.items())
    framed = {"Cross-Origin-Resource-Policy": "cross-origin"} if framed_by else {"X-Frame-Options": "DENY"}
    return {**_ALWAYS, "Content-Security-Policy": written, **framed}


def _style_hashes(page: bytes) -> list[str]:
    return [f"'sha256-{b64encode(sha256(style).digest()).decode()}'" for style in _STYLE.findall(page)]


def _plain(words: str, status: int) -> Response:
    policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    headers = {**_ALWAYS, "Content-Security-Policy": policy, "X-Frame-Options": "DENY"}
    return Response(words, status, headers, media_type="text/plain; charset=utf-8")


def _count(count: Count, link_id: int) -> None:
    try:
        count(link_id)
    except Exception:
        # The reader has the page: a late or lost count is logged for the people who run the service.
        log.warning("an opening of shared link %s is not counted yet", link_id, exc_info=True)
