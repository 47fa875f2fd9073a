// Key derivation. What OpenSSL refuses with an empty secret, CNG does: those counters are ours.
#include <openssl/core_names.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "provider/library.h"
#include "provider/operation.h"
#include "provider/ossl_error.h"
#include "provider/provider.h"

namespace cng::provider {
namespace {

class KdfParams {
 public:
  explicit KdfParams(const char* hash) { list_[count_++] = text_param(OSSL_KDF_PARAM_DIGEST, hash); }

  KdfParams& add(const char* name, ByteView bytes) {
    list_[count_++] = bytes_param(name, bytes);
    return *this;
  }
  KdfParams& add(const char* name, std::uint64_t& number) {
    list_[count_++] = OSSL_PARAM_construct_uint64(name, &number);
    return *this;
  }
  const OSSL_PARAM* get() {
    list_[count_] = OSSL_PARAM_construct_end();
    return list_;
  }

 private:
  OSSL_PARAM list_[8];
  std::size_t count_ = 0;
};

Status derive(const char* name, KdfParams& params, ByteSpan out) {
  if (out.empty()) return invalid_parameter("no bytes are asked for");
  const Result<OSSL_LIB_CTX*> library_context = library();
  if (!library_context) return library_context.error();
  const KdfPtr implementation(EVP_KDF_fetch(*library_context, name, nullptr));
  if (!implementation) return ossl_failed("OpenSSL does not have this key derivation");
  const KdfCtxPtr context(EVP_KDF_CTX_new(implementation.get()));
  if (!context || EVP_KDF_derive(context.get(), out.data(), out.size(), params.get()) != 1)
    return ossl_failed("the key derivation failed");
  return {};
}

class BigEndian32 {
 public:
  explicit BigEndian32(std::uint32_t value)
      : bytes_{static_cast<std::uint8_t>(value >> 24), static_cast<std::uint8_t>(value >> 16),
               static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)} {}
  ByteView view() const { return bytes_; }

 private:
  std::uint8_t bytes_[4];
};

// Fills `out` with block after block of the hash's length, each made by `make(number, block)` from its number, 1 and
// on.
template <class Make>
Status counter_mode(const HashInfo& hash, ByteSpan out, Make&& make) {
  if (out.empty()) return invalid_parameter("no bytes are asked for");
  if (out.size() / hash.digest_bytes >= 0xFFFFFFFF) return invalid_parameter("the counter has only 32 bits");
  SecretArray<EVP_MAX_MD_SIZE> storage;
  const ByteSpan block = storage.span(SecretAccess{}, hash.digest_bytes);
  std::uint32_t counter = 0;
  for (std::size_t done = 0; done < out.size();) {
    const BigEndian32 number(++counter);
    CNG_TRY(make(number.view(), block));
    const std::size_t part = std::min(block.size(), out.size() - done);
    std::memcpy(out.data() + done, block.data(), part);
    done += part;
  }
  return {};
}

}  // namespace

Status tls_prf(const HashInfo* hash, ByteView secret, ByteView label, ByteView seed, ByteSpan out) {
  if (label.empty() && seed.empty()) return invalid_parameter("the PRF needs a label or a seed");
  KdfParams params(hash == nullptr ? "MD5-SHA1" : hash->provider_name);
  params.add(OSSL_KDF_PARAM_SECRET, secret).add(OSSL_KDF_PARAM_SEED, label).add(OSSL_KDF_PARAM_SEED, seed);
  return derive(OSSL_KDF_NAME_TLS1_PRF, params, out);
}

Status concat_kdf(const HashInfo& hash, ByteView secret, ByteView other_info, ByteSpan out) {
  return counter_mode(hash, out, [&](ByteView number, ByteSpan block) {
    const ByteView pieces[] = {number, secret, other_info};
    return digest(hash, pieces, block);
  });
}

