// XTS over ECB: OpenSSL's own refuses to encrypt when the two halves of the key are equal, which CNG allows.
#include <algorithm>
#include <cstring>

#include "core/secret.h"
#include "provider/cipher.h"
#include "provider/cipher_context.h"
#include "provider/ossl_error.h"

namespace cng::provider {
namespace {

constexpr std::size_t kBlock = 16;
constexpr std::size_t kAtOnce = 64 * kBlock;  // bytes that go through the cipher in one call

std::uint64_t load_little(const std::uint8_t* from) {
  std::uint64_t value = 0;
  for (std::size_t i = 8; i-- != 0;) value = value << 8 | from[i];
  return value;
}

void store_little(std::uint64_t value, std::uint8_t* to) {
  for (std::size_t i = 0; i < 8; ++i, value >>= 8) to[i] = static_cast<std::uint8_t>(value);
}

// The tweak of the block that is next: multiplied by x in GF(2^128) from block to block, without a branch on its bits.
class Tweak {
 public:
  explicit Tweak(ByteView first) : low_(load_little(first.data())), high_(load_little(first.data() + 8)) {}
  ~Tweak() { wipe(this, sizeof *this); }
  Tweak(const Tweak&) = delete;
  Tweak& operator=(const Tweak&) = delete;

  void write_next(std::uint8_t* to) {
    store_little(low_, to);
    store_little(high_, to + 8);
    constexpr std::uint64_t kPolynomial = 0x87;  // x^128 = x^7 + x^2 + x + 1
    const std::uint64_t carry = high_ >> 63;
    high_ = high_ << 1 | low_ >> 63;
    low_ = low_ << 1 ^ (kPolynomial & (0 - carry));
  }

 private:
  std::uint64_t low_, high_;
};

void add(ByteView a, const std::uint8_t* b, std::uint8_t* out) {
  for (std::size_t i = 0; i < a.size(); ++i) out[i] = a[i] ^ b[i];
}

bool run_unit(EVP_CIPHER_CTX* cipher, Tweak& tweak, ByteView in, ByteSpan out) {
  SecretArray<kAtOnce> storage;
  while (!in.empty()) {
    const std::size_t size = std::min(in.size(), kAtOnce);
    const ByteSpan tweaks = storage.span(SecretAccess{}, size);
    for (std::size_t at = 0; at < size; at += kBlock) tweak.write_next(tweaks.data() + at);
    add(in.first(size), tweaks.data(), out.data());
    if (!transform(cipher, out.first(size), out.first(size))) return false;
    add(out.first(size), tweaks.data(), out.data());
    in = in.subspan(size);
    out = out.subspan(size);
  }
  return true;
}

// The first tweak of a data unit is its number, encrypted under the second half of the key.
bool run_units(EVP_CIPHER_CTX* cipher, EVP_CIPHER_CTX* numbers, const XtsOperation& operation, ByteView in,
               ByteSpan out) {
  std::uint64_t number = operation.first_unit;
  for (std::size_t at = 0; at < in.size(); at += operation.unit_bytes, ++number) {
    SecretArray<kBlock> storage;
    const ByteSpan first = storage.span(SecretAccess{});
    std::memset(first.data(), 0, kBlock);
    store_little(number, first.data());
    if (!transform(numbers, first, first)) return false;
    Tweak tweak(first);
    if (!run_unit(cipher, tweak, in.subspan(at, operation.unit_bytes), out.subspan(at, operation.unit_bytes)))
      return false;
  }
  return true;
}

}  // namespace

Status cipher_xts(const CipherKey& key, const XtsOperation& operation, ByteView in, ByteSpan out) {
  if (in.size() != out.size()) return internal_error("the buffer of a cipher has another size");
  if (operation.unit_bytes == 0 || operation.unit_bytes % kBlock != 0 || in.size() % operation.unit_bytes != 0)
    return internal_error("the input of XTS is not whole data units");
  Result<LentContext> cipher = LentContext::take(key, CipherUse::ecb, operation.direction);
  if (!cipher) return cipher.error();
  Result<LentContext> numbers = LentContext::take(key, CipherUse::tweak, Direction::encrypt);
  if (!numbers) return numbers.error();
  if (!run_units(cipher->evp(), numbers->evp(), operation, in, out)) {
    wipe(out.data(), out.size());
    return ossl_failed("the cipher failed");
  }
  cipher->give_back();
  numbers->give_back();
  return {};
}

}  // namespace cng::provider
