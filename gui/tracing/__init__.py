"""来历: where a figure comes from, and into which figures an entry goes."""
