/**
 * Where runs are kept on a host, and how that is laid out. Nothing else may write there.
 *
 *     /var/lib/dhis2-hosting/       root's, 0750
 *       journal                     one JSON line for each beginning and each end
 *       locks/host  locks/<name>    kernel locks; the last taker's head is in them
 *       runs/<id>/
 *         head.json  plan.json      who wants what; the plan as it was shown
 *         runner  locks  order      the program of the run and what it goes by
 *         steps/<place>/            change, verify, undo, facts and the scripts of those; how it left the files it wrote
 *         kept/<place>/             what the step replaced
 *         started  events           boot, process and login; one JSON line for each event
 *         cancel                    somebody asks to stop between two steps
 *         result.json               appears at the end, whole
 */
export const runRoot = '/var/lib/dhis2-hosting';

/** Secrets on their way into a run; in memory, and gone once it has started. */
export const handOver = '/run/dhis2-hosting';

export const runUnit = (id: string): string => `dhis2-hosting-run-${id}.service`;
