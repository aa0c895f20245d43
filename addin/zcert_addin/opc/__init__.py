"""The package of a workbook itself (Open Packaging Conventions): its zip, parts, relationships, references."""
