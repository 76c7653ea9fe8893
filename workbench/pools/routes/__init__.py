"""Make, buy or borrow: routes to each gap and the mix that closes them in time at least cost."""
