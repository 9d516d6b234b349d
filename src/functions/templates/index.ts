import alternatingUsers from './rotate-alternating-users.mjs?raw';
import singleUser from './rotate-single-user.mjs?raw';
import alternatingUsersInPython from './rotate_alternating_users.py?raw';
import singleUserInPython from './rotate_single_user.py?raw';

/** Code to begin a function of AWS Lambda with: one file, to be changed and deployed. */
export interface FunctionTemplate {
  readonly id: string;
  /** What the function does, in one line. */
  readonly title: string;
  /** Runtime and Handler, as CreateFunction takes them. */
  readonly runtime: string;
  readonly handler: string;
  /** What the one file of the deployment package is called, for that handler. */
  readonly file: string;
  readonly source: string;
}

const javaScript = { runtime: 'nodejs22.x', handler: 'index.handler', file: 'index.mjs' } as const;

const python = {
  runtime: 'python3.13',
  handler: 'lambda_function.lambda_handler',
  file: 'lambda_function.py',
} as const;

const titles = {
  singleUser: "Rotates a database user's secret: the user changes its own password",
  alternatingUsers:
    'Rotates between two database users, so that the previous password goes on working',
} as const;

/** The templates that the terminal and the console offer. */
export const functionTemplates: readonly FunctionTemplate[] = [
  {
    id: 'rotate-single-user',
    title: titles.singleUser,
    ...javaScript,
    source: singleUser,
  },
  {
    id: 'rotate-alternating-users',
    title: titles.alternatingUsers,
    ...javaScript,
    source: alternatingUsers,
  },
  {
    id: 'rotate-single-user-python',
    title: titles.singleUser,
    ...python,
    source: singleUserInPython,
  },
  {
    id: 'rotate-alternating-users-python',
    title: titles.alternatingUsers,
    ...python,
    source: alternatingUsersInPython,
  },
];
