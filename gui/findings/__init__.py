"""检查结果: what is wrong or doubtful, as a list."""
