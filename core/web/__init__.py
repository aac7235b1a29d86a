"""What stands between the network and the pages: the gate, the headers, readiness and the start. Starlette only."""
