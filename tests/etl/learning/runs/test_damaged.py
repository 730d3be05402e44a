"""A refresh beside a build that cannot be read."""

from tests.etl.processes.running import Program, served


def test_a_damaged_build_does_not_keep_a_refresh_from_making_the_next(program: Program) -> None:
    answers = program.given(counter={"2024-02-01": 100})
    first = program.etl("refresh", "counter", "--from", answers)
    assert first.returncode == 0, first.stderr
    build = served(program.var)
    build.write_bytes(build.read_bytes()[:5000])
    second = program.etl("refresh", "counter", "--from", answers)
    assert second.returncode == 0, second.stderr
    assert program.rows()["count", "2024-02-01"] == 100
    assert [(line["build"], line["problem"], line["verdicts"]) for line in program.history()] == [
        (build.name, "", []),
        (served(program.var).name, "", []),
    ]
