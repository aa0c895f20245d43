"""The Basic modules of an open document, read, replaced and called."""


class Macros:
    def _macros(self):
        return self.document.BasicLibraries.getByName("VBAProject")

    def modules(self):
        return list(self._macros().ElementNames)

    def put_module(self, name, text):
        """Replace the module of that name; only a LibreOffice that runs macros compiles it."""
        self._macros().replaceByName(name, f"Option VBASupport 1\n{text}")

    def macro(self, name, *arguments):
        """Call a macro, ``Module.Function``."""
        place = f"vnd.sun.star.script:VBAProject.{name}?language=Basic&location=document"
        return self.document.ScriptProvider.getScript(place).invoke(arguments, (), ())[0]
