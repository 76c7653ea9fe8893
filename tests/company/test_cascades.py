from tests.company.conftest import EMPLOYEES, POSITIONS, Write, check, fault

AREAS = "result_area_id,position_id,area,share\nR1,P2,Recipes,1\nR2,P3,Sales,1\n"


def test_table_that_cannot_be_read_does_not_spoil_those_that_refer_to_it(write: Write) -> None:
    folder = write(positions=POSITIONS.replace("position_id", "Post no."), result_areas=AREAS)
    result = check(folder)
    assert [f.code for f in result.faults if f.level != "note"] == ["missing_column"]
    assert fault(result, "not_checked").found == (
        "ids that refer to positions were not checked further"
    )
    assert result.account.set_index("table")["set_aside"].to_dict() == {
        "employees": 0,
        "result_areas": 0,
    }


def test_file_that_cannot_be_read_does_not_spoil_those_that_refer_to_it(write: Write) -> None:
    result = check(write(positions=bytes(range(256)), result_areas=AREAS))
    assert [f.code for f in result.faults if f.level != "note"] == ["not_a_table"]
    assert len([f for f in result.faults if f.code == "not_checked"]) == 1


def test_wrong_from_in_the_settings_is_one_fault(write: Write) -> None:
    result = check(write(result_areas=AREAS), tables={"positions": {"from": "Postss"}})
    assert [f.code for f in result.faults if f.level != "note"] == ["missing_table"]
    assert [f.code for f in result.faults if f.level == "note"] == [
        "ignored_tables",
        "not_checked",
    ]


def test_one_of_several_sources_that_fails_leaves_references_alone(write: Write) -> None:
    north = "position_id,title\nP1,Managing director\n"
    folder = write(positions=None, north=north, south="Post,title\nP2,Head\nP3,Sales\n")
    feeds = [{"from": "north"}, {"from": "south"}]
    result = check(folder, tables={"positions": feeds})
    assert [f.code for f in result.faults if f.level != "note"] == ["missing_column"]
    assert fault(result, "not_checked").table == "positions"


def test_table_that_is_not_given_still_counts_against_what_needs_it(write: Write) -> None:
    result = check(write(requirements="position_id,competency_id,level\nP1,C1,3\n"))
    assert fault(result, "missing_table").level == "set_aside"
    assert not [f for f in result.faults if f.code == "not_checked"]


def test_empty_optional_file_does_not_hide_what_refers_to_it(write: Write) -> None:
    folder = write(
        competencies="", requirements="position_id,competency_id,level\nP1,C1,3\n",
        employees=EMPLOYEES,
    )  # fmt: skip
    result = check(folder)
    assert fault(result, "missing_table").level == "set_aside"
