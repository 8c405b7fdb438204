"""Results of earlier runs, kept for as long as nothing has changed that they depend on."""
