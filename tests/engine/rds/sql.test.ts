import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { query } from '../../../src/engine/services/rds/sql';
import { password, rdsWorld } from './world';

type Engine = 'mariadb' | 'mysql' | 'postgres';

/** A database, and statements to it as its master or another user. */
async function databaseOf(Engine: Engine) {
  const world = rdsWorld();
  await world.create({ Engine });
  await world.pass(120_000);
  const { Endpoint } = await world.instanceNow();
  const host = Endpoint?.Address ?? '';
  const as =
    (username: string, secret: string) =>
    (statement: string, ...parameters: string[]) =>
      query(
        { ...world.database, now: world.engine.now, step: () => undefined },
        { host, username, password: secret },
        statement,
        parameters,
      );
  const sql = as('admin', password);
  const fails = (statement: string, ...parameters: string[]) =>
    world.refused(sql(statement, ...parameters));
  return { ...world, as, sql, fails };
}

const engines: readonly Engine[] = ['postgres', 'mysql', 'mariadb'];

describe('a statement', () => {
  it.each(engines)('shows where one is: %s', async (engine) => {
    const { sql } = await databaseOf(engine);
    const isPostgres = engine === 'postgres';
    const version = { postgres: /^PostgreSQL 17/, mysql: /^8\.4/, mariadb: /^11.*-MariaDB$/ };
    expect(await sql('SELECT 1')).toEqual([{ [isPostgres ? '?column?' : '1']: 1 }]);
    const [shown] = await sql('select version() as v, now() AS n, current_user AS who;');
    expect(shown).toMatchObject({
      v: expect.stringMatching(version[engine]) as string,
      n: expect.stringMatching(/^2026-\d\d-\d\d \d\d:\d\d:\d\d/) as string,
      who: isPostgres ? 'admin' : 'admin@%',
    });
    const user = isPostgres ? 'pg_catalog.pg_roles' : 'mysql.user';
    expect(await sql(`SELECT COUNT(*) FROM ${user}`)).toEqual([
      { [isPostgres ? 'count' : 'COUNT(*)']: 1 },
    ]);
  });

  it('makes, changes and drops roles of PostgreSQL', async () => {
    const { sql, as, fails, refused } = await databaseOf('postgres');
    await sql(`CREATE USER app WITH PASSWORD 'it''s'`);
    await as('app', "it's")('SELECT 1');
    await as('app', "it's")(String.raw`ALTER USER app PASSWORD E'a\\b\'c'`);
    await as('app', String.raw`a\b'c`)('SELECT now()');
    expect(await refused(as('app', "it's")('SELECT 1'))).toBe(
      'FATAL:  password authentication failed for user "app"',
    );
    await sql(`create role "odd ""one""" with login password 'x'`);
    await sql(`GRANT app TO "odd ""one"""`);
    expect(await fails(`GRANT "odd ""one""" TO app`)).toBe(
      'ERROR:  role "app" is a member of role "odd "one""',
    );
    expect(await sql('SELECT rolname FROM pg_roles WHERE rolname = $1', 'app')).toEqual([
      { rolname: 'app' },
    ]);
    expect(await sql('SELECT * FROM pg_user ORDER BY usename LIMIT 2')).toEqual([
      ...[{ usename: 'admin' }, { usename: 'app' }],
    ]);
    expect(await sql(`SELECT quote_ident('odd "one"') AS q, quote_ident('app')`)).toEqual([
      { q: '"odd ""one"""', quote_ident: 'app' },
    ]);
    await sql(`DROP ROLE IF EXISTS app, "odd ""one""", nobody`);
    expect(await sql('SELECT * FROM pg_user')).toEqual([{ usename: 'admin' }]);
    expect(await fails('DROP USER nobody')).toBe('ERROR:  role "nobody" does not exist');
    expect(await fails('DROP USER admin')).toBe('ERROR:  current user cannot be dropped');
  });

  it('makes roles of PostgreSQL that may not log in', async () => {
    const { sql, as, refused } = await databaseOf('postgres');
    await sql(`CREATE ROLE app PASSWORD 'x'`);
    const app = () => as('app', 'x')('SELECT 1');
    expect(await refused(app())).toBe('FATAL:  role "app" is not permitted to log in');
    await sql('ALTER ROLE app LOGIN');
    await app();
    await sql('CREATE USER bare');
    expect(await refused(as('bare', '')('SELECT 1'))).toMatch(/password authentication failed/);
  });

  it.each(['mysql', 'mariadb'] as const)('makes, changes and drops users of %s', async (engine) => {
    const { sql, as, fails, refused } = await databaseOf(engine);
    await sql(String.raw`CREATE USER 'app'@'%' IDENTIFIED BY 'it\'s'`);
    await as('app', "it's")('SELECT 1');
    await as('app', "it's")('ALTER USER CURRENT_USER() IDENTIFIED BY "two"');
    await as('app', 'two')('SELECT NOW()');
    const [hash, other] =
      engine === 'mariadb' ? ["PASSWORD('three')", "'three'"] : ["'three'", "PASSWORD('three')"];
    expect(await fails(`SET PASSWORD FOR 'app' = ${other}`)).toMatch(/^ERROR 1064 \(42000\)/);
    await sql(`SET PASSWORD FOR \`app\`@'%' = ${hash}`);
    await as('app', 'three')('SELECT 1');
    await sql("CREATE USER IF NOT EXISTS 'app' IDENTIFIED BY 'four'");
    await as('app', 'three')('SELECT 1');
    expect(await sql("SHOW GRANTS FOR 'app'")).toEqual([
      { 'Grants for app@%': 'GRANT USAGE ON *.* TO `app`@`%`' },
    ]);
    await sql("GRANT USAGE ON *.* TO 'app'");
    await sql("ALTER USER 'app' REQUIRE NONE");
    expect(await sql('SELECT User, ssl_type FROM mysql.user WHERE User = ?', 'app')).toEqual([
      { User: 'app', ssl_type: '' },
    ]);
    expect(await refused(as('app', 'three')('SELECT User FROM mysql.user'))).toBe(
      "ERROR 1142 (42000): SELECT command denied to user 'app'@'%' for table 'user'",
    );
    expect(await refused(as('app', 'three')("DROP USER 'admin'"))).toMatch(/^ERROR 1227 \(42000\)/);
    expect(await fails("CREATE USER 'app' IDENTIFIED BY 'x'")).toBe(
      "ERROR 1396 (HY000): Operation CREATE USER failed for 'app'@'%'",
    );
    expect(await fails("ALTER USER 'x' IDENTIFIED BY 'x'")).toBe(
      "ERROR 1396 (HY000): Operation ALTER USER failed for 'x'@'%'",
    );
    await sql("DROP USER 'app'");
    expect(await refused(as('app', 'three')('SELECT 1'))).toMatch(/^ERROR 1045 \(28000\)/);
  });

  it.each([
    ['SELEC 1', 'ERROR:  syntax error at or near "SELEC"'],
    ['SELECT', 'ERROR:  syntax error at end of input'],
    ['SELECT 1; SELECT 2', 'ERROR:  syntax error at or near "SELECT"'],
    ["ALTER USER admin PASSWORD 'x", `ERROR:  unterminated quoted string at or near "'x"`],
    ['ALTER USER admin PASSWORD $1', 'ERROR:  syntax error at or near "$1"'],
    ["CREATE USER user PASSWORD 'x'", 'ERROR:  syntax error at or near "user"'],
    ['SELECT * FROM orders', 'ERROR:  relation "orders" does not exist'],
    ['SELECT nothing FROM pg_user', 'ERROR:  column "nothing" does not exist'],
    ['SELECT nothing', 'ERROR:  column "nothing" does not exist'],
    ['SELECT random()', 'ERROR:  function random() does not exist'],
    ['SELECT $2', 'ERROR:  there is no parameter $2'],
  ])('that PostgreSQL does not know is refused in its words: %s', async (statement, text) => {
    const { fails } = await databaseOf('postgres');
    expect(await fails(statement)).toBe(text);
  });

  it.each([
    ['DELETE\nFROM mysql.user', /to use near 'DELETE\nFROM mysql.user' at line 1$/],
    ["ALTER USER 'a'\nIDENTIFIED BY ?", /MySQL server version .* to use near '\?' at line 2$/],
    ["CREATE USER 'a'@'localhost'", /^ERROR 1396 .* failed for 'a'@'localhost'$/],
    ['SELECT * FROM user', /^ERROR 1046 \(3D000\): No database selected$/],
    ['SELECT * FROM shop.orders', /^ERROR 1146 \(42S02\): Table 'shop.orders' doesn't exist$/],
    ['SELECT ?', /^ERROR 1210/],
    ['', /^ERROR 1065 \(42000\): Query was empty$/],
  ])('that MySQL does not know is refused in its words: %s', async (statement, text) => {
    const { fails } = await databaseOf('mysql');
    expect(await fails(statement)).toMatch(text);
  });

  it('takes any name and any password in quotes', async () => {
    const { sql, as, refused } = await databaseOf('postgres');
    const anything = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' });
    await fc.assert(
      fc.asyncProperty(anything, anything, async (name, secret) => {
        const quoted = `"${name.replaceAll('"', '""')}"`;
        if (name === 'admin') return;
        await sql(`CREATE USER ${quoted} PASSWORD '${secret.replaceAll("'", "''")}'`);
        await as(name, secret)('SELECT 1');
        await sql(`DROP USER ${quoted}`);
        expect(await refused(as(name, secret)('SELECT 1'))).toMatch(/^FATAL/);
      }),
      { numRuns: 15 },
    );
  });
});
