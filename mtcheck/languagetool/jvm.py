"""The command line of the LanguageTool server."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from mtcheck.languagetool.installation import LAUNCHER, MAIN_CLASS
from mtcheck.languagetool.java import Java
from mtcheck.languagetool.places import install_dir

FLAGS = (
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    "-Xms256m",
    "-Xmn160m",
    "-Xmx1500m",
    "-XX:-UsePerfData",
    "-Djava.awt.headless=true",
)
"""Measured on the first check after a start: the quick compiler alone and the serial
collector halve its processor time, a roomy young generation takes off a tenth more."""

SETTINGS = {
    "maxCheckThreads": str(max(4, 2 * (os.cpu_count() or 1))),
    "maxCheckTimeMillis": "120000",
    "cacheSize": "2000",
    "cacheTTLSeconds": "900",
    "pipelineCaching": "true",
    "maxPipelinePoolSize": "8",
    "pipelineExpireTimeInSeconds": "3600",
}

LOGGING = """<configuration>
  <appender name="STDOUT" class="ch.qos.logback.core.ConsoleAppender">
    <encoder><pattern>%d %-5level %logger %msg%n</pattern></encoder>
  </appender>
  <root level="WARN"><appender-ref ref="STDOUT"/></root>
</configuration>
"""


def aot_cache(java: Java, folder: Path) -> Path | None:
    """Where classes as this runtime has loaded them are kept; ``None`` where it cannot."""
    if not java.has_aot_cache:
        return None
    launcher = install_dir() / LAUNCHER
    identity = f"{java.path}:{_changed(java.path)}:{launcher}:{_changed(launcher)}:{FLAGS}"
    return folder / f"{hashlib.sha256(identity.encode()).hexdigest()[:16]}.aot"


def server_command(java: Java, port: int, token: str, folder: Path) -> list[str]:
    """Arguments that run the server on the loopback interface (it has no ``--public``).

    Writes the settings it reads into ``folder``. ``token`` marks the process as ours.
    """
    settings = folder / "server.properties"
    logging = folder / "logback.xml"
    settings.write_text("".join(f"{key}={value}\n" for key, value in SETTINGS.items()), "utf-8")
    logging.write_text(LOGGING, "utf-8")
    return [
        str(java.path),
        *FLAGS,
        *_aot_flags(java, folder, token),
        f"-Dlogback.configurationFile={logging}",
        f"-Dmtcheck.token={token}",
        "-cp",
        str(install_dir() / LAUNCHER),
        MAIN_CLASS,
        "--config",
        str(settings),
        "--port",
        str(port),
    ]


def aot_output(java: Java, folder: Path, token: str) -> tuple[Path, Path] | None:
    """The file this run writes its cache to and where that belongs, if there is none yet."""
    cache = aot_cache(java, folder)
    if cache is None or cache.is_file():
        return None
    return folder / f"{token}.aot", cache


def _aot_flags(java: Java, folder: Path, token: str) -> list[str]:
    cache = aot_cache(java, folder)
    if cache is None:
        return []
    output = aot_output(java, folder, token)
    return [f"-XX:AOTCacheOutput={output[0]}"] if output else [f"-XX:AOTCache={cache}"]


def _changed(path: Path) -> int:
    return path.stat().st_mtime_ns
