// The anchor "EVP": OpenSSL's own import, used as well as it can be used - a library context of its own, EVP_PKEY_CTX
// made once, the parameter array on the stack, numbers already in the machine's byte order.
#pragma once

#include <openssl/evp.h>

#include <string>
#include <vector>

#include "support/keys.h"

namespace cngbench {

// The library context of the anchors, without a configuration file.
OSSL_LIB_CTX* evp_library();

// Ends the program with OpenSSL's errors unless `good`.
void evp_must(bool good, const char* what);

class EvpMaker {
 public:
  // `selection` is EVP_PKEY_PUBLIC_KEY or EVP_PKEY_KEYPAIR.
  EvpMaker(const char* type, int selection);
  EvpMaker(const EvpMaker&) = delete;
  EvpMaker& operator=(const EvpMaker&) = delete;
  ~EvpMaker() { EVP_PKEY_CTX_free(context_); }

  void text(const char* name, const char* value);
  void octets(const char* name, const cngtest::Bytes& value);
  void number(const char* name, const cngtest::Bytes& big_endian);

  // The caller frees the key.
  EVP_PKEY* make() const;

 private:
  enum class Form { text, octets, number };
  struct Field {
    Form form;
    const char* name;
    std::vector<unsigned char> bytes;
  };
  static constexpr std::size_t kMostFields = 9;

  EVP_PKEY_CTX* context_ = nullptr;
  int selection_;
  std::vector<Field> fields_;
};

}  // namespace cngbench
