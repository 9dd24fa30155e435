"""Providers, their agreements and prices, and the hours that were approved: what delivery stands on."""
