"""Every plant, in the order of the census."""

from __future__ import annotations

from tests.support import plants_cells, plants_container, plants_opaque, plants_parts, plants_properties, plants_rare, plants_sheet

PLANTS = sorted(
    (
        *plants_cells.PLANTS,
        *plants_sheet.PLANTS,
        *plants_parts.PLANTS,
        *plants_opaque.PLANTS,
        *plants_properties.PLANTS,
        *plants_container.PLANTS,
        *plants_rare.PLANTS,
    ),
    key=lambda plant: (plant.channel, plant.label),
)
WRAPPINGS = plants_container.WRAPPINGS
