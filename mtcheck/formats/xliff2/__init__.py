"""Whether a file keeps the XLIFF 2.1 specification: the schemas, and what they cannot say."""

from mtcheck.formats.xliff2.faults import Fault
from mtcheck.formats.xliff2.validity import faults_in

__all__ = ["Fault", "faults_in"]
