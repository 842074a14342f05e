"""图: the pictures of a year on 概览."""
