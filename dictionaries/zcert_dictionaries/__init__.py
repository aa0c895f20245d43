"""What authorities have published: the lists behind the drop-downs, and the regions of identity numbers."""

from zcert_dictionaries.edition import Edition, OwnList, load_edition
from zcert_dictionaries.errors import EditionError
from zcert_dictionaries.regions import Region, load_regions

__all__ = ["Edition", "EditionError", "OwnList", "Region", "load_edition", "load_regions"]
