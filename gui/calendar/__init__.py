"""工作日历: the days of a year, worked or not, and the clerk's word on them."""
