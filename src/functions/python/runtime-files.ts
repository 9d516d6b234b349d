import bootstrap from './runtime/bootstrap.py?raw';
import database from './runtime/database.py?raw';
import eventLoop from './runtime/event_loop.py?raw';
import lambdaContext from './runtime/lambda_context.py?raw';
import lambdaJson from './runtime/lambda_json.py?raw';
import network from './runtime/network.py?raw';
import psycopg2 from './runtime/psycopg2.py?raw';
import pymysql from './runtime/pymysql.py?raw';

/** Where things lie, as on AWS: the runtime, what comes in layers, and the function itself. */
export const folders = {
  runtime: '/var/runtime',
  layers: '/opt/python',
  task: '/var/task',
} as const;

/** Our own Python, by path. */
export const runtimeFiles: Readonly<Record<string, string>> = {
  [`${folders.runtime}/bootstrap.py`]: bootstrap,
  [`${folders.runtime}/lambda_context.py`]: lambdaContext,
  [`${folders.runtime}/lambda_json.py`]: lambdaJson,
  [`${folders.runtime}/event_loop.py`]: eventLoop,
  [`${folders.runtime}/network.py`]: network,
  [`${folders.runtime}/database.py`]: database,
  [`${folders.layers}/psycopg2.py`]: psycopg2,
  [`${folders.layers}/pymysql.py`]: pymysql,
};
