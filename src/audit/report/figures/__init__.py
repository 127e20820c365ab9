"""Charts as SVG, drawn from shown rows only: a hidden row has no number and so no place in a drawing."""

from audit.report.figures.age_sex import age_sex
from audit.report.figures.area_map import MapArea, MapPanels, area_map
from audit.report.figures.around_cutoff import bars_around_cutoff
from audit.report.figures.canvas import PHONE, WIDE, Paper
from audit.report.figures.caterpillar import caterpillar
from audit.report.figures.digits import bars_digits
from audit.report.figures.dots import dot_interval
from audit.report.figures.funnel import funnel
from audit.report.figures.funnel_plot import funnel_plot
from audit.report.figures.prevalence_look import PrevalenceLook
from audit.report.figures.published import PublishedPoint, published_panel
from audit.report.figures.severity import stacked_severity
from audit.report.figures.tiles import TileRows, tile_grid

__all__ = [
    "PHONE",
    "WIDE",
    "MapArea",
    "MapPanels",
    "Paper",
    "PrevalenceLook",
    "PublishedPoint",
    "TileRows",
    "age_sex",
    "area_map",
    "bars_around_cutoff",
    "bars_digits",
    "caterpillar",
    "dot_interval",
    "funnel",
    "funnel_plot",
    "published_panel",
    "stacked_severity",
    "tile_grid",
]
