"""方格表: the national tables, typed as they are printed."""
