"""The codes of papers: enough chance that nobody finds one by trying."""

from math import log2

from services import identity


def test_the_code_of_a_paper_has_at_least_sixty_random_bits():
    assert len(identity.paper_code()) * log2(len(identity.ALPHABET)) >= 60
    assert identity.paper_code() != identity.paper_code()
