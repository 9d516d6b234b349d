import type { Reply } from './cloud';
import type { DatabaseRow, FunctionNetwork } from './functions';
import type { Request } from './operation';
import { Transaction } from './tables';
import type { NewStep, Step } from './trace';
import { nextSpan, type Span, type Turn } from './turn';

/** What a function reaches while it runs, and how that ends. */
export interface OpenNetwork {
  readonly network: FunctionNetwork;
  /** Waits for what is under way; nothing that comes later is answered. */
  close(): Promise<void>;
}

/**
 * Opens the network to a function that runs for a request. Requests take their turn one after the
 * other, whatever the function sends at once: two spans of one turn must not mix their writes.
 */
export function openNetwork(
  turn: Turn,
  span: Span,
  send: (request: Request) => Promise<Reply>,
): OpenNetwork {
  let last: Promise<unknown> = Promise.resolve();
  let isOpen = true;

  function inOrder<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(() => {
      if (!isOpen) throw new Error('the function has ended');
      return work();
    });
    last = done.catch(() => undefined);
    return done;
  }

  const network: FunctionNetwork = {
    cloud: {
      services: [...turn.services.values()],
      tables: turn.tables,
      now: turn.now,
      send: (request) => inOrder(() => send(request)),
    },
    query: (...asked) => inOrder(() => askDatabase(turn, span, ...asked)),
  };

  return {
    network,
    async close() {
      isOpen = false;
      await last;
    },
  };
}

/**
 * Sends one statement to a database, logged in anew; rejects in the database's own words, and then
 * nothing of it is left. `span` is the request in which a function asks; null where no request does.
 */
export async function askDatabase(
  turn: Turn,
  span: Span | null,
  ...asked: Parameters<FunctionNetwork['query']>
): Promise<readonly DatabaseRow[]> {
  const database = [...turn.services.values()].find(({ query }) => query !== undefined);
  if (database?.query === undefined) throw new Error('this world has no databases');
  const tx = new Transaction(turn.tables);
  try {
    const world = {
      get: turn.tables.get.bind(turn.tables),
      put: tx.put.bind(tx),
      random: turn.random,
      now: turn.now,
      step: (step: NewStep) => {
        if (span !== null) turn.step(span, step);
        else turn.steps.push({ span: nextSpan(), parent: null, at: turn.now, ...step } as Step);
      },
    };
    const rows = await database.query(world, ...asked);
    if (span === null) turn.changes.push(...tx.changes);
    else turn.commit(span, tx);
    return rows;
  } catch (error) {
    tx.rollback();
    throw error;
  }
}
