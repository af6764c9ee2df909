"""Settings of JupyterLab in a space, where sockets and namespaces are the walls."""

from pathlib import Path

# What the page begins with: it asks nobody whether to look for news, which there are none of here. In somebody's own
# space it is without what several people edit a document with.
SETTINGS = Path(__file__).parent / "settings"


def lab_settings(home: Path, *, person: str | None) -> list[str]:
    """As arguments of its command line: nothing listens on TCP, nothing asks the internet, no token lies anywhere.

    `person`: whose own space it is; `None`: it is shared, its documents are edited by several people at once, and what
    its cells print is kept whether or not anybody looks.
    """
    is_shared = person is None
    settings = {
        "ServerApp.root_dir": home,
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.open_browser": False,
        "ServerApp.allow_root": True,
        # The front door names the host, compares origins, and lets no page of elsewhere ask.
        "ServerApp.allow_remote_access": True,
        "ServerApp.disable_check_xsrf": True,
        "ServerApp.quit_button": False,
        # One that is missing would be a space without what is promised.
        "ServerApp.reraise_server_extension_failures": True,
        "ServerApp.use_redirect_file": False,
        "ServerApp.identity_provider_class": "atelier.space.visitor.VisitorProvider",
        "VisitorProvider.token": "",
        "VisitorProvider.owner": person or "",
        # Language servers, and another notebook's addresses: neither is here, and looking for them takes time.
        "ServerApp.jpserver_extensions": {
            "jupyterlab": True,
            "jupyter_server_terminals": True,
            "jupyter_lsp": False,
            "notebook_shim": False,
            "jupyter_server_documents": is_shared,
            "jupyter_server_fileid": is_shared,
        },
        "KernelManager.transport": "ipc",
        "LabApp.extension_manager": "readonly",
        "LabApp.news_url": None,
        "LabApp.app_settings_dir": SETTINGS / ("shared" if is_shared else "own"),
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        "FileContentsManager.delete_to_trash": False,
    }
    return [f"--{name}={value}" for name, value in settings.items()]
