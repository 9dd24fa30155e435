"""A synthetic municipality to try Rettvis in: invented persons, shaped on published figures."""
