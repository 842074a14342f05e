"""台账: the lists a clerk fills through the year, as table and as form."""
