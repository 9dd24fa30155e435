"""An invented person's national identity number, and one whose check digits are wrong."""

from datetime import date

from rettvis.edges.identity import synthetic_national_ids

INVENTED = next(synthetic_national_ids(date(1980, 5, 1)))
WRONG = INVENTED[:-1] + str((int(INVENTED[-1]) + 1) % 10)
