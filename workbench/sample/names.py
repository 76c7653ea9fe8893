"""Invented names; two people may share one, as in any company."""

from workbench.sample.draw import Draw

_FIRST = (
    "Ada Amir Anouk Arjun Astrid Bela Birgit Carmen Chidi Dana Dario Elif Emil Farah Felix Greta "
    "Hana Hugo Ines Ivo Jana Jonas Kemal Lena Liam Lucia Malik Maja Mei Nadia Nils Olga Pablo "
    "Priya Rosa Samir Signe Tomas Vera Yusuf"
)

_LAST = (
    "Adler Almeida Ashdown Bakke Baran Bellini Berg Bhatt Brandt Castell Chen Costa Dahl Demir "
    "Drozd Eklund Faber Farouk Ferrer Gallo Grau Hadid Halle Haas Holm Ibarra Iyer Jansen Joshi "
    "Kaya Keller Kim Koval Kruse Laine Lind Lopes Marek Mensah Moreau Nowak Nyberg Okoro Oliva "
    "Osman Park Petrov Quist Rahn Rossi Saar Sato Silva Stein Tamm Uddin Varga Weiss Wolff Zeman"
)
FIRST_NAMES = _FIRST.split()
LAST_NAMES = _LAST.split()


def person_name(draw: Draw) -> str:
    """Put a first and a last name together; the 2,400 pairs repeat among 1,000 people."""
    return f"{draw.pick(FIRST_NAMES)} {draw.pick(LAST_NAMES)}"
