"""Readiness: one address that answers whether the service can be used, and tells strangers nothing else."""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

READY_ADDRESS = "/api/ready"
NOT_READY = "The service cannot be used at this moment. Who looks after it finds the reason in its log."


def routes(is_ready: Callable[[], bool]) -> list[Route]:
    """List the addresses of our own that stand beside the pages.

    Args:
        is_ready: whether the store opens and is up to date. The server takes no request before the start has finished.
    """

    async def ready(_request: Request) -> JSONResponse:
        if await run_in_threadpool(is_ready):
            return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})
        return JSONResponse({"status": NOT_READY}, status_code=503, headers={"Cache-Control": "no-store"})

    return [Route(READY_ADDRESS, ready, methods=["GET"])]
