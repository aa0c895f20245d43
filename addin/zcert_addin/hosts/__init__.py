"""The programs in which somebody works: an open Excel, an open Calc, a copy in file mode."""
