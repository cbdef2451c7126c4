import fc from 'fast-check'

const number = fc.oneof(
  fc.constantFrom(0, 1, 2, 3, -1, 1.5, 2 ** 31, 2 ** 32, 2 ** 53, 2 ** 53 - 1, -0),
  fc.integer(),
  fc.jsonValue(),
)
const id = fc.oneof(fc.record({ client: number, clock: number }), fc.constant(null), fc.jsonValue())
const place = fc.oneof(
  fc.record(
    {
      tname: fc.oneof(
        fc.constantFrom('f:problem', 'f:solution', 'f:', 'rows', null),
        fc.jsonValue(),
      ),
      item: id,
      type: id,
      assoc: number,
    },
    { requiredKeys: [] },
  ),
  fc.jsonValue(),
)

/** What somebody may say is their cursor: near to one, or anything. */
export const aCursor: fc.Arbitrary<unknown> = fc.oneof(
  fc.record({ anchor: place, head: place }),
  fc.jsonValue(),
)
