/** How many connections the instances of a database server may open. Source: dhis2-core, see conf/pools.ts. */
import { isWholeConfiguration, setEntry } from '../conf/effective.ts';
import { connectionsOf } from '../conf/pools.ts';
import { readComments } from '../conf/surroundings.ts';
import type { Span } from '../findings.ts';
import { type Message, message } from '../messages.ts';
import { confOfInstance, type InstanceConf } from './conf-of-instance.ts';
import type { Project, ProjectItem } from './project.ts';

export type Demand = {
  readonly instance: ProjectItem<'instances'>;
  readonly connections: number;
  readonly term: Message;
  /** Without it the usual size of the pool is assumed. */
  readonly conf: (Pick<InstanceConf, 'uri' | 'text'> & { readonly span: Span }) | undefined;
};

/** Undefined when the file leaves it open: a variable decides, or another program pools. */
export function demandOf(project: Project, instance: ProjectItem<'instances'>): Demand | undefined {
  const conf = confOfInstance(project, instance);
  const { name } = instance;
  if (conf === undefined) {
    const term = message({ en: '`{name}` {size} (assumed)', fr: '`{name}` {size} (supposé)' }, { name, size: usualSize });
    return { instance, connections: usualSize, term, conf: undefined };
  }
  const demand = isWholeConfiguration(conf) ? connectionsOf(conf) : undefined;
  if (demand === undefined) return undefined;
  const { nodes } = readComments(conf);
  const analytics = demand.analyticsOnSameServer ? demand.analyticsSize : 0;
  const each = [String(demand.mainSize), ...(analytics > 0 ? [String(analytics)] : [])].join(' + ');
  const pools = nodes === 1 ? each : analytics > 0 ? `${nodes} × (${each})` : `${nodes} × ${each}`;
  const entry = setEntry(conf, 'connection.pool.max_size') ?? setEntry(conf, 'connection.url');
  return {
    instance,
    connections: (demand.mainSize + analytics) * nodes,
    term: message({ en: '`{name}` {pools}', fr: '`{name}` {pools}' }, { name, pools }),
    conf: entry && { uri: conf.uri, text: conf.text, span: entry.entry.key.span },
  };
}

/** `connection.pool.max_size` where nothing is written. */
const usualSize = 80;
