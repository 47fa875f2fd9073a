// A signer for LMS trees of height 5, written from RFC 8554 for these tests: no vectors are at hand of the sets that
// SP 800-208 adds. It knows nothing of the library but BCryptHash. Never use it for anything else: its keys are known.
#ifndef OPENCNG_TESTS_API_LMS_SIGNER_H_
#define OPENCNG_TESTS_API_LMS_SIGNER_H_

#include "support/handles.h"

namespace cngtest {

class LmsSigner {
 public:
  // `hash` is SHA256 or SHAKE256, `n` 24 or 32, `width` 1, 2, 4 or 8.
  LmsSigner(LPCWSTR hash, ULONG n, ULONG width);

  ULONG type() const { return type_; }
  ULONG one_time_type() const { return one_time_type_; }
  Bytes public_key() const;
  Bytes sign(ULONG leaf, const Bytes& message) const;

 private:
  Bytes hash(std::initializer_list<Bytes> parts) const;
  Bytes secret(ULONG leaf, ULONG chain) const;
  Bytes advance(ULONG leaf, ULONG chain, Bytes value, ULONG from, ULONG to) const;
  Bytes leaf_node(ULONG leaf) const;
  std::vector<ULONG> digits(const Bytes& digest) const;

  Algorithm algorithm_;
  ULONG n_, width_, digits_, checksum_shift_, type_, one_time_type_;
  Bytes id_ = Bytes(16, 0x49);
  std::vector<Bytes> nodes_;  // by their numbers; 0 is not used
};

}  // namespace cngtest

#endif  // OPENCNG_TESTS_API_LMS_SIGNER_H_
