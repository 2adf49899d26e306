"""tomcat9.py OUT: an archive laid out as Apache's own of Tomcat 9, which Debian 12 has only as libraries.

Its programs and settings are those of Debian's Tomcat 10, which are the same but for what is changed here.
"""

import io
import pathlib
import re
import sys
import tarfile
import zipfile

JAVA = pathlib.Path("/usr/share/java")
NEWER = pathlib.Path("/usr/share/tomcat10")


def version():
    (jar,) = JAVA.glob("tomcat9-catalina-[0-9]*.jar")
    return re.search(r"-([0-9.]+)\.jar$", jar.name).group(1)


def bootstrap(found):
    """The few classes that start the others, and where those are, as Tomcat 10's own archive of them names them."""
    jars = [zipfile.ZipFile(JAVA / f"tomcat9-{part}-{found}.jar") for part in ("catalina", "util", "util-scan", "api")]
    out = io.BytesIO()
    with zipfile.ZipFile(NEWER / "bin/bootstrap.jar") as model, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in model.namelist():
            if name == "META-INF/MANIFEST.MF":
                packed.writestr(name, "Manifest-Version: 1.0\nMain-Class: org.apache.catalina.startup.Bootstrap\nClass-Path: tomcat-juli.jar\n")
                continue
            of = [jar for jar in jars if name in jar.namelist() and not name.endswith("/")]
            # Where libraries are, for a Tomcat whose settings do not say it: Debian keeps that beside its own programs only.
            if of or name.endswith(".properties"):
                packed.writestr(name, (of or [model])[0].read(name))
    return out.getvalue()


def entries(found):
    yield "bin/bootstrap.jar", bootstrap(found), 0o644
    yield "bin/tomcat-juli.jar", (JAVA / f"tomcat9-juli-{found}.jar").read_bytes(), 0o644
    for name in ("catalina.sh", "configtest.sh", "digest.sh", "setclasspath.sh", "shutdown.sh", "startup.sh", "version.sh"):
        yield f"bin/{name}", (NEWER / "bin" / name).read_bytes(), 0o750
    for jar in JAVA.glob(f"tomcat9-*-{found}.jar"):
        name = jar.name[len("tomcat9-") : -len(f"-{found}.jar")]
        if name != "juli":
            yield f"lib/{name}.jar", jar.read_bytes(), 0o644
    yield "lib/ecj.jar", (JAVA / "eclipse-jdt-core.jar").read_bytes(), 0o644
    for file in (NEWER / "etc").iterdir():
        # Apache's settings have a port for the shutdown command; Debian's have none.
        yield f"conf/{file.name}", file.read_bytes().replace(b'<Server port="-1"', b'<Server port="8005"'), 0o600
    yield "webapps/ROOT/index.html", b"<!doctype html><title>Tomcat</title>\n", 0o640
    for folder in ("logs", "temp", "work"):
        yield f"{folder}/", b"", 0o750


def main(out):
    found = version()
    with tarfile.open(pathlib.Path(out) / f"apache-tomcat-{found}.tar.gz", "w:gz") as archive:
        for name, content, mode in sorted(entries(found)):
            entry = tarfile.TarInfo(f"apache-tomcat-{found}/{name}".rstrip("/"))
            entry.type = tarfile.DIRTYPE if name.endswith("/") else tarfile.REGTYPE
            entry.size, entry.mode, entry.mtime = len(content), mode, 1767225600
            archive.addfile(entry, io.BytesIO(content))


main(*sys.argv[1:])
