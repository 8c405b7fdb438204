"""PowerShell scripts, from their text to the commands in them; see about_Parsing."""
