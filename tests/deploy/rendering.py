"""The shipped nginx configuration, filled in as the container does and moved to a folder."""

import os
import re
from pathlib import Path
from string import Template

ROOT = Path(__file__).parents[2]
NGINX = ROOT / "deploy" / "nginx"
# Where a system keeps these, and the folder under a test's own that stands for it.
MOVED = {
    "/var/cache/nginx": "cache",
    "/var/log/nginx": "log",
    "/etc/nginx/conf.d": "conf.d",
    "/etc/nginx/listen.d": "listen.d",
    "/etc/nginx/application.d": "application.d",
    "/etc/nginx/tls": "tls",
}


def only_the_template_names(text: str, values: dict[str, str]) -> str:
    """Fill in ${NAME} as envsubst does when it is given these names: $host and others stay."""
    known = "|".join(map(re.escape, values))
    return re.sub(
        rf"\$\{{?(?:{known})\b\}}?", lambda name: Template(name[0]).substitute(values), text
    )


def nginx_command(home: Path, values: dict[str, str]) -> list[str]:
    """Write the configuration under *home*, its paths moved and no more; return the command."""
    for folder in MOVED.values():
        (home / folder).mkdir(exist_ok=True)
    site = (NGINX / "site.conf.template").read_text()
    put(home, "nginx.conf", (NGINX / "nginx.conf").read_text())
    put(home, "conf.d/default.conf", only_the_template_names(site, values))
    # As root, nginx would give its workers another user, whom a private /tmp shuts out.
    user = "user root;" if os.geteuid() == 0 else ""
    main = f"daemon off; pid {home}/nginx.pid; {user}"
    return ["nginx", "-p", str(home), "-c", str(home / "nginx.conf"), "-g", main]


def put(home: Path, name: str, text: str) -> None:
    """Write a configuration file with the system's paths moved under *home*."""
    for old, folder in MOVED.items():
        text = text.replace(old, str(home / folder))
    (home / name).write_text(text)
