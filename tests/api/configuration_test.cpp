// The readers of the configuration: providers, contexts, functions. Lists come in one block of exactly the size told.
#include <map>
#include <set>
#include <string>

#include "support/properties.h"

namespace {

using namespace cngtest;
using String = std::basic_string<WCHAR>;

// Calls a "pcbBuffer, ppBuffer" function in its three ways - the size alone, a buffer of the caller's, a new one - and
// gives what `read` makes of the list, which must be the same.
template <class T, class Call, class Read>
auto listed(Call&& call, Read&& read) {
  ULONG needed = 0;
  EXPECT_THAT(call(&needed, static_cast<T**>(nullptr)), IsStatus(STATUS_BUFFER_TOO_SMALL));
  EXPECT_GT(needed, 0U);
  T* list = nullptr;
  ULONG size = 0;
  EXPECT_THAT(call(&size, &list), IsSuccess());
  EXPECT_EQ(size, needed);
  auto out = read(*list);
  BCryptFreeBuffer(list);

  std::vector<ULONGLONG> room(needed / sizeof(ULONGLONG) + 2, 0x5A5A5A5A5A5A5A5AULL);
  T* own = reinterpret_cast<T*>(room.data());
  size = needed - 1;
  EXPECT_THAT(call(&size, &own), IsStatus(STATUS_BUFFER_TOO_SMALL));
  EXPECT_EQ(size, needed);
  EXPECT_EQ(room.front(), 0x5A5A5A5A5A5A5A5AULL);
  EXPECT_THAT(call(&size, &own), IsSuccess());
  EXPECT_EQ(own, reinterpret_cast<T*>(room.data()));
  EXPECT_EQ(room.back(), 0x5A5A5A5A5A5A5A5AULL);
  EXPECT_EQ(read(*own), out);
  return out;
}

std::vector<std::string> names(ULONG count, PWSTR* rows) {
  std::vector<std::string> out;
  for (ULONG i = 0; i < count; ++i) out.push_back(narrow(rows[i]));
  return out;
}

std::vector<std::string> functions(LPCWSTR context, ULONG interface_id) {
  return listed<CRYPT_CONTEXT_FUNCTIONS>(
      [&](ULONG* size, CRYPT_CONTEXT_FUNCTIONS** list) {
        return BCryptEnumContextFunctions(CRYPT_LOCAL, context, interface_id, size, list);
      },
      [](const CRYPT_CONTEXT_FUNCTIONS& list) { return names(list.cFunctions, list.rgpszFunctions); });
}

TEST(Providers, OfAnAlgorithm) {
  for (LPCWSTR id : {BCRYPT_RSA_ALGORITHM, BCRYPT_SHA256_ALGORITHM, BCRYPT_AES_ALGORITHM, BCRYPT_HKDF_ALGORITHM}) {
    ULONG count = 0;
    BCRYPT_PROVIDER_NAME* list = nullptr;
    ASSERT_THAT(BCryptEnumProviders(id, &count, &list, 0), IsSuccess());
    ASSERT_EQ(count, 1U);
    EXPECT_EQ(String(list->pszProviderName), String(MS_PRIMITIVE_PROVIDER));
    BCRYPT_ALG_HANDLE handle = nullptr;
    EXPECT_THAT(BCryptOpenAlgorithmProvider(&handle, id, list->pszProviderName, 0), IsSuccess());
    BCryptCloseAlgorithmProvider(handle, 0);
    BCryptFreeBuffer(list);
  }
  ULONG count = 77;
  BCRYPT_PROVIDER_NAME* list = nullptr;
  EXPECT_THAT(BCryptEnumProviders(CNG_TEXT("NoSuch"), &count, &list, 0), IsStatus(STATUS_NOT_FOUND));
  EXPECT_THAT(BCryptEnumProviders(nullptr, &count, &list, 0), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptEnumProviders(BCRYPT_RSA_ALGORITHM, nullptr, &list, 0), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptEnumProviders(BCRYPT_RSA_ALGORITHM, &count, nullptr, 0), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptEnumProviders(BCRYPT_RSA_ALGORITHM, &count, &list, 1), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_EQ(count, 77U);
  EXPECT_EQ(list, nullptr);
}

TEST(Providers, Registered) {
  const auto rows = listed<CRYPT_PROVIDERS>(
      [](ULONG* size, CRYPT_PROVIDERS** list) { return BCryptEnumRegisteredProviders(size, list); },
      [](const CRYPT_PROVIDERS& list) { return names(list.cProviders, list.rgpszProviders); });
  EXPECT_THAT(rows, testing::Contains("Microsoft Primitive Provider"));
  CRYPT_PROVIDERS* list = nullptr;
  EXPECT_THAT(BCryptEnumRegisteredProviders(nullptr, &list), IsStatus(STATUS_INVALID_PARAMETER));
}

struct Resolved {
  std::vector<std::string> functions;
  std::set<ULONG> interfaces;
  std::set<std::string> providers, images;
  bool operator==(const Resolved&) const = default;
};

Resolved resolved(ULONG interface_id, LPCWSTR function, LPCWSTR provider, ULONG mode, ULONG flags) {
  return listed<CRYPT_PROVIDER_REFS>(
      [&](ULONG* size, CRYPT_PROVIDER_REFS** list) {
        return BCryptResolveProviders(nullptr, interface_id, function, provider, mode, flags, size, list);
      },
      [](const CRYPT_PROVIDER_REFS& list) {
        Resolved out;
        for (ULONG i = 0; i < list.cProviders; ++i) {
          const CRYPT_PROVIDER_REF& ref = *list.rgpProviders[i];
          out.functions.push_back(narrow(ref.pszFunction));
          out.interfaces.insert(ref.dwInterface);
          out.providers.insert(narrow(ref.pszProvider));
          out.images.insert(narrow(ref.pUM->pszImage));
          EXPECT_EQ(ref.pKM, nullptr);
          EXPECT_EQ(ref.cProperties, 0U);
        }
        return out;
      });
}

TEST(Providers, Resolve) {
  const Resolved aes = resolved(BCRYPT_CIPHER_INTERFACE, BCRYPT_AES_ALGORITHM, nullptr, CRYPT_UM, 0);
  EXPECT_EQ(aes.functions, std::vector<std::string>{"AES"});
  EXPECT_EQ(aes.providers, std::set<std::string>{"Microsoft Primitive Provider"});
  EXPECT_EQ(aes.images, std::set<std::string>{"bcrypt.dll"});
  EXPECT_EQ(resolved(BCRYPT_HASH_INTERFACE, nullptr, nullptr, CRYPT_ANY, 0).functions.size(), 1U);
  const Resolved all = resolved(0, nullptr, MS_PRIMITIVE_PROVIDER, CRYPT_UM, CRYPT_ALL_FUNCTIONS | CRYPT_ALL_PROVIDERS);
  EXPECT_THAT(all.functions, testing::IsSupersetOf({"RSA", "ECDSA_P256", "SHA256", "HKDF", "RNG", "XTS-AES"}));
  EXPECT_GE(all.interfaces.size(), 7U);
  const Resolved storage = resolved(NCRYPT_KEY_STORAGE_INTERFACE, nullptr, nullptr, CRYPT_UM, 0);
  EXPECT_EQ(storage.functions, std::vector<std::string>{"KEY_STORAGE"});
}

TEST(Providers, ResolveFindsNothing) {
  ULONG size = kUntouchedSize;
  CRYPT_PROVIDER_REFS* list = nullptr;
  const auto attempt = [&](LPCWSTR context, ULONG id, LPCWSTR function, LPCWSTR provider, ULONG mode, ULONG flags) {
    return BCryptResolveProviders(context, id, function, provider, mode, flags, &size, &list);
  };
  EXPECT_THAT(attempt(nullptr, 0, CNG_TEXT("NoSuch"), nullptr, CRYPT_UM, 0), IsStatus(STATUS_NOT_FOUND));
  EXPECT_THAT(attempt(nullptr, 0, nullptr, CNG_TEXT("NoSuch"), CRYPT_UM, 0), IsStatus(STATUS_NOT_FOUND));
  EXPECT_THAT(attempt(nullptr, 99, nullptr, nullptr, CRYPT_UM, 0), IsStatus(STATUS_NOT_FOUND));
  EXPECT_THAT(attempt(CNG_TEXT("NoSuch"), 0, nullptr, nullptr, CRYPT_UM, 0), IsStatus(STATUS_NOT_FOUND));
  EXPECT_THAT(attempt(nullptr, 0, nullptr, nullptr, CRYPT_KM, 0), IsStatus(STATUS_NOT_FOUND));
  EXPECT_THAT(attempt(nullptr, 0, nullptr, nullptr, 0, 0), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(attempt(nullptr, 0, nullptr, nullptr, 5, 0), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(attempt(nullptr, 0, nullptr, nullptr, CRYPT_UM, 4), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_EQ(size, kUntouchedSize);
  EXPECT_EQ(list, nullptr);
}

TEST(Providers, Registration) {
  const auto query = [](ULONG interface_id) {
    return listed<CRYPT_PROVIDER_REG>(
        [&](ULONG* size, CRYPT_PROVIDER_REG** list) {
          return BCryptQueryProviderRegistration(MS_PRIMITIVE_PROVIDER, CRYPT_UM, interface_id, size, list);
        },
        [](const CRYPT_PROVIDER_REG& reg) {
          std::map<ULONG, std::vector<std::string>> out;
          EXPECT_EQ(reg.pKM, nullptr);
          for (ULONG i = 0; i < reg.pUM->cInterfaces; ++i) {
            const CRYPT_INTERFACE_REG& row = *reg.pUM->rgpInterfaces[i];
            out[row.dwInterface] = names(row.cFunctions, row.rgpszFunctions);
          }
          return out;
        });
  };
  auto all = query(0);
  EXPECT_GE(all.size(), 7U);
  EXPECT_THAT(all[BCRYPT_CIPHER_INTERFACE], testing::Contains("AES"));
  EXPECT_EQ(query(BCRYPT_RNG_INTERFACE)[BCRYPT_RNG_INTERFACE], std::vector<std::string>{"RNG"});
  ULONG size = 0;
  CRYPT_PROVIDER_REG* list = nullptr;
  EXPECT_THAT(BCryptQueryProviderRegistration(CNG_TEXT("NoSuch"), CRYPT_UM, 0, &size, &list),
              IsStatus(STATUS_NOT_FOUND));
  EXPECT_THAT(BCryptQueryProviderRegistration(MS_PRIMITIVE_PROVIDER, CRYPT_KM, 0, &size, &list),
              IsStatus(STATUS_NOT_FOUND));
  EXPECT_THAT(BCryptQueryProviderRegistration(nullptr, CRYPT_UM, 0, &size, &list), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_EQ(list, nullptr);
}

TEST(Contexts, AreTheTwoThatWindowsHas) {
  const auto rows = listed<CRYPT_CONTEXTS>(
      [](ULONG* size, CRYPT_CONTEXTS** list) { return BCryptEnumContexts(CRYPT_LOCAL, size, list); },
      [](const CRYPT_CONTEXTS& list) { return names(list.cContexts, list.rgpszContexts); });
  EXPECT_EQ(rows, (std::vector<std::string>{"Default", "SSL"}));
  ULONG size = 0;
  CRYPT_CONTEXTS* list = nullptr;
  EXPECT_THAT(BCryptEnumContexts(CRYPT_DOMAIN, &size, &list), IsStatus(STATUS_NOT_FOUND));
  EXPECT_THAT(BCryptEnumContexts(3, &size, &list), IsStatus(STATUS_INVALID_PARAMETER));
}

TEST(Contexts, HaveTheirFunctions) {
  EXPECT_THAT(functions(CNG_TEXT("Default"), BCRYPT_HASH_INTERFACE), testing::Contains("SHA256"));
  EXPECT_THAT(functions(CNG_TEXT("Default"), BCRYPT_KEY_DERIVATION_INTERFACE), testing::Contains("PBKDF2"));
  EXPECT_EQ(functions(CNG_TEXT("SSL"), NCRYPT_SCHANNEL_INTERFACE).front(), "TLS_AES_256_GCM_SHA384");
  ULONG size = 0;
  CRYPT_CONTEXT_FUNCTIONS* list = nullptr;
  EXPECT_THAT(BCryptEnumContextFunctions(CRYPT_LOCAL, CNG_TEXT("ssl"), 1, &size, &list), IsStatus(STATUS_NOT_FOUND));
  EXPECT_THAT(BCryptEnumContextFunctions(CRYPT_LOCAL, CNG_TEXT("SSL"), 1, &size, &list), IsStatus(STATUS_NOT_FOUND));
  EXPECT_THAT(BCryptEnumContextFunctions(CRYPT_DOMAIN, CNG_TEXT("SSL"), NCRYPT_SCHANNEL_INTERFACE, &size, &list),
              IsStatus(STATUS_NOT_FOUND));
  EXPECT_THAT(BCryptEnumContextFunctions(0, CNG_TEXT("SSL"), 1, &size, &list), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptEnumContextFunctions(CRYPT_LOCAL, nullptr, 1, &size, &list), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_EQ(list, nullptr);
}

TEST(Contexts, FunctionsHaveProvidersAndConfiguration) {
  const LPCWSTR context = CNG_TEXT("Default");
  const auto rows = listed<CRYPT_CONTEXT_FUNCTION_PROVIDERS>(
      [&](ULONG* size, CRYPT_CONTEXT_FUNCTION_PROVIDERS** list) {
        return BCryptEnumContextFunctionProviders(CRYPT_LOCAL, context, BCRYPT_CIPHER_INTERFACE, BCRYPT_AES_ALGORITHM,
                                                  size, list);
      },
      [](const CRYPT_CONTEXT_FUNCTION_PROVIDERS& list) { return names(list.cProviders, list.rgpszProviders); });
  EXPECT_EQ(rows, std::vector<std::string>{"Microsoft Primitive Provider"});
  const auto flags = [](const auto& config) { return config.dwFlags + config.dwReserved; };
  EXPECT_EQ(listed<CRYPT_CONTEXT_CONFIG>(
                [&](ULONG* size, CRYPT_CONTEXT_CONFIG** list) {
                  return BCryptQueryContextConfiguration(CRYPT_LOCAL, context, size, list);
                },
                flags),
            0U);
  EXPECT_EQ(listed<CRYPT_CONTEXT_FUNCTION_CONFIG>(
                [&](ULONG* size, CRYPT_CONTEXT_FUNCTION_CONFIG** list) {
                  return BCryptQueryContextFunctionConfiguration(CRYPT_LOCAL, context, BCRYPT_CIPHER_INTERFACE,
                                                                 BCRYPT_AES_ALGORITHM, size, list);
                },
                flags),
            0U);
  ULONG size = kUntouchedSize;
  PUCHAR value = nullptr;
  for (LPCWSTR function : {BCRYPT_AES_ALGORITHM, CNG_TEXT("NoSuch")})
    EXPECT_THAT(BCryptQueryContextFunctionProperty(CRYPT_LOCAL, context, BCRYPT_CIPHER_INTERFACE, function,
                                                   CNG_TEXT("Property"), &size, &value),
                IsStatus(STATUS_NOT_FOUND));
  EXPECT_THAT(BCryptQueryContextFunctionProperty(CRYPT_LOCAL, context, BCRYPT_CIPHER_INTERFACE, BCRYPT_AES_ALGORITHM,
                                                 nullptr, &size, &value),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_EQ(size, kUntouchedSize);
  EXPECT_EQ(value, nullptr);
}

TEST(FipsMode, IsTold) {
  BOOLEAN enabled = 77;
  EXPECT_THAT(BCryptGetFipsAlgorithmMode(&enabled), IsSuccess());
  EXPECT_LE(enabled, 1);
  EXPECT_THAT(BCryptGetFipsAlgorithmMode(nullptr), IsStatus(STATUS_INVALID_PARAMETER));
}

TEST(ConfigChangeNotify, GivesAnEventThatIsNeverSignalled) {
  HANDLE event = untouched();
  const NTSTATUS status = BCryptRegisterConfigChangeNotify(&event);
#ifdef _WIN32
  ASSERT_THAT(status, IsSuccess());
  EXPECT_EQ(WaitForSingleObject(event, 0), DWORD{WAIT_TIMEOUT});
  EXPECT_THAT(BCryptUnregisterConfigChangeNotify(event), IsSuccess());
  EXPECT_THAT(BCryptUnregisterConfigChangeNotify(event), IsStatus(STATUS_INVALID_HANDLE));
  // A handle of the caller's own is not closed.
  const HANDLE own = CreateEventW(nullptr, TRUE, FALSE, nullptr);
  EXPECT_THAT(BCryptUnregisterConfigChangeNotify(own), IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_NE(CloseHandle(own), 0);
#else
  EXPECT_THAT(status, IsStatus(STATUS_NOT_SUPPORTED));
  EXPECT_EQ(event, untouched());
  EXPECT_THAT(BCryptUnregisterConfigChangeNotify(event), IsStatus(STATUS_NOT_SUPPORTED));
#endif
  EXPECT_THAT(BCryptRegisterConfigChangeNotify(nullptr), IsStatus(STATUS_INVALID_PARAMETER));
}

}  // namespace
