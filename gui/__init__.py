"""What is seen. The only folder that imports PySide6."""
