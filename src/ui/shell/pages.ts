import type { Route } from '../router.svelte';

/** A page that the header and the command palette lead to. */
export interface MainPage {
  readonly title: string;
  readonly address: string;
  /** The pages that count as being in it. */
  readonly routes: readonly Route['page'][];
  /** What one does there, for the command palette. */
  readonly purpose: string;
}

/** The app's pages in the order of the header. */
export const mainPages: readonly MainPage[] = [
  {
    title: 'Learn',
    address: '#/learn',
    routes: ['learn', 'scenario'],
    purpose: 'Scenarios with tasks',
  },
  {
    title: 'Lab',
    address: '#/lab',
    routes: ['lab', 'load'],
    purpose: 'A cloud of your own: terminal, consoles, diagrams',
  },
  {
    title: 'Practice',
    address: '#/practice',
    routes: ['practice'],
    purpose: 'Questions whose answers run',
  },
  {
    title: 'Exam',
    address: '#/exam',
    routes: ['exam'],
    purpose: 'Mock exams by the weights of AWS exams, resumed where they were left',
  },
  {
    title: 'Author',
    address: '#/author',
    routes: ['author'],
    purpose: 'Write exercises and have them proven',
  },
  {
    title: 'Progress',
    address: '#/progress',
    routes: ['progress'],
    purpose: 'Mastery by skill, exams, calibration, and what is covered',
  },
  {
    title: 'Reference',
    address: '#/reference',
    routes: ['reference'],
    purpose: 'Each topic in short, with dated facts and lines that show it',
  },
];
