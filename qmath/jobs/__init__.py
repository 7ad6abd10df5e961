"""Jobs: files of problems in, files of solutions out."""
