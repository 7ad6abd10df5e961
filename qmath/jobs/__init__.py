"""Many problems or programs: files in, rows out."""
