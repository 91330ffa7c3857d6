"""Deployment targets: each kind has a transport, which publishes a release there and reads the last one."""