Status counter_kdf(const HashInfo& hash, ByteView secret, std::span<const ByteView> fixed, ByteSpan out) {
  constexpr std::size_t kMostBytes = 0xFFFFFFFF / 8;
  if (out.size() > kMostBytes) return invalid_parameter("the length in bits has only 32 bits");
  const BigEndian32 length(static_cast<std::uint32_t>(out.size() * 8));
  std::vector<ByteView> pieces{ByteView()};
  pieces.insert(pieces.end(), fixed.begin(), fixed.end());
  pieces.push_back(length.view());
  return counter_mode(hash, out, [&](ByteView number, ByteSpan block) {
    pieces.front() = number;
    return hmac(hash, secret, pieces, block);
  });
}

Status hkdf(const HashInfo& hash, ByteView secret, ByteView salt, ByteView info, ByteSpan out) {
  if (out.size() > 255 * std::size_t{hash.digest_bytes})
    return invalid_parameter("HKDF gives no more than 255 times the length of its hash");
  KdfParams params(hash.provider_name);
  params.add(OSSL_KDF_PARAM_KEY, secret).add(OSSL_KDF_PARAM_SALT, salt).add(OSSL_KDF_PARAM_INFO, info);
  return derive(OSSL_KDF_NAME_HKDF, params, out);
}

Status hkdf_expand(const HashInfo& hash, ByteView pseudorandom_key, ByteView info, ByteSpan out) {
  if (out.empty()) return invalid_parameter("no bytes are asked for");
  if (out.size() > 255 * std::size_t{hash.digest_bytes})
    return invalid_parameter("HKDF gives no more than 255 times the length of its hash");
  ByteView previous;
  std::uint8_t number = 0;
  SecretArray<EVP_MAX_MD_SIZE> storage;
  const ByteSpan block = storage.span(SecretAccess{}, hash.digest_bytes);
  for (std::size_t done = 0; done < out.size();) {
    ++number;
    const ByteView pieces[] = {previous, info, ByteView(&number, 1)};
    CNG_TRY(hmac(hash, pseudorandom_key, pieces, block));
    previous = block;
    const std::size_t part = std::min(block.size(), out.size() - done);
    std::memcpy(out.data() + done, block.data(), part);
    done += part;
  }
  return {};
}

Status pbkdf2(const HashInfo& hash, ByteView password, ByteView salt, std::uint64_t iterations, ByteSpan out) {
  if (iterations == 0) return invalid_parameter("PBKDF2 needs an iteration");
  KdfParams params(hash.provider_name);
  params.add(OSSL_KDF_PARAM_PASSWORD, password).add(OSSL_KDF_PARAM_SALT, salt).add(OSSL_KDF_PARAM_ITER, iterations);
  return derive(OSSL_KDF_NAME_PBKDF2, params, out);
}

Status capi_kdf(const HashInfo& hash, ByteView digest_value, bool expand, ByteSpan out) {
  if (!expand && out.size() <= digest_value.size()) {
    std::memcpy(out.data(), digest_value.data(), out.size());
    return {};
  }
  constexpr std::size_t kPad = 64;
  SecretArray<2 * EVP_MAX_MD_SIZE> storage;
  const ByteSpan both = storage.span(SecretAccess{}, 2 * std::size_t{hash.digest_bytes});
  if (out.size() > both.size()) return invalid_parameter("CryptoAPI's derivation gives at most two digests");
  SecretArray<kPad> pad;
  for (const std::uint8_t fill : {std::uint8_t{0x36}, std::uint8_t{0x5C}}) {
    const ByteSpan bytes = pad.span(SecretAccess{});
    for (std::size_t i = 0; i < kPad; ++i) bytes[i] = i < digest_value.size() ? digest_value[i] ^ fill : fill;
    const ByteView pieces[] = {bytes};
    CNG_TRY(digest(hash, pieces, fill == 0x36 ? both.first(hash.digest_bytes) : both.last(hash.digest_bytes)));
  }
  std::memcpy(out.data(), both.data(), out.size());
  return {};
}

}  // namespace cng::provider
