// Keys in DER and PEM: what is decoded and passes the checks of an import is encoded, and decoded as the same key.
#include "provider/der.h"

#include "blob_property.h"

namespace {

using cng::fuzz::require;
using cng::provider::DecodedKey;

const cng::AlgorithmInfo* algorithm_of(cng::Family family) {
  for (const cng::AlgorithmInfo& row : cng::all_algorithms())
    if (row.family == family) return &row;
  return nullptr;
}

std::unique_ptr<cng::Key> checked(const cng::Result<DecodedKey>& decoded) {
  if (!decoded) return nullptr;
  const cng::AlgorithmInfo* algorithm = algorithm_of(decoded->parts.family);
  require(algorithm != nullptr);
  std::unique_ptr<cng::Key> key = cng::Key::create(decoded->parts, {algorithm, 0});
  return cng::provider::check(*key, cng::Validation::full) ? std::move(key) : nullptr;
}

void check_again(const cng::Key& key, cng::provider::Form form, bool pem) {
  const cng::Result<cng::KeyParts> parts = cng::provider::complete(key);
  require(static_cast<bool>(parts));
  const cng::Result<cng::SecretBytes> encoded = cng::provider::encode(*parts, form, pem);
  require(static_cast<bool>(encoded));
  const std::unique_ptr<cng::Key> again = checked(cng::provider::decode_der_or_pem(encoded->view(cng::SecretAccess{})));
  require(again != nullptr);
  const cng::Result<cng::KeyParts> back = cng::provider::complete(*again);
  require(back && back->family == parts->family && back->has_private == parts->has_private);
  for (std::size_t i = 0; i < cng::KeyParts::kMost; ++i) require(cng::equal_constant_time((*parts)[i], (*back)[i]));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // A large modulus costs time and shows nothing more.
  if (size > 4096) return 0;
  const cng::Result<DecodedKey> decoded = cng::provider::decode_der_or_pem({data, size});
  const std::unique_ptr<cng::Key> key = checked(decoded);
  if (key == nullptr) return 0;
  check_again(*key, decoded->form, false);
  check_again(*key, decoded->form, true);
  return 0;
}
