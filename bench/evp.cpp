#include "bench/evp.h"

#include <openssl/err.h>
#include <openssl/params.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace cngbench {

void evp_must(bool good, const char* what) {
  if (good) return;
  std::fprintf(stderr, "OpenSSL: %s failed\n", what);
  ERR_print_errors_fp(stderr);
  std::exit(1);
}

OSSL_LIB_CTX* evp_library() {
  static OSSL_LIB_CTX* const context = [] {
    OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
    return OSSL_LIB_CTX_new();
  }();
  evp_must(context != nullptr, "OSSL_LIB_CTX_new");
  return context;
}

EvpMaker::EvpMaker(const char* type, int selection)
    : context_(EVP_PKEY_CTX_new_from_name(evp_library(), type, nullptr)), selection_(selection) {
  evp_must(context_ != nullptr && EVP_PKEY_fromdata_init(context_) == 1, "EVP_PKEY_fromdata_init");
}

void EvpMaker::text(const char* name, const char* value) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(value);
  fields_.push_back({Form::text, name, {bytes, bytes + std::strlen(value) + 1}});
}

void EvpMaker::octets(const char* name, const cngtest::Bytes& value) {
  fields_.push_back({Form::octets, name, {value.begin(), value.end()}});
}

void EvpMaker::number(const char* name, const cngtest::Bytes& big_endian) {
  fields_.push_back({Form::number, name, {big_endian.rbegin(), big_endian.rend()}});
}

EVP_PKEY* EvpMaker::make() const {
  OSSL_PARAM params[kMostFields + 1];
  OSSL_PARAM* next = params;
  for (const Field& field : fields_) {
    auto* bytes = const_cast<unsigned char*>(field.bytes.data());
    if (field.form == Form::text) {
      *next++ = OSSL_PARAM_construct_utf8_string(field.name, reinterpret_cast<char*>(bytes), field.bytes.size() - 1);
    } else if (field.form == Form::octets) {
      *next++ = OSSL_PARAM_construct_octet_string(field.name, bytes, field.bytes.size());
    } else {
      *next++ = OSSL_PARAM_construct_BN(field.name, bytes, field.bytes.size());
    }
  }
  *next = OSSL_PARAM_construct_end();
  EVP_PKEY* made = nullptr;
  if (EVP_PKEY_fromdata(context_, &made, selection_, params) != 1) evp_must(false, "EVP_PKEY_fromdata");
  return made;
}

}  // namespace cngbench
