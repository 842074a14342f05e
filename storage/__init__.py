"""What is kept and what it means: data file, formats, report, figures and checks."""
