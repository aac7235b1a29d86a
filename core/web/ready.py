"""Readiness: one address that answers whether the service can be used, and says nothing else."""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

READY_ADDRESS = "/api/ready"
NOT_READY = "The service cannot be used at this moment. Who looks after it finds the reason in its log."


READ_ONLY = "read-only"


def routes(is_ready: Callable[[], bool], is_read_only: Callable[[], bool] = lambda: False) -> list[Route]:
    """List the addresses of our own that stand beside the pages.

    Args:
        is_ready: whether the store opens and is up to date. The server takes no request before the start has finished.
        is_read_only: whether it lacks what was acknowledged. Pages are shown then, and say so: a proxy must not stop asking.
    """

    async def ready(_request: Request) -> JSONResponse:
        if await run_in_threadpool(is_ready):
            status = READ_ONLY if await run_in_threadpool(is_read_only) else "ok"
            return JSONResponse({"status": status}, headers={"Cache-Control": "no-store"})
        return JSONResponse({"status": NOT_READY}, status_code=503, headers={"Cache-Control": "no-store"})

    return [Route(READY_ADDRESS, ready, methods=["GET"])]
