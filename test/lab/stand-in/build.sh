#!/bin/bash
# build.sh   in a host with Tomcat, beside java/, migrations/ and releases.json: writes one .war of each release to out/
# Tomcat's own compiler of pages makes the classes, so no JDK is needed.
set -euo pipefail
cd "$(dirname "$0")"
jars=/usr/share/java
libraries=$jars/postgresql.jar:$jars/jbcrypt.jar
for api in javax jakarta; do
  mkdir -p "$api/src" "$api/classes"
  for file in java/*.java; do sed "s/SERVLET\./$api.servlet./" "$file" > "$api/src/$(basename "$file")"; done
  case $api in
    javax) servlet=$jars/servlet-api.jar ;;
    jakarta) servlet=$jars/tomcat10-servlet-api.jar ;;
  esac
  java -cp "$jars/eclipse-jdt-core.jar" org.eclipse.jdt.internal.compiler.batch.Main -17 -proc:none -nowarn -encoding UTF-8 \
    -cp "$servlet:$libraries" -d "$api/classes" "$api/src"
done
python3 pack.py releases.json out "$(readlink -f $jars/postgresql.jar)" "$(readlink -f $jars/jbcrypt.jar)"
python3 tomcat9.py out
