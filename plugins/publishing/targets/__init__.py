"""Releases and deployment targets: a build becomes a release with a manifest, which a transport publishes to a target."""
