#include "core/hash_based.h"

#include "blob_property.h"

namespace {

using namespace cng;

// The rest of the input is a key and, with zeros for what is missing, a signature. It verifies or it does not; nothing
// else may happen.
void check_signature(const std::uint8_t* data, std::size_t size) {
  const AlgorithmInfo& algorithm = cng::algorithm(data[0] % 2 == 0 ? AlgorithmId::lms : AlgorithmId::xmss);
  const ByteView input(data + 1, size - 1);
  const std::optional<HashBasedSet> set = hash_based_set(algorithm.id, input);
  if (!set || input.size() < set->public_bytes) return;
  KeyParts parts;
  parts.family = Family::hash_based;
  parts.set(pq_part::public_key, input.first(set->public_bytes));
  const std::unique_ptr<Key> key = Key::create(parts, {&algorithm, 0});
  const ByteView given = input.subspan(set->public_bytes);
  std::vector<std::uint8_t> signature(given.begin(), given.end());
  if (signature.size() < set->signature_bytes) signature.resize(set->signature_bytes);
  const std::uint8_t message[] = {'a', 'b', 'c'};
  const Code code = provider::hash_based_verify(*key, message, signature).error().code;
  fuzz::require(code == Code::ok || code == Code::invalid_signature);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  cng::fuzz::check_family(cng::Family::hash_based, data, size);
  if (size != 0) check_signature(data, size);
  return 0;
}
