"""The posts every sample company has, whatever its size: leadership, specialists, one-offs.

One line a post: key; title; boss; unit; region; family; grade; seats; occupation; role;
margin at stake and budget in thousands a year; required degree. Role is m (management),
s (specialist), o (ordinary), v (specialist, vacant) or p (specialist, planned for later). Words
that return are shortened below.
"""

UNITS = {
    "M": "Management",
    "T": "Technology",
    "P": "Production",
    "Q": "Quality",
    "S": "Sales",
    "L": "Supply",
    "F": "Finance",
    "H": "HR and IT",
}
FAMILIES = {
    "Mgmt": "Management",
    "R&D": "Research and development",
    "Powder": "Powder and digital",
    "Process": "Process engineering",
    "Lab": "Laboratory",
    "Admin": "Administration",
    "Service": "Customer service",
    "HR": "Human resources",
    "IT": "Information technology",
}
REGIONS = {"N": "North", "E": "East", "S": "South", "W": "West"}

# The order of the lines fixes the ids of posts and of the people in them: new posts go to the end.
CORE_POSTS = """
ceo;Managing Director;;M;N;Mgmt;15;1;11-1011;m;9000;15000;master
assistant;Assistant to the Managing Director;ceo;M;N;Admin;6;1;43-6011;o;40;20;vocational
counsel;Legal counsel;ceo;M;N;Legal;10;1;23-1011;s;600;400;master
tech_head;Head of Technology;ceo;T;N;Mgmt;13;1;11-9041;m;6000;9000;doctorate
prod_head;Head of Production;ceo;P;E;Mgmt;13;1;11-3051;m;7500;14000;master
qual_head;Head of Quality;ceo;Q;N;Mgmt;13;1;11-9121;m;3500;3000;master
sales_head;Head of Sales;ceo;S;W;Mgmt;13;1;11-2022;m;7000;8000;bachelor
supply_head;Head of Supply;ceo;L;E;Mgmt;13;1;11-3061;m;4200;11000;bachelor
fin_head;Head of Finance;ceo;F;N;Mgmt;13;1;11-3031;m;1800;2500;master
hr_head;Head of HR and IT;ceo;H;N;Mgmt;13;1;11-3121;m;1300;3500;master
liquid_mgr;Liquid coatings manager;tech_head;T;N;R&D;11;1;11-9121;m;3800;2600;doctorate
powder_mgr;Powder and digital coatings manager;tech_head;T;W;Powder;11;1;11-9121;m;3600;2400;master
process_mgr;Process engineering manager;tech_head;T;E;Process;11;1;11-9041;m;3000;2200;master
colour_mgr;Colour and application manager;tech_head;T;S;Lab;10;1;11-9121;m;2000;900;master
primer_lead;Primer systems lead;liquid_mgr;T;N;R&D;9;1;11-9121;m;1900;350;master
topcoat_lead;Topcoat systems lead;liquid_mgr;T;N;R&D;9;1;11-9121;m;1500;350;master
water_lead;Waterborne systems lead;liquid_mgr;T;N;R&D;9;1;11-9121;m;1700;400;master
powder_lead;Powder development lead;powder_mgr;T;W;Powder;9;1;11-9121;m;1800;380;master
digital_lead;Digital coating lead;powder_mgr;T;W;Powder;9;1;11-9041;m;1700;420;master
colour_lead;Colour laboratory lead;colour_mgr;T;S;Lab;8;1;11-9121;m;900;150;bachelor
primer_engineer;Formulation engineer, primer;primer_lead;T;N;R&D;8;2;17-2041;s;5200;150;master
primer_chemist;Chemist, primer;primer_lead;T;N;R&D;7;2;19-2031;s;500;40;bachelor
topcoat_engineer;Formulation engineer, topcoat;topcoat_lead;T;N;R&D;8;3;17-2041;s;900;90;master
topcoat_lab;Laboratory technician, topcoat;topcoat_lead;T;N;Lab;5;3;19-4031;o;180;5;vocational
water_engineer;Formulation engineer, waterborne;water_lead;T;N;R&D;8;3;17-2041;s;1000;90;master
water_lab;Laboratory technician, waterborne;water_lead;T;N;Lab;5;3;19-4031;o;180;5;vocational
resin_chemist;Resin chemist;liquid_mgr;T;N;R&D;9;1;19-2031;s;1500;120;doctorate
extrusion_engineer;Powder extrusion engineer;powder_lead;T;W;Powder;8;1;17-2041;s;3900;160;master
curing_scientist;Curing scientist;powder_mgr;T;W;Powder;8;1;19-2032;s;3100;140;doctorate
powder_engineer;Powder formulation engineer;powder_lead;T;W;Powder;8;3;17-2041;s;900;80;master
inkjet_engineer;Inkjet coating engineer;digital_lead;T;W;Powder;8;1;17-2131;s;4100;180;master
digital_engineer;Digital coating engineer;digital_lead;T;W;Powder;8;4;17-2131;s;1300;70;master
pilot_lead;Pilot plant lead;process_mgr;T;E;Process;9;1;11-9041;m;1100;500;bachelor
pilot_tech;Pilot plant technician;pilot_lead;T;E;Lab;5;4;19-4031;o;250;5;vocational
controls;Process control programmer;process_mgr;T;E;Process;8;1;17-2072;v;3300;130;bachelor
colour_technician;Colour laboratory technician;colour_lead;T;S;Lab;5;1;19-4031;s;4800;60;vocational
application_tech;Application technician;colour_lead;T;S;Lab;5;4;19-4031;o;220;5;vocational
application_engineer;Application engineer;colour_mgr;T;S;Lab;8;2;17-2041;s;700;60;bachelor
happiness;Chief Happiness Ambassador;hr_head;H;S;Admin;5;1;27-3031;o;0;0;secondary
vice_coordinator;Global Senior Vice Coordinator;sales_head;S;W;Admin;5;1;43-6011;o;0;0;secondary
evangelist;Principal Strategic Evangelist;marketing_mgr;S;N;Admin;5;1;27-3031;o;0;0;secondary
plant_north;Plant manager, North;prod_head;P;N;Production;11;1;11-3051;m;4200;6500;bachelor
plant_east;Plant manager, East;prod_head;P;E;Production;11;1;11-3051;m;4600;7000;bachelor
plant_south;Plant manager, South;prod_head;P;S;Production;11;1;11-3051;m;3900;5800;bachelor
plant_west;Plant manager, West;prod_head;P;W;Production;11;1;11-3051;m;3700;5500;bachelor
safety_north;Safety officer, North;plant_north;P;N;Quality;7;1;19-5011;s;300;80;bachelor
safety_east;Safety officer, East;plant_east;P;E;Quality;7;1;19-5011;s;300;80;bachelor
safety_south;Safety officer, South;plant_south;P;S;Quality;7;1;19-5011;s;300;80;bachelor
safety_west;Safety officer, West;plant_west;P;W;Quality;7;1;19-5011;v;300;80;bachelor
dispersion_setter;Bead mill setter;plant_east;P;E;Production;6;1;51-9021;s;3800;45;vocational
improvement;Continuous improvement engineer;prod_head;P;E;Process;8;2;17-2112;s;500;110;bachelor
qa_mgr;Quality assurance manager;qual_head;Q;N;Quality;10;1;11-9121;m;1900;700;master
regulatory_lead;Regulatory affairs lead;qual_head;Q;N;Regulatory;9;1;11-9121;m;1800;350;master
supplier_quality;Supplier quality engineer;qual_head;Q;E;Quality;8;2;17-2112;s;500;60;bachelor
auditor;Internal auditor;qa_mgr;Q;N;Quality;7;1;13-1041;v;250;30;bachelor
complaints;Complaints engineer;qa_mgr;Q;W;Quality;7;2;17-2112;s;450;60;bachelor
registration;Registration officer;regulatory_lead;Q;N;Regulatory;7;1;13-1041;s;4300;120;master
hazards;Product safety specialist;regulatory_lead;Q;N;Regulatory;7;2;19-5011;s;400;40;bachelor
sales_north;Regional sales director, North;sales_head;S;N;Sales;11;1;11-2022;m;3600;1800;bachelor
sales_east;Regional sales director, East;sales_head;S;E;Sales;11;1;11-2022;m;3000;1500;bachelor
sales_south;Regional sales director, South;sales_head;S;S;Sales;11;1;11-2022;m;3300;1600;bachelor
sales_west;Regional sales director, West;sales_head;S;W;Sales;11;1;11-2022;m;3500;1700;bachelor
kam_rail;Account manager, rail vehicles;sales_west;S;W;Sales;8;1;41-9031;s;5600;140;bachelor
kam_furniture;Account manager, furniture;sales_east;S;E;Sales;8;1;41-4011;v;1500;90;bachelor
kam_auto;Account manager, automotive parts;sales_south;S;S;Sales;9;1;41-4011;s;2100;120;bachelor
kam_wind;Account manager, wind energy;sales_north;S;N;Sales;8;1;41-4011;s;1700;100;bachelor
marketing_mgr;Marketing manager;sales_head;S;N;Marketing;10;1;11-2021;m;900;1500;bachelor
product_liquid;Product manager, liquid;marketing_mgr;S;N;Marketing;8;1;13-1161;s;700;300;bachelor
product_powder;Product manager, powder;marketing_mgr;S;W;Marketing;8;1;13-1161;v;700;300;bachelor
pricing;Pricing analyst;marketing_mgr;S;N;Marketing;7;1;13-1161;v;800;20;bachelor
service_mgr;Technical service manager;sales_head;S;S;Service;9;1;11-2022;m;1300;600;bachelor
service_expert;Technical service expert;service_mgr;S;S;Service;8;3;41-4011;s;600;40;bachelor
purchasing_mgr;Purchasing manager;supply_head;L;E;Purchasing;10;1;11-3061;m;2500;9000;bachelor
pigment_buyer;Pigment buyer;purchasing_mgr;L;E;Purchasing;7;1;13-1023;s;3700;2500;bachelor
resin_buyer;Resin buyer;purchasing_mgr;L;E;Purchasing;7;1;13-1023;v;1200;3000;bachelor
packaging_buyer;Packaging buyer;purchasing_mgr;L;E;Purchasing;6;2;13-1023;o;350;1200;vocational
logistics_mgr;Logistics manager;supply_head;L;E;Logistics;10;1;11-3071;m;1700;5000;bachelor
customs;Customs specialist;logistics_mgr;L;N;Logistics;6;2;13-1081;s;300;30;vocational
planning_mgr;Planning manager;supply_head;L;E;Logistics;9;1;11-3071;m;1500;200;bachelor
demand_planner;Demand planner;planning_mgr;L;E;Logistics;7;3;13-1081;s;450;20;bachelor
controlling_mgr;Controlling manager;fin_head;F;N;Finance;10;1;11-3031;m;1900;250;master
controller;Plant controller;controlling_mgr;F;N;Finance;7;4;13-2051;s;250;10;bachelor
accounting_mgr;Accounting manager;fin_head;F;N;Finance;9;1;11-3031;m;500;250;bachelor
tax;Tax specialist;accounting_mgr;F;N;Finance;8;1;13-2011;v;250;60;bachelor
treasurer;Treasurer;fin_head;F;N;Finance;9;1;13-2051;s;700;100;bachelor
hr_mgr;Human resources manager;hr_head;H;N;HR;10;1;11-3121;m;600;900;bachelor
recruiter;Recruiter;hr_mgr;H;N;HR;6;2;13-1071;o;200;80;bachelor
trainer;Training coordinator;hr_mgr;H;N;HR;6;1;13-1151;o;100;150;bachelor
payroll;Payroll specialist;hr_mgr;H;N;HR;5;2;43-3051;o;150;0;vocational
it_mgr;Information technology manager;hr_head;H;N;IT;10;1;11-3021;m;1600;2600;bachelor
erp_admin;Business systems administrator;it_mgr;H;N;IT;8;2;15-1252;s;900;150;bachelor
security;Information security officer;it_mgr;H;N;IT;8;1;15-1212;s;900;120;bachelor
data_engineer;Plant data engineer;it_mgr;H;E;IT;8;2;15-1252;s;800;80;bachelor
tooling_engineer;Line automation engineer;process_mgr;T;S;Process;8;1;17-2072;v;900;100;bachelor
inkjet_line;Inkjet line engineer, second line;digital_lead;T;W;Powder;7;2;17-2131;p;150;60;master
inkjet_setter;Inkjet line setter, second line;digital_lead;T;W;Powder;5;2;19-4031;p;80;5;vocational
line_start;Start-up engineer, second line;process_mgr;T;W;Process;8;1;17-2112;p;120;80;bachelor
drum_return;Drum return coordinator;logistics_mgr;L;E;Logistics;6;1;13-1081;p;60;40;bachelor
"""
