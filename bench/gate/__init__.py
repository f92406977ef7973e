"""The gate: scores a run layer by layer against gold, and holds every figure above its pinned floor."""
