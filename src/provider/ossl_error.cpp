#include "provider/ossl_error.h"

#include <openssl/err.h>

namespace cng::provider {

Error ossl_failed(Error error) {
  ERR_clear_error();
  return error;
}

Error ossl_failed(const char* why) { return ossl_failed(internal_error(why)); }

}  // namespace cng::provider
