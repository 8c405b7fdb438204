"""The checks that speak of packets: one file each. A new file here is found by itself."""
