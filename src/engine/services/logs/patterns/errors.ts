import { invalidParameter } from '../errors';

export const invalidPattern = {
  /** Text: AWS's answer as quoted in a public bug report (awslogs, 2018); of `[` it is assumed. */
  unclosed: (open: string, close: string) =>
    invalidParameter(`If a filter pattern starts with '${open}' it must end with '${close}'`),
  /** Text: AWS's answers as quoted in public bug reports (2019 to 2022). */
  other: () => invalidParameter('Invalid filter pattern'),
};
