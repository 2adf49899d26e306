/** What an instance's own Tomcat reads: one connector for the proxy, no shutdown port, nothing that is deployed by itself. */
import { xmlText } from '@dhis2-hosting/server/service';

export type TomcatBase = {
  readonly name: string;
  readonly port: number;
  /** Where the connector listens; undefined for all addresses. */
  readonly address?: string;
  /** Addresses from which the proxy comes. */
  readonly proxies: readonly string[];
};

/** As a regular expression of Java. */
const exactly = (addresses: readonly string[]): string => addresses.map((address) => address.replaceAll('.', '\\.')).join('|');

const loopback = ['127.0.0.1', '::1', '0:0:0:0:0:0:0:1'];

export function serverXml({ name, port, address, proxies }: TomcatBase): string {
  const allowed = xmlText(exactly([...new Set([...loopback, ...proxies])]));
  return `<?xml version="1.0" encoding="UTF-8"?>
<!-- Written by DHIS2 Hosting. -->
<Server port="-1">
  <Listener className="org.apache.catalina.startup.VersionLoggerListener" logEnv="false" logArgs="false"/>
  <Listener className="org.apache.catalina.core.JreMemoryLeakPreventionListener"/>
  <Listener className="org.apache.catalina.core.ThreadLocalLeakPreventionListener"/>
  <Service name="Catalina">
    <!-- Queries of DHIS2 hold square brackets. Until it has started nobody listens, so that the proxy says so instead of waiting. -->
    <Connector port="${port}"${address === undefined ? '' : ` address="${address}"`} protocol="HTTP/1.1" bindOnInit="false" connectionTimeout="20000" relaxedQueryChars="[]" server="dhis2"/>
    <Engine name="Catalina" defaultHost="localhost">
      <Host name="localhost" appBase="webapps" autoDeploy="false" deployOnStartup="true" unpackWARs="false" createDirs="false" workDir="/var/cache/dhis2/${name}/work">
        <!-- Only the proxy speaks to it, and tells who asked. -->
        <Valve className="org.apache.catalina.valves.RemoteAddrValve" allow="${allowed}"/>
        <Valve className="org.apache.catalina.valves.RemoteIpValve" internalProxies="${allowed}" remoteIpHeader="X-Forwarded-For" protocolHeader="X-Forwarded-Proto"/>
        <Valve className="org.apache.catalina.valves.ErrorReportValve" showReport="false" showServerInfo="false"/>
        <!-- Without the query, which may hold data of persons. -->
        <Valve className="org.apache.catalina.valves.AccessLogValve" directory="/var/log/dhis2/${name}" prefix="access" suffix=".log" rotatable="true" maxDays="90"
          requestAttributesEnabled="true" pattern="%h %u %t %m %U %H %s %b %D"/>
      </Host>
    </Engine>
  </Service>
</Server>
`;
}

/** All to standard output, which is the journal of the unit. */
export const loggingProperties = `# Written by DHIS2 Hosting.
handlers = java.util.logging.ConsoleHandler
.handlers = java.util.logging.ConsoleHandler
.level = INFO
java.util.logging.ConsoleHandler.level = FINE
java.util.logging.ConsoleHandler.formatter = org.apache.juli.SystemdFormatter
`;

/** Of Tomcat 9 before 9.0.58, which Ubuntu 22.04 has, there is no such formatter. */
export const olderLoggingProperties = loggingProperties.replace('SystemdFormatter', 'OneLineFormatter');

/** The folder of an application below `webapps`, after its path. */
export function contextName(path: string): string {
  return path === '/' ? 'ROOT' : path.slice(1).replaceAll('/', '#');
}
