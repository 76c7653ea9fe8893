"""Who leaves, period by period: a discrete-time hazard that has to beat the rates of families."""
