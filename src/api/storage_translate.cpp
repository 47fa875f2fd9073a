// NCryptTranslateHandle: from the handles of CryptoAPI to those of ncrypt, by the name of the container.
#include "api/storage_api.h"
#include "api/storage_objects.h"
#include "store/legacy.h"

namespace cng::api {

Status translate_handle(NCRYPT_PROV_HANDLE* phProvider, NCRYPT_KEY_HANDLE* phKey, ULONG_PTR hLegacyProv,
                        ULONG_PTR hLegacyKey, DWORD dwLegacyKeySpec, DWORD dwFlags) {
  CNG_TRY(store::legacy::check_present());
  CNG_TRY(check_storage_flags(dwFlags, 0));
  if (phProvider == nullptr || phKey == nullptr) return invalid_parameter("phProvider or phKey is NULL");
  const Result<store::legacy::Named> named = store::legacy::identify(hLegacyProv, hLegacyKey, dwLegacyKeySpec);
  if (!named) return named.error();
  NCRYPT_PROV_HANDLE provider = 0;
  CNG_TRY(open_storage_provider(&provider, nullptr, 0));
  const DWORD machine = named->container.scope == store::Scope::machine ? NCRYPT_MACHINE_KEY_FLAG : 0;
  const Status opened = open_key(provider, phKey, named->container.name.c_str(), named->spec, machine);
  if (opened) {
    *phProvider = provider;
  } else {
    (void)release_provider(provider, false);
  }
  return opened;
}

}  // namespace cng::api
