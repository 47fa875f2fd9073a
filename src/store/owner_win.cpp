#include "store/calls_win.h"
#include "store/dll_win.h"

// After windows.h, which it needs.
#include <sddl.h>

namespace cng::store {
namespace {

struct LocalFreeDeleter {
  void operator()(void* memory) const { LocalFree(memory); }
};

constexpr Error kUnknown = not_permitted("the system does not tell whose the store is");

template <class Function>
Function* security(const char* name) {
  return find<Function>(L"advapi32.dll", name);
}

// The text form of a SID, and of the user's; empty if the system does not tell.
std::wstring text_of(PSID sid) {
  const auto convert = security<decltype(ConvertSidToStringSidW)>("ConvertSidToStringSidW");
  wchar_t* text = nullptr;
  if (convert == nullptr || convert(sid, &text) == 0) return {};
  const std::unique_ptr<wchar_t, LocalFreeDeleter> owner(text);
  return text;
}

std::wstring user_sid() {
  const auto open = security<decltype(OpenProcessToken)>("OpenProcessToken");
  const auto ask = security<decltype(GetTokenInformation)>("GetTokenInformation");
  HANDLE token = nullptr;
  if (open == nullptr || ask == nullptr || open(GetCurrentProcess(), TOKEN_QUERY, &token) == 0) return {};
  const File closer(token);
  alignas(TOKEN_USER) unsigned char buffer[sizeof(TOKEN_USER) + SECURITY_MAX_SID_SIZE];
  DWORD size = sizeof buffer;
  if (ask(token, TokenUser, buffer, size, &size) == 0) return {};
  return text_of(reinterpret_cast<TOKEN_USER*>(buffer)->User.Sid);
}

}  // namespace

Status make_owned_folder(const std::wstring& path, Scope scope) {
  const auto convert = find<decltype(ConvertStringSecurityDescriptorToSecurityDescriptorW)>(
      L"advapi32.dll", "ConvertStringSecurityDescriptorToSecurityDescriptorW");
  const std::wstring who = scope == Scope::machine ? std::wstring(L"BA") : user_sid();
  PSECURITY_DESCRIPTOR descriptor = nullptr;
  if (convert == nullptr || who.empty() ||
      convert((L"D:P(A;OICI;FA;;;" + who + L")(A;OICI;FA;;;SY)").c_str(), SDDL_REVISION_1, &descriptor, nullptr) == 0)
    return not_permitted("the store cannot be kept to its owner");
  const std::unique_ptr<void, LocalFreeDeleter> owner(descriptor);
  SECURITY_ATTRIBUTES attributes{sizeof attributes, descriptor, FALSE};
  return make_folder(path, &attributes);
}

// The user, and who may do all anyway: administrators and the system.
Status check_owner(const std::wstring& path) {
  const auto ask = security<decltype(GetFileSecurityW)>("GetFileSecurityW");
  const auto owner_of = security<decltype(GetSecurityDescriptorOwner)>("GetSecurityDescriptorOwner");
  alignas(void*) unsigned char buffer[sizeof(SECURITY_DESCRIPTOR) + SECURITY_MAX_SID_SIZE];
  DWORD size = 0;
  PSID owner = nullptr;
  BOOL defaulted = FALSE;
  if (ask == nullptr || owner_of == nullptr ||
      ask(path.c_str(), OWNER_SECURITY_INFORMATION, buffer, sizeof buffer, &size) == 0 ||
      owner_of(buffer, &owner, &defaulted) == 0 || owner == nullptr)
    return kUnknown;
  const std::wstring name = text_of(owner);
  if (name.empty()) return kUnknown;
  if (name == user_sid() || name == L"S-1-5-32-544" || name == L"S-1-5-18") return {};
  return not_permitted("the store belongs to someone else");
}

}  // namespace cng::store
