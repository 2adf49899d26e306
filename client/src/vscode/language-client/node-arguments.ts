/** What Node is told besides the server's file. */
export const nodeArguments: readonly string[] = [
  // By itself Node gives the engine four threads that make its code faster, on two cores too, where they push the server off
  // its own while a long manifest is opened. By 0 it is one for each core but the server's own. Electron, with which VS Code
  // runs a server on a desktop, takes the word and keeps its own number.
  '--v8-pool-size=0',
  // In MB, half of what is usual: a long manifest takes a tenth less memory and no more time. Any such word costs 7 ms of the
  // start, because Node keeps its own code compiled for the usual ones.
  '--max-semi-space-size=8',
];
