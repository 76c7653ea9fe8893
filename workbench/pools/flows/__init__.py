"""In and out of the pools: yield, time in the pool, whether readiness came true, replenishment."""
