"""Question → grounded answer, and the rooms where it is asked for."""

import os

# Our matrices are small: a second thread of OpenBLAS's costs more to wake than it saves, and
# made reading three times slower. It has to be said before NumPy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
