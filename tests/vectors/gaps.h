// What neither the library nor this runner does yet.
#ifndef OPENCNG_TESTS_VECTORS_GAPS_H_
#define OPENCNG_TESTS_VECTORS_GAPS_H_

#include "vector.h"

namespace vectors {

// Gap is a row of the table: the vectors it covers are skipped with its reason.
struct Gap {
  const char* reason;
  bool (*covers)(const Vector&);
  // True: the vector can be run all the same, and one that then succeeds says that the row is out of date.
  bool can_be_tried;
};

// find_gap gives the first row that covers the vector, or nullptr.
const Gap* find_gap(const Vector& vector);

}  // namespace vectors

#endif  // OPENCNG_TESTS_VECTORS_GAPS_H_
