"""Neural quality estimation by a COMET or xCOMET checkpoint, in a Python of its own.

unbabel-comet and spaCy ask for versions of numpy that exclude each other, so the checkpoint is
loaded by another interpreter (``worker.py``), which stays for the whole run.
"""

from mtcheck.comet.client import Prediction, predicted

__all__ = ["Prediction", "predicted"]
