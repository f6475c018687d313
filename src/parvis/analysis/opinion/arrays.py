"""Names for kinds of arrays."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Labels = NDArray[np.int32]
Indices = NDArray[np.int32]
Values = NDArray[np.int8]
