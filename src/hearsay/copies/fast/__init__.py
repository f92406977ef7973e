"""The compiled engine for large piles: the steps of the array engine, text by text, in loops made into machine code.

It imports numba: only ``hearsay.copies.passages`` loads it, and only for a pile that is large enough.
"""
