import pytest

from audit.language import LANGUAGES, text
from audit.reference.anthropometry_rules import CLASSES, FLAG_LIMITS, INDICES


def test_every_index_has_flag_limits():
    assert tuple(FLAG_LIMITS) == INDICES


@pytest.mark.parametrize("scheme", CLASSES)
def test_cut_offs_separate_the_classes(scheme):
    for classes in CLASSES[scheme].values():
        cuts = [*classes.below, *classes.above]
        assert cuts == sorted(cuts)
        assert len(classes.ids) == len(cuts) + 1 == len(set(classes.ids))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_class_has_a_label(language):
    for scheme in CLASSES.values():
        for index, classes in scheme.items():
            labels = [text(f"anthropometry.class.{index}.{id}", language) for id in classes.ids]
            assert len(set(labels)) == len(labels)
