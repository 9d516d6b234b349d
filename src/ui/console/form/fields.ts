import type { EditedKind } from '../../policy/policy-kinds';
import type { ChosenFile, FieldValue, Pair } from './values';

interface FieldBase {
  readonly name: string;
  readonly label: string;
  /** What it means, under the field. */
  readonly help?: string | undefined;
  readonly value?: FieldValue | undefined;
  readonly required?: boolean;
  readonly placeholder?: string;
  /** Whether a review says only that it is filled in. */
  readonly isSecret?: boolean;
}

/** One of several, with what it means. */
export interface Option {
  readonly value: string;
  readonly label: string;
  readonly help?: string;
  /** Why it cannot be chosen. */
  readonly closed?: string | undefined;
}

/** One field of a form, as data. */
export type Field =
  | (FieldBase & {
      readonly kind: 'text' | 'password' | 'number' | 'area' | 'code';
    })
  | (FieldBase & { readonly kind: 'policy'; readonly policy: EditedKind })
  | (FieldBase & { readonly kind: 'choice' | 'select'; readonly options: readonly Option[] })
  | (FieldBase & { readonly kind: 'ticks'; readonly options: readonly Option[] })
  | (FieldBase & { readonly kind: 'tick' | 'file' })
  | (FieldBase & {
      readonly kind: 'pairs';
      readonly keyLabel?: string;
      readonly valueLabel?: string;
    });

/** One page of a form. */
export interface FormStep {
  readonly title: string;
  /** What the real console says, or cannot do, here. */
  readonly notes?: readonly string[] | undefined;
  readonly fields: readonly Field[];
  /** Whether it shows once more what the steps before were filled in with. */
  readonly isReview?: boolean;
}

/** The fields of a form's steps with their first values. */
export function firstValues(steps: readonly FormStep[]): Record<string, FieldValue | undefined> {
  const fields = steps.flatMap((step) => step.fields);
  return Object.fromEntries(fields.map((field) => [field.name, firstValue(field)]));
}

function firstValue(field: Field): FieldValue | undefined {
  if (field.value !== undefined) return field.value;
  switch (field.kind) {
    case 'choice':
    case 'select':
      return field.options.find(({ closed }) => closed === undefined)?.value ?? '';
    case 'tick':
      return false;
    case 'pairs':
    case 'ticks':
      return [];
    case 'file':
      return undefined;
    default:
      return '';
  }
}

/** What keeps a step from being left: the first thing that is missing or cannot be read. */
export function stepProblem(
  { fields }: FormStep,
  values: Readonly<Record<string, FieldValue | undefined>>,
): { readonly field: string; readonly problem: string } | undefined {
  for (const field of fields) {
    const value = values[field.name];
    const isEmpty = isMissing(field, value);
    if (field.required === true && isEmpty) {
      const what = field.kind === 'tick' ? 'has to be ticked' : 'is missing';
      return { field: field.name, problem: `${field.label} ${what}.` };
    }
    if (field.kind === 'number' && !isEmpty && Number.isNaN(Number(value))) {
      return { field: field.name, problem: `${field.label} is not a number.` };
    }
    if (field.kind === 'policy' && typeof value === 'string' && value !== '' && !isJson(value)) {
      return { field: field.name, problem: `${field.label} is not JSON: ${jsonProblem(value)}` };
    }
  }
  return undefined;
}

/** What a field holds, in words. */
export function valueText(field: Field, value: FieldValue | undefined): string {
  if (isMissing(field, value)) return field.kind === 'tick' ? 'No' : '–';
  if (field.isSecret) return 'Entered';
  switch (field.kind) {
    case 'tick':
      return 'Yes';
    case 'choice':
    case 'select':
      return field.options.find((option) => option.value === value)?.label ?? '–';
    case 'ticks': {
      const ticked = value as readonly string[];
      return field.options
        .filter((option) => ticked.includes(option.value))
        .map(({ label }) => label)
        .join(', ');
    }
    case 'pairs':
      return (value as readonly Pair[]).map((pair) => pair.join('=')).join(', ');
    case 'file':
      return (value as ChosenFile).name;
    case 'password':
      return 'Entered';
    default:
      return value as string;
  }
}

function isMissing(field: Field, value: FieldValue | undefined): boolean {
  if (field.kind === 'choice' || field.kind === 'select') {
    return !field.options.some((option) => option.value === value);
  }
  if (field.kind === 'tick') return value !== true;
  if (Array.isArray(value)) {
    return value.every((item) => item[0] === '' && item[1] === '');
  }
  return value === undefined || value === '';
}

function isJson(text: string): boolean {
  return jsonProblem(text) === undefined;
}

function jsonProblem(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
