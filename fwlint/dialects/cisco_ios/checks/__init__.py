"""The checks that need the words of IOS: one file each. A new file here is found by itself."""
