/** Java and Tomcat as the distribution packages them, and whether the packaged instance of Tomcat is in use. */
import { defineFact } from '../fact.ts';
import { snippet } from '../script.ts';

export type PackagedTomcat = {
  /** `9`, `10`, `11`. */
  readonly major: string;
  readonly version: string;
  /** The service of the package runs or starts with the host. */
  readonly on: boolean;
  /** Applications in its folder but the page that comes with it. */
  readonly applications: readonly string[];
};

export type JavaTomcat = { readonly java: readonly string[]; readonly tomcat: readonly PackagedTomcat[] };

const script = `
for home in /usr/lib/jvm/java-*-openjdk-*; do
  [ ! -L "$home" ] && [ -x "$home/bin/java" ] || continue
  major=\${home#/usr/lib/jvm/java-}
  echo "java \${major%%-*}"
done
for major in 9 10 11; do
  [ -e "/usr/share/tomcat$major/bin/bootstrap.jar" ] && [ -e "/usr/share/tomcat$major/etc/web.xml" ] || continue
  on=no
  case $(systemctl is-enabled "tomcat$major.service" 2> /dev/null) in enabled) on=yes ;; esac
  ! systemctl is-active --quiet "tomcat$major.service" || on=yes
  version=$(dpkg-query --show --showformat='\${Version}' "tomcat$major")
  applications=$(for path in "/var/lib/tomcat$major/webapps"/*; do
    case \${path##*/} in ROOT | '*') ;; *) printf '%s ' "\${path##*/}" ;; esac
  done)
  echo "tomcat $major $version $on $applications"
done
`;

export const javaTomcat = defineFact<JavaTomcat>({
  id: 'java-tomcat',
  script: snippet('java-tomcat', script),
  parse: ({ code, out }) => {
    if (code !== 0) return undefined;
    const java: string[] = [];
    const tomcat: PackagedTomcat[] = [];
    for (const line of out.split('\n').filter((each) => each !== '')) {
      const [kind, major = '', version = '', on, ...applications] = line.trimEnd().split(' ');
      if (kind === 'java' && /^\d+$/.test(major)) java.push(major);
      else if (kind === 'tomcat' && (on === 'yes' || on === 'no')) tomcat.push({ major, version, on: on === 'yes', applications });
      else return undefined;
    }
    return { java, tomcat };
  },
});
