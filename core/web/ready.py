"""Readiness: one address that answers once the service can be used."""

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

READY_ADDRESS = "/api/ready"


async def ready(request: Request) -> JSONResponse:
    """Answer ok; the server takes no request before the start has finished."""
    return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


def routes() -> list[Route]:
    """List the addresses of our own that stand beside the pages."""
    return [Route(READY_ADDRESS, ready, methods=["GET"])]
