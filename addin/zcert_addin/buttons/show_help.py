"""使用说明: the page that explains every button, opened for reading."""

from importlib.resources import as_file, files

from zcert_addin.hosts.protocol import Host


def run(host: Host) -> None:
    """Open the page."""
    with as_file(files("zcert_addin.buttons") / "help.html") as page:
        host.open(page)
