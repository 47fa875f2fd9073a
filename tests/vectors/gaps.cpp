#include "gaps.h"

#include <set>

namespace vectors {
namespace {

const std::set<std::string> kAlgorithms = {"RSA",    "DH",     "DSA",      "ECDSA", "ECDH", "AES",
                                           "3DES",   "DES",    "3DES_112", "DESX",  "RC2",  "RC4",
                                           "ML-KEM", "ML-DSA", "SLH-DSA",  "HMAC",  "LMS",  "XMSS"};
const std::set<std::string> kOps = {"import", "import_export", "export", "derive", "sign_verify", "property"};

// Later work shrinks this table.
const Gap kGaps[] = {
    {"the algorithm is not served yet", [](const Vector& v) { return kAlgorithms.count(v.algorithm) == 0; }, true},
    {"the runner does not know this op", [](const Vector& v) { return kOps.count(v.op) == 0; }, false},
};

}  // namespace

const Gap* find_gap(const Vector& vector) {
  for (const Gap& row : kGaps)
    if (row.covers(vector)) return &row;
  return nullptr;
}

}  // namespace vectors
