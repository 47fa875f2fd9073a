// AES key wrap against OpenSSL's own, at lengths that no key of CNG has: the step number outgrows its byte there.
#include "provider/key_wrap.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>

#include <vector>

namespace cng::provider {
namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes counting(std::size_t size) {
  Bytes out(size);
  for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<std::uint8_t>(7 * i + i / 256);
  return out;
}

std::unique_ptr<CipherKey> kek(std::size_t size) {
  return CipherKey::create(counting(size), {&algorithm(AlgorithmId::aes), 0}, ChainMode::cbc, 0);
}

Bytes openssl_wrap(std::size_t kek_size, const Bytes& secret) {
  const EVP_CIPHER* cipher = kek_size == 16   ? EVP_aes_128_wrap()
                             : kek_size == 24 ? EVP_aes_192_wrap()
                                              : EVP_aes_256_wrap();
  EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
  EVP_CIPHER_CTX_set_flags(context, EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
  Bytes out(secret.size() + 8);
  int size = 0;
  EXPECT_EQ(EVP_EncryptInit_ex(context, cipher, nullptr, counting(kek_size).data(), nullptr), 1);
  EXPECT_EQ(EVP_EncryptUpdate(context, out.data(), &size, secret.data(), static_cast<int>(secret.size())), 1);
  EXPECT_EQ(size, static_cast<int>(out.size()));
  EVP_CIPHER_CTX_free(context);
  return out;
}

TEST(KeyWrap, AgreesWithOpenSsl) {
  for (std::size_t kek_size : {16U, 24U, 32U})
    for (std::size_t size : {16U, 24U, 64U, 256U, 336U, 344U, 352U, 1024U, 8U * 1024U}) {
      const std::unique_ptr<CipherKey> key = kek(kek_size);
      const Bytes secret = counting(size);
      Bytes wrapped(size + 8), back(size);
      ASSERT_TRUE(wrap_key(*key, secret, wrapped)) << size;
      EXPECT_EQ(wrapped, openssl_wrap(kek_size, secret)) << size;
      ASSERT_TRUE(unwrap_key(*key, wrapped, back)) << size;
      EXPECT_EQ(back, secret);
    }
}

TEST(KeyWrap, ARefusal_LeavesNothingOfTheSecret) {
  const std::unique_ptr<CipherKey> key = kek(16);
  Bytes wrapped(40), back(32, 0xEE);
  ASSERT_TRUE(wrap_key(*key, counting(32), wrapped));
  wrapped[39] ^= 1;
  const Status status = unwrap_key(*key, wrapped, back);
  EXPECT_EQ(status.error().code, Code::invalid_parameter);
  EXPECT_EQ(back, Bytes(32));
}

TEST(KeyWrap, OtherLengths_AreRefused) {
  const std::unique_ptr<CipherKey> key = kek(16);
  for (std::size_t size : {0U, 8U, 15U, 17U, 31U}) {
    Bytes out(size + 8), back(size);
    EXPECT_EQ(wrap_key(*key, counting(size), out).error().code, Code::invalid_parameter) << size;
    EXPECT_EQ(unwrap_key(*key, counting(size + 8), back).error().code, Code::invalid_parameter) << size;
  }
}

}  // namespace
}  // namespace cng::provider
