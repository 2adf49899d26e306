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

/** People's work goes first. */
export const behindOthers = `Nice=10
IOSchedulingClass=best-effort
IOSchedulingPriority=7`;
