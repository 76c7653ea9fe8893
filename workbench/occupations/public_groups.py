"""The groups of two public systems of occupations: a small table of facts that is shipped.

ISCO-08: International Labour Organization, International Standard Classification of Occupations
2008, major and sub-major groups. SOC 2018: U.S. Bureau of Labor Statistics, Standard Occupational
Classification, major groups; O*NET codes begin with them. A crosswalk between the two is not given:
but for the armed forces, no major group of the SOC lies within one sub-major group of ISCO-08.
"""

import re

ISCO_SOURCE = "ILO, ISCO-08"
SOC_SOURCE = "U.S. Bureau of Labor Statistics, SOC 2018"

ISCO_GROUPS = {
    "0": "Armed forces occupations",
    "01": "Commissioned armed forces officers",
    "02": "Non-commissioned armed forces officers",
    "03": "Armed forces occupations, other ranks",
    "1": "Managers",
    "11": "Chief executives, senior officials and legislators",
    "12": "Administrative and commercial managers",
    "13": "Production and specialized services managers",
    "14": "Hospitality, retail and other services managers",
    "2": "Professionals",
    "21": "Science and engineering professionals",
    "22": "Health professionals",
    "23": "Teaching professionals",
    "24": "Business and administration professionals",
    "25": "Information and communications technology professionals",
    "26": "Legal, social and cultural professionals",
    "3": "Technicians and associate professionals",
    "31": "Science and engineering associate professionals",
    "32": "Health associate professionals",
    "33": "Business and administration associate professionals",
    "34": "Legal, social, cultural and related associate professionals",
    "35": "Information and communications technicians",
    "4": "Clerical support workers",
    "41": "General and keyboard clerks",
    "42": "Customer services clerks",
    "43": "Numerical and material recording clerks",
    "44": "Other clerical support workers",
    "5": "Service and sales workers",
    "51": "Personal service workers",
    "52": "Sales workers",
    "53": "Personal care workers",
    "54": "Protective services workers",
    "6": "Skilled agricultural, forestry and fishery workers",
    "61": "Market-oriented skilled agricultural workers",
    "62": "Market-oriented skilled forestry, fishery and hunting workers",
    "63": "Subsistence farmers, fishers, hunters and gatherers",
    "7": "Craft and related trades workers",
    "71": "Building and related trades workers, excluding electricians",
    "72": "Metal, machinery and related trades workers",
    "73": "Handicraft and printing workers",
    "74": "Electrical and electronic trades workers",
    "75": "Food processing, wood working, garment and other craft and related trades workers",
    "8": "Plant and machine operators, and assemblers",
    "81": "Stationary plant and machine operators",
    "82": "Assemblers",
    "83": "Drivers and mobile plant operators",
    "9": "Elementary occupations",
    "91": "Cleaners and helpers",
    "92": "Agricultural, forestry and fishery labourers",
    "93": "Labourers in mining, construction, manufacturing and transport",
    "94": "Food preparation assistants",
    "95": "Street and related sales and service workers",
    "96": "Refuse workers and other elementary workers",
}

SOC_GROUPS = {
    "11": "Management",
    "13": "Business and Financial Operations",
    "15": "Computer and Mathematical",
    "17": "Architecture and Engineering",
    "19": "Life, Physical, and Social Science",
    "21": "Community and Social Service",
    "23": "Legal",
    "25": "Educational Instruction and Library",
    "27": "Arts, Design, Entertainment, Sports, and Media",
    "29": "Healthcare Practitioners and Technical",
    "31": "Healthcare Support",
    "33": "Protective Service",
    "35": "Food Preparation and Serving Related",
    "37": "Building and Grounds Cleaning and Maintenance",
    "39": "Personal Care and Service",
    "41": "Sales and Related",
    "43": "Office and Administrative Support",
    "45": "Farming, Fishing, and Forestry",
    "47": "Construction and Extraction",
    "49": "Installation, Maintenance, and Repair",
    "51": "Production",
    "53": "Transportation and Material Moving",
    "55": "Military Specific",
}


def code_system(code: str) -> str:
    """Tell of which system a code is by its form; empty where it is of none.

    Examples
    --------
    >>> [code_system(code) for code in ("17-2041.00", "17-2041", "2145", "21", "x")]
    ['onet_soc', 'onet_soc', 'isco_08', 'isco_08', '']
    """
    if re.fullmatch(r"\d{2}-\d{4}(\.\d{2})?", code):
        return "onet_soc"
    return "isco_08" if re.fullmatch(r"\d{1,4}", code) else ""


def public_group(code: str) -> str:
    """Name the group a code lies in: sub-major (ISCO-08) or major (SOC); empty if there is none.

    Examples
    --------
    >>> public_group("17-2041.00"), public_group("2145"), public_group("2"), public_group("99")
    ('Architecture and Engineering', 'Science and engineering professionals', 'Professionals', '')
    """
    groups = {"onet_soc": SOC_GROUPS, "isco_08": ISCO_GROUPS}.get(code_system(code), {})
    return groups.get(code[:2], "")
