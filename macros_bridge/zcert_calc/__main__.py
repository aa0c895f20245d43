"""``python -m zcert_calc -o FOLDER``: write the extension."""

from zcert_calc.build_verb import verb

verb(prog_name="python -m zcert_calc")
