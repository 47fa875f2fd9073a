#include "provider/cipher_context.h"

#include <openssl/core_names.h>
#include <openssl/params.h>

#include <algorithm>

#include "provider/ossl_error.h"

namespace cng::provider {
namespace {

// What must be known before the key is.
bool set_lengths(EVP_CIPHER_CTX* context, const CipherKey& key) {
  if (EVP_CIPHER_CTX_set_key_length(context, static_cast<int>(key.secret_bytes())) != 1) return false;
  if (key.algorithm().id != AlgorithmId::rc2) return true;
  std::size_t bits = key.effective_bits() != 0 ? key.effective_bits() : key.secret_bytes() * 8;
  const OSSL_PARAM params[] = {OSSL_PARAM_construct_size_t(OSSL_CIPHER_PARAM_RC2_KEYBITS, &bits),
                               OSSL_PARAM_construct_end()};
  return EVP_CIPHER_CTX_set_params(context, params) == 1;
}

// No padding, as a parameter and not by EVP_CIPHER_CTX_set_padding: that would be repeated with every IV, for more
// than an AES block costs.
bool set_key(EVP_CIPHER_CTX* context, const CipherKey& key, KeyShape shape) {
  const ShapedKey shaped(key, shape, SecretAccess{});
  unsigned padding = 0;
  const OSSL_PARAM params[] = {OSSL_PARAM_construct_uint(OSSL_CIPHER_PARAM_PADDING, &padding),
                               OSSL_PARAM_construct_end()};
  return EVP_CipherInit_ex2(context, nullptr, shaped.view().data(), nullptr, -1, params) == 1;
}

}  // namespace

Result<std::unique_ptr<KeyedContext>> make_context(const CipherKey& key, CipherUse use, Direction direction) {
  const CipherRow* row = find_cipher(key, use);
  if (row == nullptr) return not_supported("the cipher does not have this mode, or not with a key of this length");
  const Result<const EVP_CIPHER*> implementation = fetch_cipher(*row);
  if (!implementation) return implementation.error();

  auto made = std::make_unique<KeyedContext>();
  made->evp.reset(EVP_CIPHER_CTX_new());
  EVP_CIPHER_CTX* context = made->evp.get();
  const int encrypting = direction == Direction::encrypt ? 1 : 0;
  if (context == nullptr || EVP_CipherInit_ex2(context, *implementation, nullptr, nullptr, encrypting, nullptr) != 1)
    return ossl_failed("the cipher cannot be started");
  if (row->key_bytes == 0 && !set_lengths(context, key))
    return ossl_failed("the cipher does not take a key of this length");
  if (use != CipherUse::ccm && !set_key(context, key, row->shape))
    return ossl_failed("the cipher does not take this key");
  return made;
}

CipherMaterial::~CipherMaterial() {
  for (auto& directions : idle_)
    for (Place& place : directions) delete place.load(std::memory_order_acquire);
}

CipherMaterial& cipher_material(const CipherKey& key) {
  Material* known = key.material.get();
  if (known == nullptr) [[unlikely]]
    known = key.material.publish(std::make_unique<CipherMaterial>());
  return *static_cast<CipherMaterial*>(known);
}

Result<LentContext> LentContext::take(const CipherKey& key, CipherUse use, Direction direction) {
  CipherMaterial::Place& home = cipher_material(key).idle(use, direction);
  if (KeyedContext* idle = home.exchange(nullptr, std::memory_order_acquire); idle != nullptr) [[likely]]
    return LentContext(std::unique_ptr<KeyedContext>(idle), home);
  Result<std::unique_ptr<KeyedContext>> made = make_context(key, use, direction);
  if (!made) return made.error();
  return LentContext(std::move(*made), home);
}

void LentContext::give_back() {
  const std::unique_ptr<KeyedContext> surplus(home_->exchange(context_.release(), std::memory_order_acq_rel));
}

bool transform(EVP_CIPHER_CTX* context, ByteView in, ByteSpan out) {
  while (!in.empty()) {
    const std::size_t size = std::min(in.size(), kMostAtOnce);
    int written = 0;
    if (EVP_CipherUpdate(context, out.data(), &written, in.data(), static_cast<int>(size)) != 1 ||
        written != static_cast<int>(size))
      return false;
    in = in.subspan(size);
    out = out.subspan(size);
  }
  return true;
}

bool authenticate(EVP_CIPHER_CTX* context, ByteView bytes) {
  while (!bytes.empty()) {
    const std::size_t size = std::min(bytes.size(), kMostAtOnce);
    int taken = 0;
    if (EVP_CipherUpdate(context, nullptr, &taken, bytes.data(), static_cast<int>(size)) != 1) return false;
    bytes = bytes.subspan(size);
  }
  return true;
}

}  // namespace cng::provider
