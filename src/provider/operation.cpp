#include "provider/operation.h"

#include "provider/library.h"
#include "provider/ossl_error.h"

namespace cng::provider {

Result<PkeyCtxPtr> start(EVP_PKEY* pkey, OperationInit init, const OSSL_PARAM* params) {
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  PkeyCtxPtr operation(EVP_PKEY_CTX_new_from_pkey(*context, pkey, nullptr));
  if (!operation || init(operation.get(), params) != 1)
    return ossl_failed("the operation on the key cannot be started");
  return operation;
}

}  // namespace cng::provider
