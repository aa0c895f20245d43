"""The programs in which a user works: an open Excel, an open Calc, a copy in file mode."""
