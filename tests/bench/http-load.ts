import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';

/** The built program of measurements lies in `.bench/node`. */
const root = fileURLToPath(new URL('../..', import.meta.url));

/** A server in a process of its own. */
export interface RunningServer {
  readonly port: number;
  readonly stop: () => void;
}

/** Starts a program that says `http://127.0.0.1:<port>` when it is ready. */
export async function startServer(
  program: string,
  args: readonly string[],
): Promise<RunningServer> {
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const port = await readPort(child);
  return { port, stop: () => child.kill() };
}

async function readPort(child: ChildProcess): Promise<number> {
  let said = '';
  const found = new Promise<number>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Uint8Array) => {
        said += Buffer.from(chunk).toString();
        const port = /http:\/\/127\.0\.0\.1:(\d+)\s/.exec(said)?.[1];
        if (port !== undefined) resolve(Number(port));
      });
    }
  });
  const ended = once(child, 'close').then(() => {
    throw new Error(`the server ended before it was ready: ${said}`);
  });
  ended.catch(() => undefined);
  return Promise.race([found, ended]);
}

/**
 * How many times in a second a server answers `request` (a whole HTTP request in bytes), asked by
 * so many connections at once, each as soon as it has its last answer. Fails on any answer but 200.
 */
export async function answersPerSecond(
  port: number,
  request: Uint8Array,
  { connections = 8, duration = 1000 } = {},
): Promise<number> {
  const until = performance.now() + duration;
  const start = performance.now();
  const counts = await Promise.all(
    Array.from({ length: connections }, () => askUntil(until, port, request)),
  );
  const answers = counts.reduce((sum, count) => sum + count, 0);
  return (answers * 1000) / (performance.now() - start);
}

async function askUntil(until: number, port: number, request: Uint8Array): Promise<number> {
  let answers = 0;
  let socket = await open(port);
  while (performance.now() < until) {
    const { status, closes } = await ask(socket, request);
    if (status !== 200) throw new Error(`the server answered ${status}`);
    answers += 1;
    if (closes) socket = await open(port);
  }
  socket.destroy();
  return answers;
}

async function open(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  return socket;
}

interface Answer {
  readonly status: number;
  readonly closes: boolean;
  readonly body: string;
}

/** Sends a request and reads its answer, as little of HTTP as that takes. */
export function ask(socket: Socket, request: Uint8Array): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let heard = '';
    const done = (answer: Answer) => {
      socket.off('data', read);
      socket.off('close', gone);
      resolve(answer);
    };
    const read = (chunk: Uint8Array) => {
      heard += Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString('latin1');
      const end = heard.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(heard)?.[1]);
      if (heard.length < end + 4 + length) return;
      const status = Number(heard.slice(9, 12));
      const closes = /\r\nconnection: close/i.test(heard.slice(0, end));
      done({ status, closes, body: heard.slice(end + 4) });
    };
    const gone = () => reject(new Error(`the server hung up after: ${heard}`));
    socket.on('data', read);
    socket.on('close', gone);
    socket.write(request);
  });
}

/** Sends one request on a connection of its own; returns the body of the answer. */
export async function askOnce(port: number, request: Uint8Array): Promise<string> {
  const socket = await open(port);
  const { body } = await ask(socket, request);
  socket.destroy();
  return body;
}
