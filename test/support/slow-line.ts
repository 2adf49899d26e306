/** One direction of a slow link: so many bytes a second, each of them so late. */
import { Transform, type TransformCallback } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';

export type SlowLink = {
  readonly bytesPerSecond?: number;
  /** One way. */
  readonly delayMs?: number;
};

/** Bytes that are sent at once: small enough that a slow link is slow all the time and not in jumps. */
const packet = 1400;
/** Bytes that may be on the way. */
const bound = 4 * 1024 * 1024;

/** As slow as `link` says when the bytes pass. */
export function slowLine(link: () => SlowLink): Transform {
  let underWay = 0;
  // Late pieces leave in the order they came.
  let last = Promise.resolve();
  /** When the sender has put everything so far on the line. */
  let sent = 0;

  const send = (line: Transform, piece: Buffer): void => {
    const { delayMs = 0 } = link();
    if (delayMs === 0 && underWay === 0) {
      line.push(piece);
      return;
    }
    underWay += piece.length;
    const late = pause(delayMs);
    last = last
      .then(() => late)
      .then(() => {
        underWay -= piece.length;
        if (!line.destroyed) line.push(piece);
      });
  };
  const transmit = async (line: Transform, chunk: Buffer): Promise<void> => {
    for (let at = 0; at < chunk.length; ) {
      const { bytesPerSecond } = link();
      const piece = chunk.subarray(at, bytesPerSecond === undefined ? undefined : at + packet);
      at += piece.length;
      if (bytesPerSecond !== undefined) {
        sent = Math.max(sent, performance.now()) + (piece.length / bytesPerSecond) * 1000;
        const ahead = sent - performance.now();
        if (ahead > 1) await pause(ahead);
      }
      send(line, piece);
    }
    if (underWay + line.readableLength > bound) await last;
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      const { bytesPerSecond, delayMs } = link();
      if (bytesPerSecond === undefined && delayMs === undefined && underWay === 0) done(null, chunk);
      else transmit(this, chunk).then(() => done(), done);
    },
    flush(done: TransformCallback) {
      last.then(() => done(), done);
    },
  });
}
