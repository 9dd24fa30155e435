"""The rules of the right to BPA: one case, ten million cases, sixteen what-ifs, each beside OpenFisca."""
