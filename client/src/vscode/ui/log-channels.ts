/** The log channels of the window, made when an instance is first followed and kept, so that a stopped log can be read. */
import type { InstanceEntry } from '../inventory/inventory.ts';
import type { Say } from '../texts.ts';
import { createLogChannel, type LogChannel } from './log-channel.ts';

export type LogChannels = {
  /** The channel of the instance, made when there is none. */
  of(entry: InstanceEntry): LogChannel;
  find(instanceId: string): LogChannel | undefined;
  dispose(): void;
};

export function createLogChannels(say: Say): LogChannels {
  const channels = new Map<string, LogChannel>();
  return {
    of({ id }) {
      const channel = channels.get(id) ?? createLogChannel(id, say);
      channels.set(id, channel);
      return channel;
    },
    find: (instanceId) => channels.get(instanceId),
    dispose() {
      for (const channel of channels.values()) channel.dispose();
    },
  };
}
