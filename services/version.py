"""The version of the panel: the top heading of CHANGELOG.md."""

VERSION = "0.1.0"
