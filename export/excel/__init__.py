"""Excel 工作簿: the official tables with live sums and checks, and a plain sheet to take back.

Every number equals the page: a total is a live formula only where its parts make up the printed
value, else the number itself. The value of each formula is written beside it, so that readers
that do not calculate (previews, imports) show the same.
"""
