import { describe, expect, it } from 'vitest';
import { judgePaste, promptLimit } from '../../../src/ui/terminal/paste';
import { printableOutput } from '../../../src/ui/terminal/printable';

describe('a pasted text', () => {
  it('goes in as it is', () => {
    expect(judgePaste('ls -l', promptLimit)).toEqual({ text: 'ls -l', notice: '', changed: false });
  });

  it('loses the newlines at its end and the returns of Windows', () => {
    expect(judgePaste('ls\r\npwd\r\n', promptLimit)).toMatchObject({ text: 'ls\npwd', notice: '' });
  });

  it('is refused when it is longer than the prompt takes', () => {
    const paste = judgePaste('x'.repeat(10 * 1024 * 1024), promptLimit);
    expect(paste).toEqual({ refused: expect.stringMatching(/10 MiB.*128 KiB.*file/) });
  });

  it('is refused when it does not fit beside what is there', () => {
    expect(judgePaste('x'.repeat(11), 10)).toHaveProperty('refused');
    expect(judgePaste('x'.repeat(10), 10)).not.toHaveProperty('refused');
  });

  it('has its control characters made visible, and says so', () => {
    const paste = judgePaste('a\0b\u001b[31m\u007f\u202e', promptLimit);
    expect(paste).toMatchObject({
      text: 'a␀b␛[31m␡<202E>',
      notice: expect.stringMatching(/^4 control characters/),
    });
  });
});

describe('output', () => {
  it('is shown without colours, titles and other terminal sequences', () => {
    expect(printableOutput('\u001b[1;31mred\u001b[0m \u001b]0;title\u0007x\u001bM')).toBe('red x');
  });

  it('shows other control characters instead of obeying them', () => {
    expect(printableOutput('a\bb\r\nc\td')).toBe('a␈b\nc\td');
  });
});
