"""Where the draws come from: a scrambled Sobol sequence, the same for the same seed."""

from collections.abc import Iterator

import numpy as np

from core.engine.arrays import Floats

BLOCK = 1024  # draws worked out together; a power of two, as the sequence likes it


def uniform_blocks(dimensions: int, draws: int, seed: int) -> Iterator[Floats]:
    """Give the uniform numbers of all draws, block by block.

    Any number of draws may be asked for; powers of two cover every dimension most evenly.

    Args:
        dimensions: numbers a draw takes.
        draws: how many draws.
        seed: of the scrambling.

    Yields:
        (dimensions, up to BLOCK draws) numbers from 0 up to 1.

    Raises:
        ValueError: when a draw takes more numbers than the sequence has.

    Source:
        docs/method.md#simulation
    """
    from scipy.stats import qmc  # noqa: PLC0415 - slow to import, and needed by nobody before the first draw

    if dimensions > qmc.Sobol.MAXDIM:
        raise ValueError(f"a draw would take {dimensions:,} numbers and may take {qmc.Sobol.MAXDIM:,}: join some lines of cost")
    sequence = qmc.Sobol(dimensions, scramble=True, rng=seed) if dimensions else None
    for start in range(0, draws, BLOCK):
        size = min(BLOCK, draws - start)
        yield np.zeros((0, size)) if sequence is None else np.ascontiguousarray(sequence.random(BLOCK)[:size].T)
