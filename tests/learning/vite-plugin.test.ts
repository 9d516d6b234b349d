import { describe, expect, it } from 'vitest';
import scenario from '../../scenarios/04-kms/01-envelope-encrypt-a-report.yaml';
import summary from '../../scenarios/04-kms/01-envelope-encrypt-a-report.yaml?summary';
import { scenarios } from '../../src/learning/vite-plugin';

describe('a scenario file, imported', () => {
  it('is the scenario as data', () => {
    expect(scenario.id).toBe('envelope-encrypt-a-report');
    expect(scenario.tasks[0]!.hints).toHaveLength(3);
  });

  it('is what a list needs when only its summary is asked for', () => {
    expect(summary).toEqual({
      id: scenario.id,
      title: scenario.title,
      summary: scenario.summary,
      minutes: scenario.minutes,
      skills: scenario.skills,
      tasks: scenario.tasks.length,
    });
  });

  it('stops the build with its faults when it has any', () => {
    const { transform } = scenarios();
    const id = '/home/me/lab/scenarios/00-test/01-x.yaml';
    expect(transform.filter.id.test(id)).toBe(true);
    expect(() => transform.handler('id: x\n', id)).toThrow(
      'scenarios/00-test/01-x.yaml:1:1 title: is missing; expected text\n' +
        'scenarios/00-test/01-x.yaml:1:1 tasks: is missing; expected a list',
    );
  });

  it('is one only in a folder of scenarios', () => {
    const { id } = scenarios().transform.filter;
    expect(id.test('/lab/scenarios/facts.yaml')).toBe(false);
    expect(id.test('/lab/src/other/01-x.yaml')).toBe(false);
  });
});
