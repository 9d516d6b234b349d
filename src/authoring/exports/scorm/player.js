// The page of a SCORM 1.2 package: it asks fixed questions, grades them, and tells the platform. It
// stands alone: nothing is imported, and nothing is loaded from anywhere.

/**
 * @typedef {{ html: string, right: boolean, why: string }} Option
 * @typedef {{ id: string, title: string, stem: string, explanation: string } & (
 *   | { kind: 'choice', many: boolean, options: Option[] }
 *   | { kind: 'matching', prompts: string[], responses: string[], key: number[] }
 *   | { kind: 'ordering', steps: string[], choose: number, accept: number[][] }
 *   | { kind: 'number', answer: number, tolerance: number }
 * )} Question
 * @typedef {Record<'LMSInitialize' | 'LMSFinish' | 'LMSGetValue' | 'LMSSetValue' | 'LMSCommit', (...args: string[]) => string>} Api
 */

/** @type {{ title: string, digest: string, questions: Question[] }} */
const content = JSON.parse(document.getElementById('content')?.textContent ?? '');
const { questions, digest } = content;
const main = /** @type {HTMLElement} */ (document.querySelector('main'));
const api = findApi();
const began = Date.now();
/** An answer is digits: what was chosen by its place, `-` where nothing was; a number as it was typed. */
const answers = questions.map(blank);
let at = 0;
let submitted = false;
let over = false;

function start() {
  if (api !== undefined) {
    api.LMSInitialize('');
    resume(api.LMSGetValue('cmi.suspend_data'));
    const status = api.LMSGetValue('cmi.core.lesson_status');
    if (status === 'not attempted' || status === '') {
      api.LMSSetValue('cmi.core.lesson_status', 'incomplete');
      api.LMSCommit('');
    }
  }
  addEventListener('pagehide', leave);
  addEventListener('beforeunload', leave);
  show();
}

/** @returns {Api | undefined} The platform's, in a window around this one or the one that opened it. */
function findApi() {
  for (const first of [window, window.opener]) {
    let frame = first;
    for (let depth = 0; frame && depth < 10; depth += 1) {
      try {
        if (frame.API) return frame.API;
      } catch {
        return undefined;
      }
      if (frame.parent === frame) break;
      frame = frame.parent;
    }
  }
  return undefined;
}

/** @param {Question} question */
function blank(question) {
  if (question.kind === 'number') return '';
  if (question.kind === 'matching') return '-'.repeat(question.prompts.length);
  return question.kind === 'ordering' ? '-'.repeat(question.choose) : '';
}

/** What SCORM keeps of it all: no more than 4,096 characters, whatever was answered. */
function state() {
  return ['1', digest, submitted ? 's' : '', at.toString(36), ...answers].join(';');
}

/** @param {string} text */
function resume(text) {
  const [format, of, done, place, ...kept] = text.split(';');
  // Of another version of the questions nothing fits any more.
  if (format !== '1' || of !== digest || kept.length !== questions.length) return;
  kept.forEach((answer, i) => (answers[i] = answer));
  submitted = done === 's';
  at = Math.min(questions.length, Number.parseInt(place ?? '', 36) || 0);
}

function keep() {
  if (api === undefined || over) return;
  api.LMSSetValue('cmi.suspend_data', state());
  api.LMSSetValue('cmi.core.lesson_location', String(at + 1));
  api.LMSSetValue('cmi.core.exit', submitted ? '' : 'suspend');
  api.LMSCommit('');
}

