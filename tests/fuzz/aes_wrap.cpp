// AES key wrap: no input crashes it; what unwraps is wrapped as the same bytes, and what is wrapped unwraps.
#include <cstdlib>
#include <vector>

#include "blob_property.h"
#include "provider/key_wrap.h"

namespace {

using Bytes = std::vector<std::uint8_t>;
using cng::fuzz::require;

// The same keys as in make_corpus.py: 0, 1, 2 ... of 16, 24 or 32 bytes.
const cng::CipherKey& kek(unsigned choice) {
  static const auto keys = [] {
    std::vector<std::unique_ptr<cng::CipherKey>> made;
    for (const std::size_t size : {16U, 24U, 32U}) {
      Bytes secret(size);
      for (std::size_t i = 0; i < size; ++i) secret[i] = static_cast<std::uint8_t>(i);
      made.push_back(
          cng::CipherKey::create(secret, {&cng::algorithm(cng::AlgorithmId::aes), 0}, cng::ChainMode::cbc, 0));
    }
    return made;
  }();
  return *keys[choice % keys.size()];
}

void unwrap(const cng::CipherKey& key, cng::ByteView blob) {
  cng::fuzz::TouchingLog log;
  cng::ByteReader reader(blob, &log);
  const cng::codec::Target target{&cng::algorithm(cng::AlgorithmId::aes), nullptr, cng::codec::Half::private_key,
                                  false};
  const cng::Result<cng::KeyParts> parts = cng::codec::aes_wrap::parse(reader, target);
  if (!parts) return;
  Bytes secret(blob.size() - cng::codec::aes_wrap::kOverhead), again(blob.size());
  if (!cng::provider::unwrap_key(key, (*parts)[cng::cipher_part::secret], secret)) {
    require(secret == Bytes(secret.size()));
    return;
  }
  require(static_cast<bool>(cng::provider::wrap_key(key, secret, again)));
  require(std::equal(again.begin(), again.end(), blob.begin(), blob.end()));
}

void wrap(const cng::CipherKey& key, cng::ByteView secret) {
  Bytes wrapped(secret.size() + cng::codec::aes_wrap::kOverhead), again(secret.size());
  if (!cng::provider::wrap_key(key, secret, wrapped)) return;
  require(static_cast<bool>(cng::provider::unwrap_key(key, wrapped, again)));
  require(std::equal(again.begin(), again.end(), secret.begin(), secret.end()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  const cng::ByteView rest(data + 1, size - 1);
  unwrap(kek(data[0]), rest);
  wrap(kek(data[0]), rest);
  return 0;
}
