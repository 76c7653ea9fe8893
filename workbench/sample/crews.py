"""The crews of a sample company: a lead and a worker post, as many as its size asks for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Crew:
    """A lead with a worker post; ``{r}`` in ``boss`` stands for the region in small letters.

    ``per_thousand`` counts crews in each of ``regions`` for a company of 1,000 people.
    """

    lead: str
    worker: str
    boss: str
    unit: str
    family: str
    lead_grade: int
    worker_grade: int
    seats: int
    regions: str
    per_thousand: int
    lead_occupation: str
    occupation: str
    degree: str


SUPPORT_CREWS = (
    Crew("Warehouse lead", "Warehouse operative", "logistics_mgr", "Supply", "Logistics",
         6, 2, 8, "NESW", 2, "51-1011", "53-7065", "secondary"),
    Crew("Quality laboratory lead", "Quality control technician", "qa_mgr", "Quality", "Quality",
         8, 4, 8, "NESW", 1, "11-9121", "51-9061", "vocational"),
    Crew("Maintenance lead", "Maintenance technician", "plant_{r}", "Production", "Maintenance",
         8, 5, 9, "NESW", 1, "49-1011", "49-9041", "vocational"),
    Crew("Area sales manager", "Sales representative", "sales_{r}", "Sales", "Sales",
         9, 6, 7, "NESW", 2, "11-2022", "41-4011", "vocational"),
    Crew("Customer service lead", "Customer service agent", "sales_{r}", "Sales",
         "Customer service", 7, 4, 5, "NESW", 1, "41-1012", "43-4051", "vocational"),
    Crew("Technical service lead", "Technical service adviser", "service_mgr", "Sales",
         "Customer service", 8, 6, 4, "NESW", 1, "41-1012", "41-4011", "vocational"),
    Crew("Laboratory team lead", "Chemist", "liquid_mgr", "Technology",
         "Research and development", 8, 7, 3, "NES", 1, "11-9121", "19-2031", "bachelor"),
    Crew("Process engineering team lead", "Process engineer", "process_mgr", "Technology",
         "Process engineering", 9, 7, 5, "NESW", 1, "11-9041", "17-2041", "bachelor"),
    Crew("Accounting team lead", "Accountant", "accounting_mgr", "Finance", "Finance",
         7, 5, 5, "NEW", 1, "13-2011", "13-2011", "vocational"),
    Crew("Systems team lead", "Systems engineer", "it_mgr", "HR and IT", "Information technology",
         8, 6, 6, "NE", 1, "11-3021", "15-1232", "vocational"),
    Crew("HR services lead", "HR specialist", "hr_mgr", "HR and IT", "Human resources",
         7, 5, 4, "NS", 1, "11-3121", "13-1071", "vocational"),
    Crew("Production planning lead", "Production planner", "planning_mgr", "Supply", "Logistics",
         7, 5, 3, "NESW", 1, "13-1081", "43-5061", "vocational"),
)  # fmt: skip

AREAS = ("Mixing", "Grinding", "Filling", "Tinting", "Packing", "Resin", "Powder", "Recovery")
FILLING_OCCUPATION = "51-9111"
MIXING_OCCUPATION = "51-9023"
