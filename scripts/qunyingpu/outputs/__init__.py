"""The outputs: each reads a `PublishedBook` and yields artifacts; none imports another, reads a file or a clock."""
