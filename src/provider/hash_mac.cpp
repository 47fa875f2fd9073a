// CMAC and GMAC over AES.
#include <openssl/core_names.h>
#include <openssl/params.h>

#include <atomic>

#include "core/secret.h"
#include "provider/hash_kinds.h"
#include "provider/library.h"
#include "provider/ossl_error.h"
#include "provider/ossl_ptr.h"

namespace cng::provider {
namespace {

// The ciphers by the length of their key; null: AES does not have such a key.
struct MacCipher {
  std::size_t key_bytes;
  const char* cmac;
  const char* gmac;
};
constexpr MacCipher kCiphers[] = {
    {16, "AES-128-CBC", "AES-128-GCM"}, {24, "AES-192-CBC", "AES-192-GCM"}, {32, "AES-256-CBC", "AES-256-GCM"}};

const char* cipher_name(HashKind kind, std::size_t key_bytes) {
  for (const MacCipher& row : kCiphers)
    if (row.key_bytes == key_bytes) return kind == HashKind::gmac ? row.gmac : row.cmac;
  return nullptr;
}

constexpr std::size_t kMostNonce = 128;  // that OpenSSL takes

constinit std::atomic<EVP_MAC*> g_cmac{nullptr};
constinit std::atomic<EVP_MAC*> g_gmac{nullptr};

Result<EVP_MAC*> fetch_mac(const HashInfo& info) {
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  std::atomic<EVP_MAC*>& place = info.kind == HashKind::gmac ? g_gmac : g_cmac;
  if (EVP_MAC* known = place.load(std::memory_order_acquire); known != nullptr) return known;
  MacPtr fetched(EVP_MAC_fetch(*context, info.provider_name, nullptr));
  if (!fetched) return ossl_failed("OpenSSL does not have this MAC");
  EVP_MAC* expected = nullptr;
  if (place.compare_exchange_strong(expected, fetched.get(), std::memory_order_acq_rel)) return fetched.release();
  return expected;
}

class MacHash final : public PlainHash {
 public:
  MacHash(const HashInfo& info, ByteView key) : info_(info), key_(key, SecretAccess{}) {}

  Status set_iv(ByteView iv) override {
    if (info_.kind != HashKind::gmac) return PlainHash::set_iv(iv);
    if (phase_ != Phase::idle) return kDataCame;
    if (iv.empty() || iv.size() > kMostNonce) return invalid_parameter("a GMAC nonce has 1 to 128 bytes");
    iv_ = SecretBytes(iv, SecretAccess{});
    return {};
  }

  Status update(ByteView data) override {
    if (phase_ == Phase::ended) return kHashEnded;
    if (data.empty()) return {};
    CNG_TRY(start());
    return EVP_MAC_update(context_.get(), data.data(), data.size()) == 1 ? Status{} : ossl_failed(kHashFailed);
  }

  Status finish(ByteSpan out) override {
    if (phase_ == Phase::ended) return kHashEnded;
    if (out.size() != info_.digest_bytes) return kDigestLength;
    CNG_TRY(start());
    phase_ = Phase::ended;
    std::size_t size = 0;
    if (EVP_MAC_final(context_.get(), out.data(), &size, out.size()) != 1 || size != out.size())
      return ossl_failed(kHashFailed);
    return {};
  }

  Status reset() override {
    iv_ = SecretBytes();
    phase_ = Phase::idle;
    return {};
  }

  Result<std::unique_ptr<Hash>> duplicate() const override;

 private:
  enum class Phase : std::uint8_t { idle, absorbing, ended };
  Status start();

  const HashInfo& info_;
  SecretBytes key_, iv_;
  MacCtxPtr context_;  // has its key from the first start on
  Phase phase_ = Phase::idle;
};

Status MacHash::start() {
  if (phase_ != Phase::idle) return {};
  if (info_.kind == HashKind::gmac && iv_.size() == 0) return invalid_parameter("GMAC needs a nonce");
  const bool keyed = context_ != nullptr;
  if (!keyed) {
    const Result<EVP_MAC*> implementation = fetch_mac(info_);
    if (!implementation) return implementation.error();
    context_.reset(EVP_MAC_CTX_new(*implementation));
  }
  OSSL_PARAM params[3];
  std::size_t count = 0;
  if (!keyed) {
    char* name = const_cast<char*>(cipher_name(info_.kind, key_.size()));
    params[count++] = OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_CIPHER, name, 0);
  }
  const ByteSpan iv = iv_.span(SecretAccess{});
  if (!iv.empty()) params[count++] = OSSL_PARAM_construct_octet_string(OSSL_MAC_PARAM_IV, iv.data(), iv.size());
  params[count] = OSSL_PARAM_construct_end();
  const ByteView key = keyed ? ByteView() : key_.view(SecretAccess{});
  if (!context_ || EVP_MAC_init(context_.get(), key.data(), key.size(), params) != 1) {
    context_.reset();
    return ossl_failed("the MAC cannot be started");
  }
  phase_ = Phase::absorbing;
  return {};
}

Result<std::unique_ptr<Hash>> MacHash::duplicate() const {
  auto made = std::make_unique<MacHash>(info_, key_.view(SecretAccess{}));
  if (phase_ == Phase::absorbing) {
    made->context_.reset(EVP_MAC_CTX_dup(context_.get()));
    if (!made->context_) return ossl_failed("no memory for a MAC");
  }
  if (iv_.size() != 0) made->iv_ = SecretBytes(iv_.view(SecretAccess{}), SecretAccess{});
  made->phase_ = phase_;
  return std::unique_ptr<Hash>(std::move(made));
}

constexpr Error kKeyLength = invalid_parameter("an AES key has 16, 24 or 32 bytes");

}  // namespace

Result<std::unique_ptr<Hash>> make_mac(const HashInfo& info, const HashKey& key) {
  if (cipher_name(info.kind, key.bytes.size()) == nullptr) return kKeyLength;
  return std::unique_ptr<Hash>(std::make_unique<MacHash>(info, key.bytes));
}

Status mac_once(const HashInfo& info, const HashKey& key, ByteView data, ByteSpan out) {
  if (cipher_name(info.kind, key.bytes.size()) == nullptr) return kKeyLength;
  MacHash hash(info, key.bytes);
  CNG_TRY(hash.update(data));
  return hash.finish(out);
}

}  // namespace cng::provider
