"""The portal in containers: what its files promise to whoever runs it, read from the files."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from django.urls import Resolver404, resolve

from tools.common import ROOT

COMPOSE = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load(COMPOSE)["services"]
VOLUMES = yaml.safe_load(COMPOSE)["volumes"]
IMAGE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
OURS = ["prepare", "web", "worker", "beat"]
VARIABLE = re.compile(r"\$\{(\w+)(:[?-])?([^}]*)\}")
# What is needed and never guessed: secrets, and what a portal would get quietly wrong.
NEEDED = {"SECRET_KEY", "POSTGRES_PASSWORD", "ALLOWED_HOSTS", "PORTAL_URL", "EMAIL_URL", "DEFAULT_FROM_EMAIL"}


def mounts(service: str) -> dict[str, tuple[str, str]]:
    """{where it is seen: (volume or path, "ro" or "rw")}"""
    parts = [entry.split(":") for entry in SERVICES[service].get("volumes", [])]
    return {part[1]: (part[0], part[2] if len(part) > 2 else "rw") for part in parts}


def waits_for(service: str) -> dict[str, str]:
    return {name: entry["condition"] for name, entry in SERVICES[service].get("depends_on", {}).items()}


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, dict | list):
            yield from texts(part)
        else:
            yield str(part)


# SECRETS AND VARIABLES ----------------------------------------------------------
def test_every_process_of_a_bureau_is_there():
    assert sorted(SERVICES) == ["beat", "nginx", "postgres", "prepare", "redis", "web", "worker"]


def test_what_must_be_set_has_no_default_and_all_else_has_one():
    found = {(name, mark) for name, mark, _default in VARIABLE.findall(COMPOSE)}

    assert {name for name, mark in found if mark == ":?"} == NEEDED
    assert {name for name, mark in found if mark != ":?"} & NEEDED == set()
    assert {mark for _name, mark in found} == {":?", ":-"}


def test_no_secret_is_written_down():
    secrets = [name for service in SERVICES.values() for name in service.get("environment", {})
               if re.search("SECRET|PASSWORD|EMAIL_URL|DATABASE_URL", name)]  # fmt: skip

    written = [value for service in SERVICES.values() for name, value in service.get("environment", {}).items()
               if name in secrets and not VARIABLE.search(str(value))]  # fmt: skip

    assert len(secrets) > 4
    assert written == []
    assert re.findall(r"^[A-Z_]+=.+$", EXAMPLE, re.MULTILINE) == []  # what is offered is commented out


def test_each_variable_is_in_the_example_and_in_the_manual():
    manual = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    defaults = {name: default for name, mark, default in VARIABLE.findall(COMPOSE) if mark == ":-"}

    assert set(re.findall(r"^([A-Z_]+)=$", EXAMPLE, re.MULTILINE)) == NEEDED
    assert dict(re.findall(r"^#([A-Z_]+)=(.*)$", EXAMPLE, re.MULTILINE)) == defaults
    assert [name for name in NEEDED | set(defaults) if f"`{name}`" not in manual] == []


def test_the_settings_read_what_the_containers_are_told():
    settings = (ROOT / "envportal" / "settings.py").read_text(encoding="utf-8")
    told = set(SERVICES["web"]["environment"]) - {"TMPDIR"}  # Python's own

    assert [name for name in told if f'"{name}"' not in settings] == []
    assert all(SERVICES[name]["environment"] == SERVICES["web"]["environment"] for name in OURS)
    assert not re.search(r"\b(?:DEMO|DEBUG)\b", COMPOSE)


def test_the_secrets_of_a_machine_are_neither_committed_nor_built_in():
    assert "/.env" in (ROOT / ".gitignore").read_text().splitlines()
    assert {".env", ".git", "var", "tests"} <= set((ROOT / ".dockerignore").read_text().splitlines())


# WHO STARTS WHEN ----------------------------------------------------------------
def test_nothing_serves_before_the_tables_are_there():
    ready = {"prepare": "service_completed_successfully", "postgres": "service_healthy", "redis": "service_healthy"}

    assert {name: waits_for(name) for name in ("web", "worker", "beat")} == dict.fromkeys(
        ("web", "worker", "beat"), ready
    )
    assert waits_for("prepare") == {"postgres": "service_healthy"}
    assert waits_for("nginx") == {"web": "service_healthy"}
    assert all("healthcheck" in SERVICES[name] for name in ("web", "postgres", "redis"))


def test_the_one_shot_migrates_sets_up_and_brings_this_versions_static_files():
    lines = SERVICES["prepare"]["command"][-1].splitlines()

    assert SERVICES["prepare"]["command"][:2] == ["sh", "-ec"]  # it ends where one of them fails
    assert lines[-3:] == [
        "python manage.py migrate --noinput",
        "python manage.py setup",
        "cp -R staticfiles/. /static/",
    ]
    assert SERVICES["prepare"]["restart"] == "no"


def test_all_else_comes_back_by_itself():
    assert {name: entry["restart"] for name, entry in SERVICES.items() if name != "prepare"} == dict.fromkeys(
        set(SERVICES) - {"prepare"}, "unless-stopped"
    )


# WHO REACHES WHAT ---------------------------------------------------------------
def test_only_nginx_is_reached_from_outside_and_at_first_only_from_this_machine():
    published = {name: entry["ports"] for name, entry in SERVICES.items() if "ports" in entry}

    assert published == {"nginx": ["${LISTEN:-127.0.0.1:8080}:8080"]}
    assert not any("network_mode" in entry or "privileged" in entry for entry in SERVICES.values())


def test_nginx_reads_the_portals_files_and_changes_none():
    seen = mounts("nginx")

    assert seen["/etc/nginx/conf.d/default.conf"] == ("./deploy/nginx.conf", "ro")
    assert seen["/static"] == ("static", "ro")
    assert seen["/data"] == ("files", "ro")
    assert mounts("prepare")["/static"] == ("static", "rw")
    assert all(mounts(name)["/data"] == ("files", "rw") for name in OURS)


def test_nginx_and_the_portal_agree_on_names_and_ports():
    front = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    location = SERVICES["web"]["environment"]["X_ACCEL"]

    assert "server web:8000;" in front
    assert "listen 8080;" in front
    assert re.search(rf"location {location} {{\s+internal;\s+alias /data/files/;", front)
    assert re.search(r"location /static/ {\s+alias /static/;", front)


def test_no_address_of_the_portal_lies_where_nginx_answers_itself():
    front = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    places = re.findall(r"location (/\w+/) {", front)

    assert places
    for place in places:
        with pytest.raises(Resolver404):
            resolve(f"{place}1/")


def test_every_volume_is_declared_and_used():
    used = {source for name in SERVICES for source, _mode in mounts(name).values() if not source.startswith(".")}

    assert used == set(VOLUMES)


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_process_that_is_broken_into_can_do_little(name: str):
    service = SERVICES[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert set(service.get("cap_add", [])) <= {"CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID"}
    assert name not in OURS or "cap_add" not in service


# THE IMAGE ----------------------------------------------------------------------
def test_the_web_process_is_the_one_the_image_starts():
    command = json.loads(re.search(r"^CMD (\[.+\])$", IMAGE, re.MULTILINE)[1])

    assert SERVICES["web"].get("command", command) == command
    assert command[:4] == ["gunicorn", "envportal.wsgi:application", "--bind", "0.0.0.0:8000"]
    assert "--no-control-socket" in command  # it would be written to a home that is not there
    assert "EXPOSE 8000" in IMAGE
    assert "http://127.0.0.1:8000/healthz" in SERVICES["web"]["healthcheck"]["test"][-1]


def test_the_image_installs_what_is_locked_and_runs_as_nobody_of_consequence():
    assert "--require-hashes -r requirements/base.txt" in IMAGE
    assert re.search(r"^ARG BASE=python:3\.\d+-slim-\w+$", IMAGE, re.MULTILINE)
    assert IMAGE.index("USER portal") < IMAGE.index("CMD [")
    assert not [text for text in texts(SERVICES) if text.endswith(":latest")]


def test_every_image_names_its_version():
    assert {entry["image"] for entry in SERVICES.values()} == {"envportal", "nginx:stable", "postgres:15", "redis:7"}
