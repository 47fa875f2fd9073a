// The C uses of <cng/cng.h> as C++, and what only C++ can ask of it.
#include <type_traits>

#include "compile_c.c"

template <class A, class B>
constexpr bool Same() {
  return std::is_same<A, B>::value;
}

static_assert(Same<decltype(STATUS_SUCCESS), NTSTATUS>(), "a status is an NTSTATUS");
static_assert(Same<decltype(NTE_BAD_DATA), HRESULT>(), "a status is an HRESULT");
static_assert(Same<std::remove_const<std::remove_reference<decltype(BCRYPT_RSA_ALGORITHM[0])>::type>::type, WCHAR>() ||
                  Same<decltype(BCRYPT_RSA_ALGORITHM[0]), const WCHAR&>(),
              "a name is a string of WCHAR");
static_assert(std::is_unsigned<ULONG>::value && std::is_signed<LONG>::value && std::is_signed<BOOL>::value, "signs");
static_assert(std::is_standard_layout<BCRYPT_AUTHENTICATED_CIPHER_MODE_INFO>::value, "C structures");
static_assert(Same<decltype(BCryptFreeBuffer(nullptr)), void>(), "the one function without a status");
static_assert(Same<decltype(NCryptIsKeyHandle(0)), BOOL>(), "an answer, not a status");
static_assert(Same<BCRYPT_KEY_HANDLE, void*>() && Same<NCRYPT_KEY_HANDLE, ULONG_PTR>(), "handles");

namespace user {

// A program's own names beside ours, and ours from within a namespace.
enum class Kind : ULONG { rsa = BCRYPT_RSAPUBLIC_MAGIC, p256 = BCRYPT_ECDSA_PUBLIC_P256_MAGIC };

inline NTSTATUS Duplicate(BCRYPT_KEY_HANDLE key, BCRYPT_KEY_HANDLE& copy) {
  return ::BCryptDuplicateKey(key, &copy, nullptr, 0, 0);
}

}  // namespace user

int use_cpp(BCRYPT_KEY_HANDLE key);
int use_cpp(BCRYPT_KEY_HANDLE key) {
  BCRYPT_KEY_HANDLE copy = nullptr;
  return user::Duplicate(key, copy) == STATUS_SUCCESS ? static_cast<int>(user::Kind::rsa) : 0;
}
