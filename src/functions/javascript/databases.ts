import type { DatabaseLogin, DatabaseRow } from '../../engine/functions';
import type { Requests } from './requests';

// Clients of databases under the names that rotation functions use, as if they came with a layer. The
// model's databases know few statements; a statement that they do not know is refused by them.

interface Config {
  readonly host?: string;
  readonly user?: string;
  readonly password?: string;
}

const loginOf = ({ host = '', user = '', password = '' }: Config): DatabaseLogin => ({
  ...{ host, username: user, password },
});

const texts = (values: readonly unknown[] = []) =>
  values.map((value) => (value === null || value === undefined ? '' : String(value)));

/** `pg`: Client and Pool with connect, query and end. */
export function postgres(requests: Requests): object {
  class Client {
    readonly #login: DatabaseLogin;

    constructor(config: Config = {}) {
      this.#login = loginOf(config);
    }

    /** As a real connection does, it fails where the login does. */
    async connect(): Promise<this> {
      await requests.query(this.#login, 'SELECT 1', []);
      return this;
    }

    async query(
      statement: string | { readonly text: string; readonly values?: readonly unknown[] },
      values?: readonly unknown[],
    ) {
      const asked = typeof statement === 'string' ? { text: statement, values } : statement;
      const rows = await requests.query(this.#login, asked.text, texts(asked.values));
      const fields = Object.keys(rows[0] ?? {}).map((name) => ({ name }));
      return { rows, rowCount: rows.length, fields, command: asked.text.trim().split(/\s/)[0] };
    }

    end(): Promise<void> {
      return Promise.resolve();
    }

    release(): void {}
  }
  return { Client, Pool: Client };
}

/** `mysql2/promise`: createConnection and createPool with query, execute and end. */
export function mysql(requests: Requests): object {
  const connectionTo = (config: Config) => {
    const login = loginOf(config);
    const query = async (
      statement: string | { readonly sql: string; readonly values?: readonly unknown[] },
      values?: readonly unknown[],
    ): Promise<[readonly DatabaseRow[], readonly object[]]> => {
      const asked = typeof statement === 'string' ? { sql: statement, values } : statement;
      const rows = await requests.query(login, asked.sql, texts(asked.values));
      return [rows, Object.keys(rows[0] ?? {}).map((name) => ({ name }))];
    };
    return { query, execute: query, end: () => Promise.resolve(), release() {}, destroy() {} };
  };
  return {
    async createConnection(config: Config) {
      await requests.query(loginOf(config), 'SELECT 1', []);
      return connectionTo(config);
    },
    createPool(config: Config) {
      const connection = connectionTo(config);
      return { ...connection, getConnection: () => Promise.resolve(connection) };
    },
  };
}
