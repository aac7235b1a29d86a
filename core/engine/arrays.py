"""The kinds of array the engine works with. Axes always come as draws, years, then the rest."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.intp]
Flags = NDArray[np.bool_]
