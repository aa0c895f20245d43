"""Units that do not exist, with every kind of fault planted, so that the whole job can be seen and tested."""
