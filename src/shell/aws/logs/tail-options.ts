import type { DescribedOption } from '../arguments/global-options';

/** The formats of `aws logs tail`. */
export const tailFormats = ['detailed', 'short', 'json'] as const;

function text(name: string, description: string): DescribedOption {
  return { name: `--${name}`, destination: name, arity: 'one', type: 'string', description };
}

/** The options of `aws logs tail`. Source: AWS CLI 2.36.7, awscli/customizations/logs/tail.py. */
export const tailOptions: readonly DescribedOption[] = [
  text('since', 'From when on: ISO 8601, or how long ago: 30s, 10m (the default), 2h, 1d, 1w.'),
  {
    ...{ name: '--follow', destination: 'follow', arity: 'none', type: 'boolean' },
    description: 'Not available in this lab: nothing else runs while it waits.',
  },
  { ...text('format', 'How events are printed.'), choices: tailFormats },
  text('filter-pattern', 'Only events that match this filter pattern.'),
  {
    ...text('log-stream-names', 'Only events of these log streams.'),
    arity: 'some',
  },
  text('log-stream-name-prefix', 'Only events of log streams whose names begin so.'),
];
