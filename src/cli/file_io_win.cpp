#include <memory>

#include "cli/console.h"
#include "cli/file_io.h"

// After our own headers, because it defines `interface`; sddl.h wants it first.
// clang-format off
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#include <sddl.h>
// clang-format on

namespace cng::cli {
namespace {

class File {
 public:
  explicit File(HANDLE handle) : handle_(handle) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() { close(); }
  explicit operator bool() const { return handle_ != INVALID_HANDLE_VALUE; }
  HANDLE get() const { return handle_; }
  bool close() {
    const HANDLE handle = std::exchange(handle_, INVALID_HANDLE_VALUE);
    return handle == INVALID_HANDLE_VALUE || CloseHandle(handle) != 0;
  }

 private:
  HANDLE handle_;
};

struct LocalFreeDeleter {
  void operator()(void* memory) const { LocalFree(memory); }
};

// The system's own texts are in the user's language and code page; these are what people meet.
IoResult failed() {
  const DWORD error = GetLastError();
  const char* text = nullptr;
  switch (error) {
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
      text = "No such file or directory";
      break;
    case ERROR_ACCESS_DENIED:
      text = "Permission denied";
      break;
    case ERROR_SHARING_VIOLATION:
      text = "in use by another program";
      break;
    case ERROR_ALREADY_EXISTS:
    case ERROR_FILE_EXISTS:
      text = "exists already; --force replaces it";
      break;
    case ERROR_DISK_FULL:
      text = "No space left on device";
      break;
    default:
      break;
  }
  return {Verdict::failed, text != nullptr ? text : "system error " + std::to_string(error)};
}

long read_some(HANDLE file, ByteSpan into) {
  DWORD got = 0;
  if (ReadFile(file, into.data(), static_cast<DWORD>(into.size()), &got, nullptr) == 0)
    return GetLastError() == ERROR_BROKEN_PIPE ? 0 : -1;  // the end of a pipe
  return static_cast<long>(got);
}

bool write_all(HANDLE file, ByteView bytes) {
  while (!bytes.empty()) {
    DWORD put = 0;
    if (WriteFile(file, bytes.data(), static_cast<DWORD>(bytes.size()), &put, nullptr) == 0 || put == 0) return false;
    bytes = bytes.subspan(put);
  }
  return true;
}

// The text form of the user's SID, or empty.
std::wstring user_sid() {
  HANDLE token = nullptr;
  if (OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token) == 0) return {};
  const File closer(token);
  alignas(TOKEN_USER) unsigned char buffer[sizeof(TOKEN_USER) + SECURITY_MAX_SID_SIZE];
  DWORD size = sizeof buffer;
  if (GetTokenInformation(token, TokenUser, buffer, size, &size) == 0) return {};
  wchar_t* text = nullptr;
  if (ConvertSidToStringSidW(reinterpret_cast<TOKEN_USER*>(buffer)->User.Sid, &text) == 0) return {};
  const std::unique_ptr<wchar_t, LocalFreeDeleter> owner(text);
  return text;
}

// An access list for the user alone, not inherited from the folder: what mode 0600 is elsewhere. Wine, which has no
// other place for it, shows it as a mode that lets the group in as far as the umask does.
std::unique_ptr<void, LocalFreeDeleter> owner_only() {
  const std::wstring sid = user_sid();
  PSECURITY_DESCRIPTOR descriptor = nullptr;
  if (!sid.empty())
    ConvertStringSecurityDescriptorToSecurityDescriptorW((L"D:P(A;;FRFWSDRCWDWO;;;" + sid + L")").c_str(),
                                                         SDDL_REVISION_1, &descriptor, nullptr);
  return std::unique_ptr<void, LocalFreeDeleter>(descriptor);
}

IoResult write_temporary(const std::wstring& temporary, ByteView bytes, bool secret) {
  const auto descriptor = secret ? owner_only() : nullptr;
  if (secret && descriptor == nullptr) return {Verdict::failed, "cannot be kept to its owner"};
  SECURITY_ATTRIBUTES attributes{sizeof attributes, descriptor.get(), FALSE};
  File file(CreateFileW(temporary.c_str(), GENERIC_WRITE, 0, secret ? &attributes : nullptr, CREATE_NEW,
                        FILE_ATTRIBUTE_NORMAL, nullptr));
  if (!file) return failed();
  if (!write_all(file.get(), bytes) || FlushFileBuffers(file.get()) == 0 || !file.close()) return failed();
  return {};
}

}  // namespace

IoResult read_input(const std::string& path, SecretBytes& bytes) {
  if (path == "-") {
    const HANDLE in = GetStdHandle(STD_INPUT_HANDLE);
    return read_capped(bytes, [&](ByteSpan into) { return read_some(in, into); });
  }
  const std::wstring name = widen(path);
  const DWORD attributes = GetFileAttributesW(name.c_str());
  if (attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0)
    return {Verdict::failed, "is a folder"};
  const File file(CreateFileW(name.c_str(), GENERIC_READ, FILE_SHARE_READ, nullptr, OPEN_EXISTING, 0, nullptr));
  if (!file) return failed();
  return read_capped(bytes, [&](ByteSpan into) { return read_some(file.get(), into); });
}

IoResult write_output(const std::string& path, ByteView bytes, const WriteMode& mode) {
  if (path == "-") {
    if (write_all(GetStdHandle(STD_OUTPUT_HANDLE), bytes)) return {};
    return failed();
  }
  const std::wstring name = widen(path);
  const DWORD attributes = GetFileAttributesW(name.c_str());
  if (attributes != INVALID_FILE_ATTRIBUTES) {
    if ((attributes & FILE_ATTRIBUTE_DIRECTORY) != 0) return {Verdict::failed, "is a folder"};
    if (!mode.replace) return {Verdict::failed, "exists already; --force replaces it"};
  }
  const std::wstring temporary =
      name + L"." + std::to_wstring(GetCurrentProcessId()) + L"-" + std::to_wstring(GetTickCount64());
  IoResult result = write_temporary(temporary, bytes, mode.secret);
  if (result && MoveFileExW(temporary.c_str(), name.c_str(),
                            MOVEFILE_WRITE_THROUGH | (mode.replace ? MOVEFILE_REPLACE_EXISTING : 0u)) == 0)
    result = failed();
  if (!result) DeleteFileW(temporary.c_str());
  return result;
}

}  // namespace cng::cli
