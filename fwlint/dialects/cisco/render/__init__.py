"""Rules of the common model as entries of access lists."""
