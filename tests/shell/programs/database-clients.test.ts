import { describe, expect, it } from 'vitest';
import { Engine } from '../../../src/engine/engine';
import { createWorld } from '../../../src/engine/world';
import { Shell } from '../../../src/shell/shell';

async function databaseShell(engine: 'mysql' | 'postgres') {
  const world = new Engine(createWorld({ now: Date.UTC(2026, 10, 23, 12), seed: 3 }));
  const shell = await Shell.open(world);
  const run = (line: string) => shell.run(line);
  await run(
    `aws rds create-db-instance --db-instance-identifier shop --engine ${engine} --db-instance-class db.t3.micro --allocated-storage 20 --master-username keeper --master-user-password winter-sale`,
  );
  await world.advanceTo(world.now + 300_000);
  await run(
    'HOST=$(aws rds describe-db-instances --query "DBInstances[0].Endpoint.Address" --output text)',
  );
  return { run, world };
}

describe('a login', () => {
  it.each([
    ['winter-sale', 'keeper logs in to shop: the password is right'],
    ['summer-sale', 'keeper logs in to shop: refused'],
  ])('with %s is a step of the trace', async (password, detail) => {
    const { run, world } = await databaseShell('postgres');
    const logins: object[] = [];
    world.observe(({ steps }) => {
      for (const step of steps) if (step.kind === 'crypto') logins.push(step);
    });
    await run(`PGPASSWORD=${password} psql -h $HOST -U keeper -d postgres -c "SELECT 1"`);
    expect(logins[0]).toMatchObject({
      ...{ action: 'verify', detail, actor: { type: 'service', name: 'Amazon RDS' } },
    });
  });
});

describe('psql', () => {
  it('logs in with the password of PGPASSWORD, and prints as PostgreSQL does', async () => {
    const { run } = await databaseShell('postgres');
    await run('export PGPASSWORD=winter-sale');
    const line = 'psql -h $HOST -U keeper -d postgres -c "SELECT current_user"';
    expect(await run(line)).toMatchObject({
      stdout: ' current_user \n--------------\n keeper\n(1 row)\n\n',
      ...{ stderr: '', exitCode: 0 },
    });
    expect((await run(`${line} -tA`)).stdout).toBe('keeper\n');
  });

  it.each([
    ['', 'fe_sendauth: no password supplied\n'],
    ['PGPASSWORD=no', 'FATAL:  password authentication failed for user "keeper"\n'],
    ['PGPASSWORD=winter-sale PGPORT=1', 'Connection refused\n\tIs the server running'],
  ])('is refused in the words of libpq: %s', async (given, text) => {
    const { run } = await databaseShell('postgres');
    const { stderr, exitCode } = await run(`${given} psql -h $HOST -U keeper -c "SELECT 1"`);
    expect(stderr).toMatch(
      /^psql: error: connection to server at "shop\..*\.amazonaws\.com", port /,
    );
    expect(stderr).toContain(` failed: ${text}`);
    expect(exitCode).toBe(2);
  });

  it('knows the databases of the instance, and no other host', async () => {
    const { run } = await databaseShell('postgres');
    await run('export PGPASSWORD=winter-sale');
    expect((await run('psql -h $HOST -U keeper -c "SELECT 1"')).stderr).toMatch(
      /FATAL: {2}database "keeper" does not exist\n$/,
    );
    expect((await run('psql -h nowhere -U keeper -c "SELECT 1"')).stderr).toBe(
      'psql: error: could not translate host name "nowhere" to address: Name or service not known\n',
    );
  });

  it('creates, changes and drops users, who then log in with what they have', async () => {
    const { run } = await databaseShell('postgres');
    await run('export PGPASSWORD=winter-sale');
    const ask = (user: string, statement: string) =>
      run(`psql -h $HOST -U ${user} -d postgres -tAc "${statement}"`);
    expect((await ask('keeper', "CREATE USER app WITH PASSWORD 'it''s'")).stdout).toBe(
      'CREATE ROLE\n',
    );
    await run(`export PGPASSWORD="it's"`);
    expect((await ask('app', 'SELECT usename FROM pg_user')).stdout).toBe('keeper\napp\n');
    expect((await ask('app', "ALTER ROLE app PASSWORD 'two'")).stdout).toBe('ALTER ROLE\n');
    expect(await ask('app', 'SELECT 1')).toMatchObject({ exitCode: 2 });
    await run('export PGPASSWORD=two');
    expect(await ask('app', 'DROP USER keeper')).toMatchObject({ exitCode: 1 });
    expect(await ask('app', 'SELECT * FROM orders')).toMatchObject({
      ...{
        exitCode: 1,
        stderr: expect.stringContaining('relation "orders" does not exist') as string,
      },
    });
  });

  it.each([
    ['psql -h $HOST', /interactive/],
    ['psql "host=x" -c "SELECT 1"', /connection strings/],
    ['psql --html -c "SELECT 1"', /--html/],
    ['psql -h $HOST -c', /requires an argument -- 'c'/],
    ['psql -c "SELECT 1"', /on socket/],
  ])('refuses by name what it has not: %s', async (line, text) => {
    const { run } = await databaseShell('postgres');
    expect((await run(line)).stderr).toMatch(text);
  });
});

describe('mysql', () => {
  it('takes the password from the line, the variable or an answer', async () => {
    const { run } = await databaseShell('mysql');
    const table = '+---+\n| 1 |\n+---+\n| 1 |\n+---+\n';
    const line = 'mysql -h $HOST -u keeper -e "SELECT 1"';
    expect(await run(`${line} -pwinter-sale`)).toMatchObject({
      stdout: table,
      stderr: expect.stringContaining('[Warning] Using a password') as string,
    });
    expect(await run(`MYSQL_PWD=winter-sale ${line}`)).toMatchObject({ stdout: table, stderr: '' });
    expect((await run(`echo winter-sale | ${line} -BN -p`)).stdout).toBe('Enter password: 1\n');
  });

  it('is refused in the words of MySQL', async () => {
    const { run } = await databaseShell('mysql');
    expect(await run('mysql -h $HOST -u keeper --password=no -e "SELECT 1"')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(
        /\nERROR 1045 \(28000\): Access denied for user 'keeper'@'.*' \(using password: YES\)\n$/,
      ) as string,
    });
    expect((await run('mysql -h $HOST -u keeper -e "SELECT 1"')).stderr).toMatch(
      /\(using password: NO\)\n$/,
    );
    expect((await run('mysql -h nowhere -u keeper -e "SELECT 1"')).stderr).toBe(
      "ERROR 2005 (HY000): Unknown MySQL server host 'nowhere' (-2)\n",
    );
  });

  it('changes passwords by both statements', async () => {
    const { run } = await databaseShell('mysql');
    await run('export MYSQL_PWD=winter-sale');
    const ask = (statement: string) => run(`mysql -h $HOST -u keeper -BNe "${statement}"`);
    expect(await ask("CREATE USER 'app'@'%' IDENTIFIED BY 'one'")).toMatchObject({ exitCode: 0 });
    expect(await ask("ALTER USER 'app'@'%' IDENTIFIED BY 'two'")).toMatchObject({ exitCode: 0 });
    expect((await ask('SELECT user FROM mysql.user')).stdout).toBe('keeper\napp\n');
    expect(await ask("SET PASSWORD = 'three'")).toMatchObject({ exitCode: 0 });
    expect(await ask('SELECT 1')).toMatchObject({ exitCode: 1 });
    expect(
      (await run('MYSQL_PWD=two mysql -h $HOST -u app -BNe "SELECT CURRENT_USER()"')).stdout,
    ).toBe('app@%\n');
  });
});
