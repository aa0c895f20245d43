"""Photo files, found and measured; what that means is for ``zcert.photos`` to say."""
