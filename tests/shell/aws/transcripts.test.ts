import { describe, expect, test } from 'vitest';
import { readTranscript, TranscriptRunner } from './transcript';

// What the AWS CLI prints is known from AWS CLI 2.36.7 run on the same command lines; what AWS
// answers, from the services' own tests.
const files = import.meta.glob<string>('./transcripts/*.txt', {
  query: '?raw',
  import: 'default',
  eager: true,
});

describe.each(Object.entries(files))('%s', (_, text) => {
  const runner = new TranscriptRunner();
  test.each(readTranscript(text))('$line', async ({ line, expected }) => {
    expect(await runner.run(line)).toBe(expected);
  });
});
