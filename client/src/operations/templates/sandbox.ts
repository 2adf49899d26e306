/** Lines of systemd.exec(5) that several of our services share. */

/** Nothing of the system is written, and neither homes, devices nor the kernel are in reach; what is written is named beside it. */
export const sealedOff = `ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectClock=yes
ProtectHostname=yes`;

/** The same for a service that needs no right of root at all. */
export const withoutRights = `NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
${sealedOff}
RestrictSUIDSGID=yes
RestrictRealtime=yes
RestrictNamespaces=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
LockPersonality=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM`;

/** People's work goes first. */
export const behindOthers = `Nice=10
IOSchedulingClass=best-effort
IOSchedulingPriority=7`;
