"""Cell functions. Every function that a formula may call is named here; none is offered yet."""
