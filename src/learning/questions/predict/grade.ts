export { gradeChoice as gradePredict, type ChoiceAnswer as PredictAnswer } from '../choice/grade';
