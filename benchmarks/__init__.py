"""Measurements: us and the peer in the same run. `python -m benchmarks NAME [PATH]`."""
