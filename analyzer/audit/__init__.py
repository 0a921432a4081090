"""An archive: many files checked, resumed, summed up."""
