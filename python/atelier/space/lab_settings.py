"""Settings of JupyterLab in a space, where sockets and namespaces are the walls."""

from pathlib import Path

# What the page begins with: it asks nobody whether to look for news, which there are none of here.
SETTINGS = Path(__file__).parent / "settings"


def lab_settings(home: Path) -> list[str]:
    """As arguments of its command line: nothing listens on TCP, nothing asks the internet, no token lies anywhere."""
    settings = {
        "ServerApp.root_dir": home,
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.open_browser": False,
        "ServerApp.allow_root": True,
        # The front door names the host, compares origins, and lets no page of elsewhere ask.
        "ServerApp.allow_remote_access": True,
        "ServerApp.disable_check_xsrf": True,
        "ServerApp.quit_button": False,
        "ServerApp.use_redirect_file": False,
        "IdentityProvider.token": "",
        "PasswordIdentityProvider.password_required": False,
        # Language servers, and another notebook's addresses: neither is here, and looking for them takes time.
        "ServerApp.jpserver_extensions": {
            "jupyterlab": True,
            "jupyter_server_terminals": True,
            "jupyter_lsp": False,
            "notebook_shim": False,
        },
        "KernelManager.transport": "ipc",
        "LabApp.extension_manager": "readonly",
        "LabApp.news_url": None,
        "LabApp.app_settings_dir": SETTINGS,
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        "FileContentsManager.delete_to_trash": False,
    }
    return [f"--{name}={value}" for name, value in settings.items()]
