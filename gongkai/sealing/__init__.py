"""Sealing (加密保存): short texts about persons, unreadable at rest. No Django, no clock.

    sealer(path).seal("13900000000", "申请人电话")  ->  bytes for the database
    sealer(path).unseal(those, "申请人电话")        ->  the text, or SealBroken
    sealer(path).seal_bytes(photo, "身份证明")      ->  the same for a small file; `unseal_bytes` opens it
    sealer(path).mark("13900000000", "申请人电话")  ->  64 hex digits, equal for equal texts, to look up by

A *purpose* names the field a text belongs to and is bound into the seal: what was sealed as a telephone number
does not open as an address. Add a record's own key to the purpose where rows must not be swapped either.
"""

from gongkai.sealing.keys import KeysUnusable
from gongkai.sealing.seal import SealBroken, Sealer, sealer

__all__ = ["KeysUnusable", "SealBroken", "Sealer", "sealer"]
