"""Native charts: drawn by the program that opens the slides, from a sheet inside that an office can edit."""

from __future__ import annotations

from typing import Any

from audit.report.slides.look import FACE, GRID, INK, MUTED, QUIET, SMALL, WHITE
from audit.report.slides.pptx_base import rgb
from audit.report.slides.slide import Chart, Series

__all__ = ["add_chart"]

_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_NAMES = f'xmlns:c="{_CHART}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_GAP, _GAP_COLUMNS, _WHOLE = 45, 60, 100  # per cent of a bar that stays free between bars; overlap of stacked ones
_LABEL, _RIM, _THICK, _DOT = 14, 1.75, 2.5, 10  # points
_BAR_KINDS = ("bars", "columns", "stacked")


def add_chart(slide: Any, chart: Chart) -> Any:
    """Add a chart to a slide; returns its frame, which has no place yet. One series has no title of its own."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
    from pptx.util import Pt

    kinds = {
        "bars": XL_CHART_TYPE.BAR_CLUSTERED,
        "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
        "stacked": XL_CHART_TYPE.BAR_STACKED,
        "lines": XL_CHART_TYPE.LINE_MARKERS,
    }
    data = CategoryChartData(number_format=chart.formats)
    data.categories = chart.categories
    for one in chart.series:
        data.add_series(one.name, one.values)
    frame = slide.shapes.add_chart(kinds[chart.kind], 0, 0, 0, 0, data)
    drawn = frame.chart
    drawn.has_title = False
    drawn.font.size, drawn.font.name, drawn.font.color.rgb = Pt(_LABEL), FACE, rgb(INK)
    drawn.has_legend = len(chart.series) > 1
    if drawn.has_legend:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        _unnamed(drawn.legend, chart.series)
    _axes(drawn, chart)
    plot = drawn.plots[0]
    if chart.kind in _BAR_KINDS:
        plot.gap_width = _GAP if chart.kind != "columns" else _GAP_COLUMNS
        if chart.kind == "stacked":
            plot.overlap = _WHOLE
    for one, shown in zip(chart.series, plot.series, strict=True):
        (_bars if chart.kind in _BAR_KINDS else _line)(shown, one, chart)
    return frame


def _axes(drawn: Any, chart: Chart) -> None:
    """Values from 0 with light lines, or not at all where every bar has its number; names from the top down."""
    from pptx.enum.chart import XL_TICK_LABEL_POSITION, XL_TICK_MARK
    from pptx.util import Pt

    names, values = drawn.category_axis, drawn.value_axis
    names.has_major_gridlines, names.major_tick_mark = False, XL_TICK_MARK.NONE
    names.format.line.color.rgb = rgb(MUTED)
    values.minimum_scale, values.maximum_scale = chart.ends
    if chart.kind in ("bars", "stacked"):
        names.reverse_order = True
    if chart.kind == "lines":
        values.major_gridlines.format.line.color.rgb = rgb(GRID)
        values.format.line.fill.background()
        values.major_tick_mark = XL_TICK_MARK.NONE
        values.tick_labels.font.size, values.tick_labels.font.color.rgb = Pt(SMALL), rgb(MUTED)
        ticks = chart.formats.replace("0.0%", "0%")
        values.tick_labels.number_format, values.tick_labels.number_format_is_linked = ticks, False
        names.tick_label_position = XL_TICK_LABEL_POSITION.LOW  # under the chart where values lie below 0 as well
        return
    values.visible, values.has_major_gridlines = False, False


def _bars(shown: Any, one: Series, chart: Chart) -> None:
    """Bars with their numbers, inside where an interval is drawn over their end."""
    from pptx.enum.chart import XL_LABEL_POSITION
    from pptx.util import Pt

    shown.format.fill.solid()
    shown.format.fill.fore_color.rgb = rgb(one.colour)
    shown.invert_if_negative = False
    for at, colour in sorted(one.tints.items()):
        fill = shown.points[at].format.fill
        fill.solid()
        fill.fore_color.rgb = rgb(colour)
    if one.labelled:
        labels = shown.data_labels
        labels.show_value, labels.number_format, labels.number_format_is_linked = True, chart.formats, False
        inside = bool(one.high) or chart.kind == "stacked"
        labels.position = (
            XL_LABEL_POSITION.INSIDE_BASE if one.high else None if inside else XL_LABEL_POSITION.OUTSIDE_END
        )
        labels.font.size, labels.font.bold = Pt(_LABEL), True
        labels.font.color.rgb = rgb(WHITE if inside and _dark(one.colour) else INK)
        for at, words in chart.words.items():
            _worded(shown.points[at].data_label, words, XL_LABEL_POSITION.OUTSIDE_END)
        if one.high:
            for at in sorted(at for at, colour in one.tints.items() if _dark(colour)):
                _white(shown.points[at])
    if one.high:
        _interval(shown, one)


def _worded(label: Any, words: str, position: Any) -> None:
    """Words in the place of a number; the face stands on the run, where every program looks for it."""
    from pptx.util import Pt

    label.text_frame.text = words
    font = label.text_frame.paragraphs[0].runs[0].font
    font.size, font.bold, font.name, font.color.rgb = Pt(_LABEL), True, FACE, rgb(INK)
    label.position = position


def _white(point: Any) -> None:
    """A number inside a dark bar."""
    from pptx.enum.chart import XL_LABEL_POSITION
    from pptx.util import Pt

    font = point.data_label.font
    font.size, font.bold, font.color.rgb = Pt(_LABEL), True, rgb(WHITE)
    point.data_label.position = XL_LABEL_POSITION.INSIDE_BASE


def _dark(colour: str) -> bool:
    """Whether white can be read on a colour: its mean channel lies in the lower half."""
    channels = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return sum(channels) < 3 * 0x80


def _interval(shown: Any, one: Series) -> None:
    """Error bars from the value to its limits, as numbers of the chart; python-pptx has no name for them."""
    from pptx.oxml import parse_xml

    spans = "".join(
        f"<c:{name}><c:numLit><c:formatCode>General</c:formatCode>{_points(one, limits)}</c:numLit></c:{name}>"
        for name, limits in (("plus", one.high), ("minus", one.low))
    )
    bars = parse_xml(
        f'<c:errBars {_NAMES}><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>{spans}'
        f'<c:spPr><a:ln w="19050"><a:solidFill><a:srgbClr val="{INK.removeprefix("#")}"/></a:solidFill></a:ln></c:spPr>'
        "</c:errBars>"
    )
    element = shown._element
    element.insert(element.index(element.find(f"{{{_CHART}}}cat")), bars)


def _points(one: Series, limits: tuple[float | None, ...]) -> str:
    """Lengths of one side of the intervals."""
    pairs = enumerate(zip(one.values, limits, strict=True))
    known = [(at, abs(limit - value)) for at, (value, limit) in pairs if value is not None and limit is not None]
    points = "".join(f'<c:pt idx="{at}"><c:v>{length!r}</c:v></c:pt>' for at, length in known)
    return f'<c:ptCount val="{len(one.values)}"/>{points}'


def _line(shown: Any, one: Series, chart: Chart) -> None:
    """Marks for what was measured, a dashed line for what is only an example or a target."""
    from pptx.enum.chart import XL_LABEL_POSITION, XL_MARKER_STYLE
    from pptx.enum.dml import MSO_LINE
    from pptx.util import Pt

    shown.smooth = False
    line = shown.format.line
    if one.joined:
        line.color.rgb, line.width = rgb(one.colour), Pt(_THICK)
        if one.dashed:
            line.dash_style = MSO_LINE.DASH
    else:
        line.fill.background()
    marker = shown.marker
    marker.style = XL_MARKER_STYLE.CIRCLE if one.marked else XL_MARKER_STYLE.NONE
    if one.marked:
        marker.size = _DOT
        marker.format.fill.solid()
        marker.format.fill.fore_color.rgb = rgb(QUIET if one.hollow else one.colour)
        marker.format.line.color.rgb, marker.format.line.width = rgb(one.colour), Pt(_RIM)
    if one.labelled and chart.words:
        for at, words in chart.words.items():
            _worded(shown.points[at].data_label, words, XL_LABEL_POSITION.ABOVE)
    elif one.labelled:
        labels = shown.data_labels
        labels.show_value, labels.number_format, labels.number_format_is_linked = True, chart.formats, False
        labels.position = XL_LABEL_POSITION.BELOW if one.below else XL_LABEL_POSITION.ABOVE
        labels.font.size, labels.font.bold = Pt(_LABEL), True


def _unnamed(legend: Any, series: tuple[Series, ...]) -> None:
    """Take series out of the legend that another of the same look already names."""
    from pptx.oxml import parse_xml

    position = legend._element.find(f"{{{_CHART}}}legendPos")
    for at, one in reversed(list(enumerate(series))):
        if not one.named:
            entry = f'<c:legendEntry {_NAMES}><c:idx val="{at}"/><c:delete val="1"/></c:legendEntry>'
            position.addnext(parse_xml(entry))
