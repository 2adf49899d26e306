/**
 * Tomcats that run DHIS2, whoever put them there: found by their processes, and by where dhis2-server-tools, dhis2-tools-ng,
 * the reference guide ("Installing DHIS2 manually") and this product put them. No secret leaves the host: of dhis.conf only
 * what is named here is told, and of an address of a database nothing behind `?` or before `@`.
 */
import { defineFact } from '../fact.ts';
import { one, readRecords, tell } from '../records.ts';
import { snippet } from '../script.ts';

export type FoundApplication = {
  /** `/`, `/hmis`. */
  readonly path: string;
  /** A folder, or a `.war` file that is not unpacked. */
  readonly place: string;
  /** Of its jars; undefined when it cannot be told. */
  readonly version: string | undefined;
};

export type FoundConf = {
  readonly path: string;
  /** `640 root:tomcat`. */
  readonly mode: string;
  /** `jdbc:postgresql://192.0.2.20/hmis`, without what may be secret. */
  readonly databaseUrl: string | undefined;
  readonly databaseUser: string | undefined;
  readonly baseUrl: string | undefined;
  /** `filesystem` when nothing is said. */
  readonly fileStore: string;
  /** Whether uploads and passwords of other systems are encrypted by a key of this file. */
  readonly encrypted: boolean;
};

export type FoundTomcat = {
  /** `CATALINA_BASE`. */
  readonly base: string;
  readonly running: boolean;
  readonly unit: string | undefined;
  readonly user: string | undefined;
  readonly tomcatVersion: string | undefined;
  readonly javaVersion: string | undefined;
  /** As given to Java: `4096m`. */
  readonly heap: string | undefined;
  readonly ports: readonly number[];
  readonly home: string;
  readonly applications: readonly FoundApplication[];
  /** Undefined when there is no dhis.conf in its home. */
  readonly conf: FoundConf | undefined;
  readonly logs: readonly string[];
};

/** A process of a container is seen from its host too, but belongs to the container. */
const processes = `
own=$(readlink /proc/self/ns/pid)
for file in $(grep -lsa -e '-Dcatalina[.]base=' /proc/[0-9]*/cmdline); do
  pid=\${file#/proc/} pid=\${pid%/cmdline}
  [ "$(readlink "/proc/$pid/ns/pid")" = "$own" ] || continue
  case $(readlink "/proc/$pid/exe") in */java) ;; *) continue ;; esac
  base=$(word "$pid" -Dcatalina.base=)
  [ -z "$base" ] || printf '%s %s\\n' "$pid" "$base"
done
for file in /var/lib/tomcat*/conf/server.xml /opt/*/conf/server.xml /opt/*/*/conf/server.xml /opt/*/*/*/conf/server.xml \\
  /home/*/conf/server.xml /home/*/*/conf/server.xml /srv/*/conf/server.xml /srv/*/*/conf/server.xml /usr/local/*/conf/server.xml; do
  [ ! -e "$file" ] || printf '0 %s\\n' "\${file%/conf/server.xml}"
done
`;

