/** The systemd unit of instances, and what one instance has for itself. */
import type { InstancePaths } from '../hosts/parts.ts';
import { sealedOff } from './sandbox.ts';

/** Not MemoryDenyWriteExecute: the JVM compiles while it runs. Not ProcSubset: it reads the machine's memory there. */
export const instanceUnit = `# Written by DHIS2 Hosting.
[Unit]
Description=DHIS2 instance %i
Documentation=https://docs.dhis2.org/
Wants=network-online.target
After=network-online.target postgresql.service
StartLimitIntervalSec=15min
StartLimitBurst=4

[Service]
Type=exec
User=dhis2-%i
Group=dhis2-%i
UMask=0027
# systemd reads it as root; the instance cannot.
EnvironmentFile=/etc/dhis2/%i/secrets.env
Environment=CATALINA_BASE=/opt/dhis2/instances/%i
Environment=CATALINA_TMPDIR=/tmp
SyslogIdentifier=dhis2-%i
# What Java ends with when it is asked to stop.
SuccessExitStatus=143
Restart=on-failure
RestartSec=15
# A migration of the schema must be able to end.
TimeoutStopSec=5min
LimitNOFILE=65536
CacheDirectory=dhis2/%i
CacheDirectoryMode=0750
LogsDirectory=dhis2/%i
LogsDirectoryMode=0750

NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
${sealedOff}
ProtectProc=invisible
RestrictSUIDSGID=yes
RestrictRealtime=yes
RestrictNamespaces=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
LockPersonality=yes
RemoveIPC=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM

[Install]
WantedBy=multi-user.target
`;

export type OwnSettings = {
  readonly paths: InstancePaths;
  readonly javaHome: string;
  readonly tomcatHome: string;
  /** MiB; undefined leaves it to Java. */
  readonly heap: number | undefined;
};

export function instanceDropIn({ paths: { home }, javaHome, tomcatHome, heap }: OwnSettings): string {
  const memory = heap === undefined ? [] : [`-Xms${heap}m`, `-Xmx${heap}m`];
  // A JVM without memory answers nothing and does not end by itself; a dump of it would fill the disk.
  const options = [...memory, '-XX:+ExitOnOutOfMemoryError', '-Djava.awt.headless=true'];
  return `# Written by DHIS2 Hosting.
[Unit]
RequiresMountsFor=${home}

[Service]
Environment=JAVA_HOME=${javaHome}
Environment=CATALINA_HOME=${tomcatHome}
Environment=DHIS2_HOME=${home}
Environment="CATALINA_OPTS=${options.join(' ')}"
ExecStart=${tomcatHome}/bin/catalina.sh run
ReadWritePaths=${home}
`;
}
