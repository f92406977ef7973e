"""What measures hearsay: benchmarks, the gate, the world generator."""