function leave() {
  if (api === undefined || over) return;
  keep();
  const seconds = (Date.now() - began) / 1000;
  const two = (/** @type {number} */ n) => String(Math.floor(n)).padStart(2, '0');
  const time = `${String(Math.floor(seconds / 3600)).padStart(4, '0')}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
  api.LMSSetValue('cmi.core.session_time', time);
  over = true;
  api.LMSFinish('');
}

/** @param {string} one */
const place = (one) => Number.parseInt(one, 36);
/** @param {number} index */
const sign = (index) => index.toString(36);

/** @param {Question} question @param {string} answer */
function isWhole(question, answer) {
  switch (question.kind) {
    case 'choice':
      return answer.length === question.options.filter(({ right }) => right).length;
    case 'number':
      return numberIn(answer) !== undefined;
    default:
      return !answer.includes('-');
  }
}

/** @param {string} typed */
function numberIn(typed) {
  const plain = typed
    .trim()
    .replace(/^\$\s*/, '')
    .replace(/(\d),(?=\d{3}(\D|$))/g, '$1');
  return /^[-+]?(\d+(\.\d*)?|\.\d+)$/.test(plain) ? Number(plain) : undefined;
}

/** All or nothing. @param {Question} question @param {string} answer */
function isRight(question, answer) {
  if (!isWhole(question, answer)) return false;
  switch (question.kind) {
    case 'choice':
      return [...answer].every((one) => question.options[place(one)]?.right);
    case 'number':
      return (
        Math.abs((numberIn(answer) ?? NaN) - question.answer) <=
        question.tolerance + 1e-9 * Math.max(1, Math.abs(question.answer))
      );
    case 'matching':
      return [...answer].every((one, i) => place(one) === question.key[i]);
    case 'ordering':
      return question.accept.some((steps) => steps.map(sign).join('') === answer);
  }
}

function submit() {
  submitted = true;
  at = questions.length;
  const right = questions.filter((question, i) => isRight(question, answers[i] ?? '')).length;
  if (api !== undefined && !over) {
    const score = Math.round((right / questions.length) * 10000) / 100;
    api.LMSSetValue('cmi.core.score.min', '0');
    api.LMSSetValue('cmi.core.score.max', '100');
    api.LMSSetValue('cmi.core.score.raw', String(score));
    const mastery = Number.parseFloat(api.LMSGetValue('cmi.student_data.mastery_score'));
    const status = Number.isNaN(mastery) ? 'completed' : score >= mastery ? 'passed' : 'failed';
    api.LMSSetValue('cmi.core.lesson_status', status);
    questions.forEach((question, i) => tell(question, answers[i] ?? '', i));
  }
  keep();
  show();
}

/** One question as an interaction. @param {Question} question @param {string} answer @param {number} i */
function tell(question, answer, i) {
  if (api === undefined) return;
  const name = `cmi.interactions.${i}`;
  const pairs = (/** @type {number[]} */ all) =>
    all.map((one, k) => `${sign(k)}.${sign(one)}`).join(',');
  const [type, response, key] =
    question.kind === 'choice'
      ? [
          'choice',
          [...answer].join(','),
          question.options.flatMap((it, k) => (it.right ? [sign(k)] : [])).join(','),
        ]
      : question.kind === 'number'
        ? ['numeric', String(numberIn(answer) ?? ''), String(question.answer)]
        : question.kind === 'matching'
          ? [
              'matching',
              answer.includes('-') ? '' : pairs([...answer].map(place)),
              pairs(question.key),
            ]
          : [
              'sequencing',
              answer.replaceAll('-', '').split('').join(','),
              (question.accept[0] ?? []).map(sign).join(','),
            ];
  api.LMSSetValue(`${name}.id`, question.id.replace(/[^A-Za-z0-9]/g, '_'));
  api.LMSSetValue(`${name}.type`, type ?? '');
  api.LMSSetValue(`${name}.correct_responses.0.pattern`, key ?? '');
  if (response) api.LMSSetValue(`${name}.student_response`, response);
  api.LMSSetValue(`${name}.result`, isRight(question, answer) ? 'correct' : 'wrong');
}

/** @param {string} tag @param {Record<string, string>} [attributes] @param {(Node | string)[]} [children] */
function element(tag, attributes = {}, children = []) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** The texts come with the package, from the app that made it. @param {string} html @param {string} [tag] */
function rich(html, tag = 'div') {
  const made = element(tag, { class: 'rich' });
  made.innerHTML = html;
  return made;
}

/** @param {string} title @param {() => void} work @param {boolean} [disabled] */
function button(title, work, disabled = false) {
  const made = /** @type {HTMLButtonElement} */ (element('button', { type: 'button' }, [title]));
  made.disabled = disabled;
  made.addEventListener('click', work);
  return made;
}

/** @param {number} to */
function go(to) {
  at = to;
  keep();
  show();
  main.querySelector('h1')?.focus();
}

function show() {
  main.replaceChildren(...(at >= questions.length ? lastPage() : questionPage(at)));
}

/** @param {number} i */
function questionPage(i) {
  const question = questions[i];
  if (question === undefined) return [];
  const answer = answers[i] ?? '';
  const verdict = submitted
    ? [
        element('p', { class: isRight(question, answer) ? 'ok' : 'bad', role: 'status' }, [
          isRight(question, answer)
            ? '✓ Right'
            : isWhole(question, answer)
              ? '✗ Not right'
              : '✗ No whole answer',
        ]),
        rich(question.explanation),
      ]
    : [];
  return [
    element('h1', { tabindex: '-1' }, [`Question ${i + 1} of ${questions.length}`]),
    rich(question.stem),
    field(question, i),
    ...verdict,
    element('p', { class: 'buttons' }, [
      button('Previous', () => go(i - 1), i === 0),
      button(i + 1 === questions.length ? (submitted ? 'Result' : 'Review') : 'Next', () =>
        go(i + 1),
      ),
    ]),
  ];
}

function lastPage() {
  const open = questions.filter((question, i) => !isWhole(question, answers[i] ?? '')).length;
  const right = questions.filter((question, i) => isRight(question, answers[i] ?? '')).length;
  const list = element(
    'ol',
    {},
    questions.map((question, i) => {
      const whole = isWhole(question, answers[i] ?? '');
      const how = submitted
        ? isRight(question, answers[i] ?? '')
          ? '✓ right'
          : '✗ not right'
        : whole
          ? 'answered'
          : 'no whole answer';
      return element('li', {}, [button(`${question.title}: ${how}`, () => go(i))]);
    }),
  );
  return [
    element('h1', { tabindex: '-1' }, [submitted ? 'Result' : 'Review']),
    element('p', { role: 'status' }, [
      submitted
        ? `${right} of ${questions.length} right.`
        : open === 0
          ? 'Every question is answered.'
          : `${open} of ${questions.length} without a whole answer: they count as wrong.`,
    ]),
    list,
    ...(submitted ? [] : [element('p', { class: 'buttons' }, [button('Submit', submit)])]),
    ...(api === undefined
      ? [
          element('p', {}, [
            'No learning platform was found: nothing is kept, and no score is told.',
          ]),
        ]
      : []),
  ];
}

/** @param {number} i @param {string} answer */
function set(i, answer) {
  answers[i] = answer;
  keep();
}

/** @param {Question} question @param {number} i */
function field(question, i) {
  switch (question.kind) {
    case 'choice':
      return options(question, i);
    case 'number': {
      const input = /** @type {HTMLInputElement} */ (
        element('input', { maxlength: '16', inputmode: 'decimal', autocomplete: 'off' })
      );
      input.value = answers[i] ?? '';
      input.disabled = submitted;
      // Semicolons part the answers in what is kept.
      input.addEventListener('change', () => set(i, input.value.replaceAll(';', '')));
      return element('p', {}, [element('label', {}, ['Your number ', input])]);
    }
    case 'matching':
      return element(
        'div',
        {},
        question.prompts.map((prompt, k) => select(rich(prompt, 'span'), question.responses, i, k)),
      );
    case 'ordering':
      return element(
        'div',
        {},
        Array.from({ length: question.choose }, (_, k) =>
          select(element('span', {}, [`Step ${k + 1}`]), question.steps.map(textOf), i, k),
        ),
      );
  }
}

/** @param {string} html */
function textOf(html) {
  return rich(html).textContent?.trim() ?? '';
}

/** @param {Extract<Question, { kind: 'choice' }>} question @param {number} i */
function options(question, i) {
  const count = question.options.filter(({ right }) => right).length;
  const list = element('fieldset', {}, [
    element('legend', {}, [question.many ? `Choose ${count}` : 'Choose one']),
  ]);
  question.options.forEach((option, k) => {
    const input = /** @type {HTMLInputElement} */ (
      element('input', { type: question.many ? 'checkbox' : 'radio', name: `q${i}` })
    );
    input.checked = (answers[i] ?? '').includes(sign(k));
    input.disabled = submitted;
    input.addEventListener('change', () => {
      const others = question.many ? [...(answers[i] ?? '')].filter((one) => one !== sign(k)) : [];
      if (question.many && input.checked && others.length >= count) {
        input.checked = false;
        return;
      }
      set(i, [...others, ...(input.checked ? [sign(k)] : [])].sort().join(''));
    });
    const why = submitted
      ? [
          element('span', { class: option.right ? 'ok' : 'bad' }, [
            option.right ? '✓ ' : '✗ ',
            rich(option.why, 'span'),
          ]),
        ]
      : [];
    list.append(element('label', {}, [input, rich(option.html, 'span'), ...why]));
  });
  return list;
}

/** @param {Node} label @param {string[]} texts @param {number} i @param {number} k */
function select(label, texts, i, k) {
  const chosen = (answers[i] ?? '')[k] ?? '-';
  const made = /** @type {HTMLSelectElement} */ (element('select'));
  made.append(element('option', { value: '-' }, ['Choose…']));
  texts.forEach((text, n) => made.append(element('option', { value: sign(n) }, [text])));
  made.value = chosen;
  made.disabled = submitted;
  made.addEventListener('change', () => {
    const all = [...(answers[i] ?? '')];
    all[k] = made.value;
    set(i, all.join(''));
  });
  return element('label', { class: 'row' }, [label, made]);
}

start();

export {};
