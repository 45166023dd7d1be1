"""What may be uploaded, and how a file is made harmless before it is kept."""
