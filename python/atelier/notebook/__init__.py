"""What a notebook calls; each call asks the ground it is on."""
