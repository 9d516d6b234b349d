import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { functionTemplates } from '../../../src/functions/templates/index';
import { labShell } from '../lab-shell';

describe('lambda-template', () => {
  it('lists every template with its runtime', async () => {
    const { out } = await labShell();
    const lines = (await out('lambda-template list')).trim().split('\n');
    expect(lines).toHaveLength(functionTemplates.length);
    for (const [index, { id, runtime, title }] of functionTemplates.entries()) {
      expect(lines[index]).toMatch(new RegExp(`^${id} +${runtime} +`));
      expect(lines[index]).toContain(title);
    }
  });

  it.each(functionTemplates)('shows $id, which can be changed and packed', async (template) => {
    const { out, run } = await labShell();
    expect(await out(`lambda-template show ${template.id}`)).toBe(template.source);
    const { exitCode } = await run(
      `lambda-template show ${template.id} | sed s/32/40/ > ${template.file} && ` +
        `zip -q mine.zip ${template.file}`,
    );
    expect(exitCode).toBe(0);
  });

  it.each(functionTemplates)('packs $id as a deployment package', async (template) => {
    const { out } = await labShell();
    const told = await out(`lambda-template zip ${template.id}`);
    expect(told).toContain(`--runtime ${template.runtime} --handler ${template.handler}`);
    const base64 = await out(`base64 -w0 ${template.id}.zip`);
    const files = unzipSync(new Uint8Array(Buffer.from(base64, 'base64')));
    expect(Object.keys(files)).toEqual([template.file]);
    expect(new TextDecoder().decode(files[template.file])).toBe(template.source);
  });

  it('writes the package where it is told to', async () => {
    const { run, out } = await labShell();
    await run('mkdir build; lambda-template zip rotate-single-user build/f.zip');
    expect(await out('ls build')).toBe('f.zip\n');
  });

  it.each([
    ['lambda-template', /^usage: lambda-template/],
    ['lambda-template pack', /there is no command pack/],
    ['lambda-template show', /which template/],
    ['lambda-template show rotate', /there is no template rotate;/],
    ['lambda-template list all', /list does not take all/],
  ])('refuses %s', async (line, text) => {
    const { run } = await labShell();
    const { stderr, exitCode } = await run(line);
    expect(stderr).toMatch(text);
    expect(exitCode).toBe(2);
  });
});