const functions = `
word() { tr '\\000' '\\n' < "/proc/$1/cmdline" 2> /dev/null | grep -a -F -e "$2" | sed "s|^$2||" | tail -n 1; }
jar_version() { sed -n 's#.*dhis-\\(support-system\\|service-core\\|api\\)-\\([0-9][0-9A-Za-z.-]*\\)[.]jar$#\\2#p' | head -n 1; }
version_of() {
  if [ -d "$1" ]; then ls "$1/WEB-INF/lib" 2> /dev/null | jar_version
  else tail -c 8388608 "$1" | grep -ao 'WEB-INF/lib/dhis-[a-z-]*-[0-9][0-9A-Za-z.-]*[.]jar' | jar_version
  fi
}
is_dhis2() {
  if [ -d "$1" ]; then ls "$1/WEB-INF/lib" 2> /dev/null | grep -q '^dhis-'
  else [ -f "$1" ] && tail -c 8388608 "$1" | grep -aqF WEB-INF/lib/dhis-
  fi
}
tell_application() {
  is_dhis2 "$2" || return 0
  tell application "$1 $(version_of "$2") $2"
}
setting() { sed -n "s|^[[:space:]]*$2[[:space:]]*[=:][[:space:]]*||p" "$1" | tail -n 1 | tr -d '\\r'; }
variable() { sed -n "s|^[[:space:]]*\\(export[[:space:]][[:space:]]*\\)*$2=||p" "$1" 2> /dev/null | tail -n 1 | sed "s|^[\\"']||; s|[\\"'].*$||"; }
# Without its comments, which hold connectors that are not in use.
connectors() { awk 'BEGIN { RS = "-->" } { sub(/<!--.*/, ""); print }' "$1" | tr '\\n' ' ' | grep -o '<Connector[^>]*' | grep -v AJP | grep -o ' port="[0-9]*"' | tr -cd '0-9\\n'; }
`;

const tellOne = `
tell_tomcat() {
  pid=$1 base=$2 home= unit= major=
  case $base in /var/lib/tomcat*) major=\${base#/var/lib/tomcat} ;; esac
  if [ "$pid" != 0 ]; then
    home=$(word "$pid" -Ddhis2.home=)
    [ -n "$home" ] || home=$(tr '\\000' '\\n' < "/proc/$pid/environ" | sed -n 's/^DHIS2_HOME=//p' | head -n 1)
    unit=$(sed -n 's|.*/\\([^/]*[.]service\\)\\(/.*\\)*$|\\1|p' "/proc/$pid/cgroup" | grep -v '^user@' | head -n 1)
  else
    for file in "$base/bin/setenv.sh" \${major:+"/etc/default/tomcat$major"}; do [ -n "$home" ] || home=$(variable "$file" DHIS2_HOME); done
    [ -z "$major" ] || ! systemctl cat "tomcat$major.service" > /dev/null 2>&1 || unit=tomcat$major.service
    case $base in /opt/dhis2/instances/*) unit=dhis2@\${base##*/}.service ;; esac
    [ -n "$home" ] || [ -z "$unit" ] || home=$(systemctl show --property=Environment --value "$unit" | tr ' ' '\\n' | sed -n 's/^DHIS2_HOME=//p')
  fi
  explicit=$home home=\${home:-/opt/dhis2}
  applications=$(
    for place in "$base"/webapps/*; do
      name=\${place##*/}
      case $name in *.war) [ ! -d "\${place%.war}" ] || continue; name=\${name%.war} ;; esac
      path=/$(printf %s "$name" | tr '#' /)
      [ "$name" != ROOT ] || path=/
      tell_application "$path" "$place"
    done
    for file in "$base"/conf/*/*/*.xml; do
      [ -e "$file" ] || continue
      place=$(sed -n 's|.*docBase="\\([^"]*\\)".*|\\1|p' "$file" | head -n 1)
      name=\${file##*/} name=\${name%.xml} path=/$(printf %s "\${file##*/}" | sed 's/[.]xml$//' | tr '#' /)
      [ "$name" != ROOT ] || path=/
      [ -z "$place" ] || tell_application "$path" "$place"
    done
  )
  # Other people's applications are none of our business.
  [ -n "$applications" ] || [ -n "$explicit" ] || return 0
  tell base "$base"
  if [ "$pid" != 0 ]; then
    tell running yes
    tell user "$(stat -c %U "/proc/$pid")"
    catalina=$(word "$pid" -Dcatalina.home=)
    java=$(readlink "/proc/$pid/exe")
    tell java "$(sed -n 's/^JAVA_VERSION="\\(.*\\)"$/\\1/p' "\${java%/bin/java}/release" 2> /dev/null)"
    tell heap "$(tr '\\000' '\\n' < "/proc/$pid/cmdline" | sed -n 's/^-Xmx//p' | tail -n 1)"
    ss -ltnpH 2> /dev/null | grep "pid=$pid," | awk '{ print $4 }' | sed 's/.*://' | sort -nu | while read -r port; do tell port "$port"; done
  else
    tell running no
    catalina=\${major:+/usr/share/tomcat$major}
    catalina=\${catalina:-$base}
    connectors "$base/conf/server.xml" | while read -r port; do tell port "$port"; done
  fi
  case $catalina in
    /usr/share/tomcat*) tell tomcat "$(dpkg-query --show --showformat='\${Version}' "\${catalina#/usr/share/}" 2> /dev/null)" ;;
    *) tell tomcat "$(sed -n 's/.*Apache Tomcat Version \\([0-9][0-9.]*\\).*/\\1/p' "$catalina/RELEASE-NOTES" 2> /dev/null | head -n 1)" ;;
  esac
  tell unit "$unit"
  tell home "$home"
  printf '%s\\n' "$applications"
  for file in "$home/logs/dhis.log" "$base/logs/catalina.out" \${major:+"/var/log/tomcat$major/catalina.out"}; do
    [ ! -e "$file" ] || tell log "$(readlink -f "$file")"
  done | sort -u
  conf=$home/dhis.conf
  [ -e "$conf" ] || return 0
  tell conf "$conf"
  tell conf-mode "$(stat -L -c '%a %U:%G' "$conf")"
  tell database-url "$(setting "$conf" connection.url | sed 's|[?].*||; s|//[^/@]*@|//|')"
  tell database-user "$(setting "$conf" connection.username)"
  tell base-url "$(setting "$conf" server.base.url | sed 's|[?].*||; s|//[^/@]*@|//|')"
  tell file-store "$(setting "$conf" filestore.provider)"
  [ -z "$(setting "$conf" encryption.password)" ] || tell encrypted yes
}
{
${processes}
} | sort -rn | while read -r pid base; do printf '%s %s\\n' "$pid" "$(readlink -f "$base")"; done | awk '!seen[substr($0, index($0, " "))]++' |
  while read -r pid base; do tell_tomcat "$pid" "$base" < /dev/null; done
`;

