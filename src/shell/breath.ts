/** How many calls pass before other messages are let in. */
const every = 32;

/**
 * Makes a function that a shell awaits over and over while it runs a line: now and then it lets
 * other messages in, among them that of a Ctrl-C. Promises alone never do.
 */
export function breather(): () => Promise<void> {
  let count = 0;
  return async () => {
    count += 1;
    if (count % every === 0) await nextTask();
  };
}

/** Resolves in a task of its own: everything that waits to be told comes first. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
