"""正文: texts in which the numbers are alive."""
