"""Outlines of areas made light enough for a page, with borders that neighbours share still shared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

__all__ = ["light_outlines"]

_FINEST = 1500  # steps over the larger side of the map: a step is less than a pixel of a page
_COARSER = 1.25
_MOST_POINTS = 8000  # about 100 kB of SVG
_SMALLEST = 2  # steps that the smallest islet is wide

Rings = tuple[np.ndarray, ...]


def light_outlines(shapes: Mapping[str, Sequence[np.ndarray]]) -> dict[str, Rings]:
    """Degrees as whole steps from the south-west corner, one step as long eastward as northward (equirectangular).

    Every point is moved to the nearest of a grid, neighbours' common points to the same one, so no gap opens between
    them; points in a straight line are left out. The grid is coarsened until the map has at most 8,000 points. Rings
    smaller than a step are left out; an area of such rings only becomes a square of two steps.
    """
    points = np.vstack([ring for rings in shapes.values() for ring in rings])
    low, high = points.min(axis=0), points.max(axis=0)
    shrink = np.array([np.cos(np.radians((low[1] + high[1]) / 2)), 1.0])  # a degree eastward, in degrees northward
    step = max(float(((high - low) * shrink).max()), 1e-9) / _FINEST
    while True:
        light = {code: _area(rings, low, shrink / step) for code, rings in shapes.items()}
        if sum(len(ring) for rings in light.values() for ring in rings) <= max(_MOST_POINTS, 5 * len(shapes)):
            return light
        step *= _COARSER


def _area(rings: Sequence[np.ndarray], low: np.ndarray, scale: np.ndarray) -> Rings:
    snapped = [_straightened(np.rint((ring - low) * scale)) for ring in rings]
    kept = tuple(ring for ring in snapped if len(ring) > 3)
    return kept or (_square(np.rint((np.vstack(rings).mean(axis=0) - low) * scale)),)


def _straightened(ring: np.ndarray) -> np.ndarray:
    """Without points that repeat the one before, and without those between two in a straight line."""
    ring = ring[np.append(True, (np.diff(ring, axis=0) != 0).any(axis=1))]
    if len(ring) < 4:
        return ring[:0]
    inner = ring[:-1]
    before, after = inner - np.roll(inner, 1, axis=0), np.roll(inner, -1, axis=0) - inner
    corners = inner[before[:, 0] * after[:, 1] != before[:, 1] * after[:, 0]]
    return np.vstack([corners, corners[:1]])


def _square(middle: np.ndarray) -> np.ndarray:
    half = _SMALLEST / 2
    return middle + half * np.array([[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]])
