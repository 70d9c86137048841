import { PointsSchema, type Points, type WeighedCriterion } from '@twohours/wire/review';

/** As they stand in the fields. */
export type TypedPoints = Readonly<Record<string, readonly string[]>>;

export function typedPoints(rubric: readonly WeighedCriterion[]): TypedPoints {
  return Object.fromEntries(rubric.map(({ id, points }) => [id, points.map(String)]));
}

/** Undefined while something in the fields is no number of points. */
export function pointsOf(typed: TypedPoints): Points | undefined {
  const numbers = Object.entries(typed).map(([criterion, values]) => [
    criterion,
    values.map((value) => (value.trim() === '' ? Number.NaN : Number(value.replace(',', '.')))),
  ]);
  const checked = PointsSchema.safeParse(Object.fromEntries(numbers));
  return checked.success ? checked.data : undefined;
}
