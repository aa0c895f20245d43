"""Packages that are sent up, received and checked, and the ledger of what became of them."""
