"""Registry hives made for the tests: a writer, and the script that writes the fixtures anew."""
