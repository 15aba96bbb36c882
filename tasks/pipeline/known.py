"""What the numbers of an edited report are held against beside a version's own figures."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from tasks.catalogue import Catalogue
from tasks.model import Document, Figure, RegionYear, Value
from tasks.pipeline.names import review_of
from tasks.review.verify import Known
from tasks.settings import Settings
from tasks.wording.naming import Figures, figure
from tasks.writers.sources import entry, source


@dataclass(frozen=True)
class Behind:
    """The values of a RegionYear: those of a rendered version, and everything curated."""

    settings: Settings
    catalogue: Catalogue
    place: RegionYear
    document: Document | None

    def known(self) -> Known:
        """As the check takes it; curated tables are read when they are first asked for."""
        rendered = (lambda: self._rendered) if self.document is not None else None
        return Known(lambda: self._figures, self._source_of_value, self._source_of_figure, rendered)

    @property
    def is_known(self) -> bool:
        """Whether there is any value."""
        return bool(self._values)

    @cached_property
    def _values(self) -> dict[str, Value]:
        curated = {value.key: value for value in self._curated() if value.chosen}
        return curated | (dict(self.document.values) if self.document else {})

    def _curated(self) -> tuple[Value, ...]:
        # SQLAlchemy and Arrow take most of a second to import: only where a number asks for them
        from tasks.pipeline.curated_tables import read_values
        from tasks.store.registry import open_registry, registry_is_there
        from tasks.store.tables import DamagedPartError

        if not registry_is_there(self.settings.registry_url):
            return ()
        with open_registry(self.settings.registry_url) as registry:
            build = registry.current_build(self.place)
            with suppress(DamagedPartError):
                return read_values(self.settings, build) if build is not None else ()
        return ()

    @cached_property
    def _figures(self) -> Figures:
        return self._named(self._values)

    @cached_property
    def _rendered(self) -> Figures:
        return self._named(self.document.values if self.document is not None else {})

    def _named(self, values: Mapping[str, Value]) -> Figures:
        year = self.place.year
        found = [
            figure(self.catalogue.indicators[one.indicator], one.period, one.value, one.hedge, one.step)
            for one in values.values()
            if one.indicator in self.catalogue.indicators
        ]
        return Figures(
            year=year,
            town=self.catalogue.regions[self.place.region].name,
            now=[one for one in found if one.period == str(year)],
            before={one.indicator.code: one for one in found if one.period == str(year - 1)},
        )

    def _source_of_value(self, key: str) -> str:
        printed = self.document.values if self.document is not None else {}
        values = printed if key in printed else self._values
        value = values.get(key)
        return entry(value, values, review_of(self.catalogue)).brief if value is not None else ""

    def _source_of_figure(self, printed: Figure) -> str:
        return source(self.document, printed, review_of(self.catalogue)).brief if self.document else ""
