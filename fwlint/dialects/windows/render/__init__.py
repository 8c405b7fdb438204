"""What writing rules has in common, whatever the shape of the export: the way back to a store."""
