// PrivateKeyInfo, and EncryptedPrivateKeyInfo under the password "x". A key that passes the checks of an import is
// written, and read as the same key for the same use.
#include "provider/pkcs8.h"

#include "blob_property.h"

namespace {

using namespace cng;

const AlgorithmInfo* algorithm_of(Family family) {
  for (const AlgorithmInfo& row : all_algorithms())
    if (row.family == family) return &row;
  return nullptr;
}

void check_plain(ByteView der) {
  const Result<provider::Pkcs8Key> read = provider::read_pkcs8(der);
  if (!read) return;
  const AlgorithmInfo* algorithm = algorithm_of(read->key.parts.family);
  fuzz::require(algorithm != nullptr);
  const std::unique_ptr<Key> key = Key::create(read->key.parts, {algorithm, 0});
  if (!provider::check(*key, Validation::full)) return;
  const Result<KeyParts> parts = provider::complete(*key);
  fuzz::require(static_cast<bool>(parts));
  const Result<SecretBytes> written = provider::write_pkcs8(*parts, read->use);
  fuzz::require(static_cast<bool>(written));
  const Result<provider::Pkcs8Key> again = provider::read_pkcs8(written->view(SecretAccess{}));
  fuzz::require(again && again->use == read->use && again->key.parts.family == parts->family);
}

// An iteration count of three bytes costs time and shows nothing more.
bool asks_for_much_work(ByteView der) {
  constexpr std::uint8_t kInteger = 2;
  for (std::size_t i = 0; i + 1 < der.size(); ++i)
    if (der[i] == kInteger && der[i + 1] > 2 && der[i + 1] <= 8) return true;
  return false;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1 || size > 4096) return 0;
  const ByteView input(data + 1, size - 1);
  if (data[0] % 2 == 0) {
    check_plain(input);
  } else if (!asks_for_much_work(input)) {
    const Result<SecretBytes> plain = provider::decrypt_pkcs8(input, CNG_W("x"));
    if (plain) check_plain(plain->view(SecretAccess{}));
  }
  return 0;
}
