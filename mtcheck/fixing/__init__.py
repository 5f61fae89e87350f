"""Applying the fixes that hold in every context, and nothing that makes a text worse.

A safe fix is the first suggestion of a finding with ``safe_fix``.
"""

from mtcheck.fixing.choice import edit_of, safe_fixes
from mtcheck.fixing.fixer import Fixed, Fixer
from mtcheck.fixing.patch import patch_of

__all__ = ["Fixed", "Fixer", "edit_of", "patch_of", "safe_fixes"]
