"""Every letter of a case that is not its decision: written from the case, frozen when it is sent."""
