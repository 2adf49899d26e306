/** The public face of the operations engine: the only module other layers may import. */
export { isOperationError, OperationError, type OperationErrorCode, operationErrorCodes } from './errors.ts';
export { type HostSurroundings, hostAddressFromManifest, type ManifestHost } from './hosts/from-manifest.ts';
export { readHostSurroundings } from './hosts/ssh-surroundings.ts';
export { type TailOptions, tailLog } from './logs/follow.ts';
export type { LogEvent, LogSource } from './logs/log-source.ts';
export { printable } from './logs/printable.ts';
export { describeError, errorTexts } from './texts.ts';
export { createSshTransport, type SshTransportOptions } from './transport/ssh.ts';
export type * from './transport/transport.ts';
