// VS Code's server writes its logs and every output channel through the native module @vscode/spdlog. A machine without a
// compiler cannot build it, and output channels would then stay empty; this writes the same files in plain JavaScript.
import { appendFileSync, existsSync, renameSync, rmSync, statSync } from 'node:fs';

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];

/** A log of one day must not be kept for ever: the file moves to `.1`, `.2`, ... when it is full. */
function rotate(file, count) {
  for (let i = count - 1; i >= 1; i -= 1) {
    const from = i === 1 ? file : `${file}.${i - 1}`;
    if (existsSync(from)) renameSync(from, `${file}.${i}`);
  }
  if (count <= 1) rmSync(file, { force: true });
}

const flushes = new Set();
process.once('exit', () => {
  for (const flush of flushes) flush();
});

function createLogger(file, size, count) {
  let level = 0;
  let raw = false;
  let pending = '';
  let scheduled = false;

  const flush = () => {
    scheduled = false;
    if (pending === '') return;
    const text = pending;
    pending = '';
    try {
      if (existsSync(file) && statSync(file).size + text.length > size) rotate(file, count);
      appendFileSync(file, text);
    } catch {
      // The folder of the logs is removed while the window closes.
    }
  };
  const write = (of) => (message) => {
    if (of < level) return;
    pending += raw ? message : `${new Date().toISOString().replace('T', ' ').replace('Z', '')} [${levels[of]}] ${message}\n`;
    if (scheduled) return;
    scheduled = true;
    setImmediate(flush);
  };
  flushes.add(flush);
  return {
    trace: write(0),
    debug: write(1),
    info: write(2),
    warn: write(3),
    error: write(4),
    critical: write(5),
    getLevel: () => level,
    setLevel: (wanted) => {
      level = wanted;
    },
    setPattern: () => {},
    clearFormatters: () => {
      raw = true;
    },
    flush,
    drop: () => {
      flush();
      flushes.delete(flush);
    },
  };
}

export const version = 0;
export const setLevel = () => {};
export const setFlushOn = () => {};
export const shutdown = () => {};
export const createRotatingLogger = (_name, file, size, count) => Promise.resolve(createLogger(file, size, count));
export const createAsyncRotatingLogger = createRotatingLogger;
