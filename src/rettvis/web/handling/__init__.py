"""The case clock on the screen: a case’s timeline, the preliminary reply, and figures of handling time."""
