"""What a person or a department has settled once for its documents: ``rasoat.toml``, ``[tool.rasoat]``, profiles.

``settings_for(path)`` gives the ``Settings`` of one document; every command, and whoever calls from Python, asks it.
"""

from analyzer.settings.lookup import settings_for
from analyzer.settings.model import Settings, SettingsError

__all__ = ["Settings", "SettingsError", "settings_for"]