export const foundTomcats = defineFact<readonly FoundTomcat[]>({
  id: 'found-tomcats',
  drifts: true,
  script: snippet('found-tomcats', `${tell}${functions}${tellOne}`),
  parse: ({ code, out }) => {
    const records = code === 0 ? readRecords(out, 'base') : undefined;
    return records?.map(readTomcat);
  },
});

function readTomcat(record: ReadonlyMap<string, readonly string[]>): FoundTomcat {
  const conf = one(record, 'conf');
  return {
    base: one(record, 'base') ?? '',
    running: one(record, 'running') === 'yes',
    unit: one(record, 'unit'),
    user: one(record, 'user'),
    // Debian's revision says nothing of Tomcat.
    tomcatVersion: one(record, 'tomcat')
      ?.replace(/^\d+:/, '')
      .replace(/[-+~].*$/, ''),
    javaVersion: one(record, 'java'),
    heap: one(record, 'heap'),
    ports: (record.get('port') ?? []).map(Number).filter((port) => port > 0),
    home: one(record, 'home') ?? '',
    applications: (record.get('application') ?? []).map(readApplication),
    conf: conf === undefined ? undefined : readConf(conf, record),
    logs: record.get('log') ?? [],
  };
}

function readApplication(text: string): FoundApplication {
  const [path = '', version = '', ...place] = text.split(' ');
  return { path, version: version === '' ? undefined : version, place: place.join(' ') };
}

function readConf(path: string, record: ReadonlyMap<string, readonly string[]>): FoundConf {
  return {
    path,
    mode: one(record, 'conf-mode') ?? '',
    databaseUrl: one(record, 'database-url'),
    databaseUser: one(record, 'database-user'),
    baseUrl: one(record, 'base-url'),
    fileStore: one(record, 'file-store') ?? 'filesystem',
    encrypted: one(record, 'encrypted') === 'yes',
  };
}
