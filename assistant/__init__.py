"""Question → grounded answer, and the rooms where it is asked for."""

import os
import sys

# Our matrices are small: a second thread of OpenBLAS's costs more to wake than it saves, and
# made reading three times slower. It has to be said before NumPy is imported; in a run of pytest,
# where we may be a plugin of somebody else's tests, it is not ours to say.
if "_pytest" not in sys.modules:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
