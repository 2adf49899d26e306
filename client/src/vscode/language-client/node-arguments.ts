/**
 * What Node is told besides the server's file. By itself Node gives the engine four threads that make its code faster, on
 * two cores too, where they push the server off its own while a long manifest is opened. By 0 it is one thread for each
 * core but the server's own. Electron, with which VS Code runs a server on a desktop, takes the word and keeps its own number.
 */
export const nodeArguments: readonly string[] = ['--v8-pool-size=0'];
