"""The words of the verdicts on flows and of the states of markets."""

DRAIN = "drain"
GAINED = "gain"
NO_CHANGE = "no change that can be told"
DEFINITION = "only a definition change"
SEASON = "only a season"
SUPPRESSED = "only suppressed cells"
TOO_FEW = "too few periods"
# The most pressing first.
ORDER = (DRAIN, SUPPRESSED, DEFINITION, SEASON, TOO_FEW, NO_CHANGE, GAINED)

TIGHTER = "tighter"
EASIER = "easier"
NOISE = "not beyond noise"
UNKNOWN = "unknown"
