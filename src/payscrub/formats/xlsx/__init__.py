"""Excel workbooks: the container, its parts, the cells, and what is done with each."""
