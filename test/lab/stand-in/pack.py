"""pack.py RELEASES OUT LIBRARY...: web archives laid out as the server's are, from the classes that build.sh made."""

import hashlib
import io
import json
import pathlib
import sys
import zipfile

TIME = (2026, 1, 1, 0, 0, 0)
WEB_XML = {
    "javax": '<web-app xmlns="http://xmlns.jcp.org/xml/ns/javaee" version="4.0"><display-name>DHIS 2</display-name></web-app>\n',
    "jakarta": '<web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="5.0"><display-name>DHIS 2</display-name></web-app>\n',
}
# There are no tags of pages to look for, and only one of the libraries has classes that Tomcat must know.
CONTEXT_XML = (
    '<Context><JarScanner scanManifest="false"><JarScanFilter defaultTldScan="false"'
    ' defaultPluggabilityScan="false" pluggabilityScan="dhis-web-api-*.jar"/></JarScanner></Context>\n'
)


def archive(entries):
    """The same bytes for the same entries, whenever it is made."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in sorted(entries.items()):
            packed.writestr(zipfile.ZipInfo(name, TIME), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def numbers(version):
    return [int(number) for number in version.split(".")]


def migrations(newest):
    """Those up to this version of the schema, and a list of them."""
    found = {}
    for file in pathlib.Path("migrations").glob("*/V*.sql"):
        if numbers(file.name[1:].split("__")[0].replace("_", ".")) <= numbers(newest):
            found[f"{file.parent.name}/{file.name}"] = file.read_bytes()
    folder = "org/hisp/dhis/db/migration"
    return {f"{folder}/index": "\n".join(sorted(found)).encode(), **{f"{folder}/{path}": sql for path, sql in found.items()}}


def war(release, libraries):
    version, api = release["version"], release["api"]
    classes = pathlib.Path(api, "classes")
    build = {
        "build.version": version,
        "build.revision": hashlib.sha256(version.encode()).hexdigest()[:7],
        "build.time": "2026-01-01T00:00:00.000",
        "login.path": release["loginPath"],
    }
    jars = {
        "dhis-web-api": {str(file.relative_to(classes)): file.read_bytes() for file in classes.rglob("*.class")},
        "dhis-support-system": {"build.properties": "".join(f"{key}={value}\n" for key, value in build.items())},
        "dhis-support-db-migration": migrations(release["schema"]),
    }
    return archive(
        {
            "META-INF/MANIFEST.MF": f"Manifest-Version: 1.0\nImplementation-Title: DHIS 2\nImplementation-Version: {version}\n",
            "META-INF/context.xml": CONTEXT_XML,
            "WEB-INF/web.xml": WEB_XML[api],
            **{f"WEB-INF/lib/{name}-{version}.jar": archive(entries) for name, entries in jars.items()},
            **{f"WEB-INF/lib/{file.name}": file.read_bytes() for file in libraries},
        }
    )


def main(releases, out, *libraries):
    folder = pathlib.Path(out)
    folder.mkdir()
    for release in json.loads(pathlib.Path(releases).read_text()):
        content = war(release, [pathlib.Path(library) for library in libraries])
        (folder / f"dhis-{release['version']}.war").write_bytes(content)


main(*sys.argv[1:])
