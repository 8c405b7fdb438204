"""The checks that need the words of Cisco's devices, one file each; a new one is found."""
