"""nginx with the portal's own file, on ports and in folders of a test."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tools.common import ROOT

if TYPE_CHECKING:
    from pathlib import Path

FRONT = ROOT / "deploy" / "nginx.conf"
MAIN = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{}}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/portal.conf;
}}
"""


def command(folder: Path) -> list[str]:
    return ["nginx", "-e", str(folder / "error.log"), "-c", str(folder / "main.conf")]


def write(folder: Path, *, web: int, front: int) -> None:
    """Put nginx's own file of the portal where it runs here: files in `folder`/files, static ones beside them."""
    here = {
        "web:8000": f"127.0.0.1:{web}", "listen 8080": f"listen 127.0.0.1:{front}",
        "alias /static/": f"alias {folder}/static/", "alias /data/files/": f"alias {folder}/files/",
    }  # fmt: skip
    text = FRONT.read_text(encoding="utf-8")
    for there, place in here.items():
        assert text.count(there) == 1, there
        text = text.replace(there, place)
    (folder / "portal.conf").write_text(text.replace("root /data/", f"root {folder}/"), encoding="utf-8")
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "main.conf").write_text(MAIN.format(folder=folder, user=user))
