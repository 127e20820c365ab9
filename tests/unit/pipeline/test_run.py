"""The order in which a run takes its districts."""

from pathlib import Path

from audit.pipeline import find_project, load_params
from audit.pipeline.run import largest_first


def test_the_district_with_most_desa_goes_first_and_none_is_lost():
    project = find_project(Path(__file__).parent)
    audits = [load_params(path, root=project.root) for path in project.params_files]
    ordered = [params.district.code for params in largest_first(audits)]
    assert ordered[0] == "14.03"  # Kabupaten Bengkalis, the only kabupaten among the five, of 136 desa and more
    assert sorted(ordered) == sorted(params.district.code for params in audits)
