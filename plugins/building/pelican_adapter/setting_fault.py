"""A fault of the settings themselves, told with its place in the settings file."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from plugins.building.pelican_adapter.settings_lines import setting_places
from plugins.problems.stop_build import StopBuild

_COMMAND_LINE = "dòng lệnh"


class SettingFault(StopBuild):
    """Values that settings cannot have: of each the setting's name, and sentences that name it and say what to write."""

    def __init__(self, *faults: tuple[str, str]) -> None:
        super().__init__(" ".join(message for _, message in faults))
        self.faults = faults


@contextmanager
def placed_faults(file: Path, typed: Collection[str] = ()) -> Iterator[None]:
    """
    Say of each fault of a setting inside the block where the settings file has it, its line with it.

    ``typed`` are the names that the command line gives values of, which count more than those of the file.
    """
    try:
        yield
    except SettingFault as fault:
        places = setting_places(file)
        told = []
        for name, message in fault.faults:
            place = places.get(name)
            where = _COMMAND_LINE if name in typed else f"{place.file} dòng {place.line}" if place else ""
            told.append(f"{where}: {message}" if where else message)
        raise StopBuild(" ".join(told)) from fault
