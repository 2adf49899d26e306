// Ends an extension host whose server is gone, as the native module of this name does where it can be built.
export function start(parent) {
  setInterval(() => {
    try {
      process.kill(parent, 0);
    } catch {
      process.exit(87);
    }
  }, 5000).unref();
}
