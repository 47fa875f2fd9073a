// Post-quantum keys for the tests: blobs and the sizes of the parameter sets, from FIPS 203, 204 and 205.
#ifndef OPENCNG_TESTS_SUPPORT_PQ_H_
#define OPENCNG_TESTS_SUPPORT_PQ_H_

#include "support/handles.h"

namespace cngtest {

struct PqSet {
  LPCWSTR algorithm;
  const char* name;
  ULONG public_magic, private_magic, seed_magic;  // seed_magic 0: no seed form
  LPCWSTR public_type, private_type, seed_type;
  ULONG public_size, private_size, seed_size;
  ULONG output_size;  // of a ciphertext or signature
  ULONG strength;     // in bits
};

inline constexpr int kMlkemSets = 3, kMldsaSets = 3, kSlhdsaSets = 12;
const PqSet& mlkem_set(int index);   // 512, 768, 1024
const PqSet& mldsa_set(int index);   // 44, 65, 87
const PqSet& slhdsa_set(int index);  // SHA2-128s, -128f, -192s and on to SHAKE-256f

// pq_label is the name of a set as a part of a test's name.
std::string pq_label(const PqSet& set);

// pq_blob puts a blob together.
Bytes pq_blob(ULONG magic, std::string_view set, const Bytes& key);

// pq_key gives the key bytes of a blob.
Bytes pq_key(const Bytes& blob);

// generated makes a pair of a parameter set and fails the test when it cannot.
Key generated(const PqSet& set);

}  // namespace cngtest

#endif  // OPENCNG_TESTS_SUPPORT_PQ_H_
