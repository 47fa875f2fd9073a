#include "store/calls_win.h"
#include "store/file_facts.h"

namespace cng::store {
namespace {

// Empty if it is no UTF-8.
std::wstring widen(const std::string& utf8) {
  const auto size = static_cast<int>(utf8.size());
  std::wstring wide(utf8.size(), L'\0');
  const int units = MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, utf8.data(), size, wide.data(), size);
  wide.resize(static_cast<std::size_t>(units));
  return wide;
}

}  // namespace

Result<FileFacts> look_at(const std::string& path, Scope) {
  const std::wstring wide = widen(path);
  WIN32_FILE_ATTRIBUTE_DATA data;
  if (!call("stat", [&] { return GetFileAttributesExW(wide.c_str(), GetFileExInfoStandard, &data); })) return failed();
  FileFacts facts;
  if ((data.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) == 0)
    facts.kind =
        (data.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0 ? FileFacts::Kind::folder : FileFacts::Kind::file;
  facts.modified = data.ftLastWriteTime.dwLowDateTime | std::uint64_t{data.ftLastWriteTime.dwHighDateTime} << 32;
  facts.rights = check_owner(wide);
  return facts;
}

Status remove_file(const std::string& path) {
  if (!call("unlink", [&] { return DeleteFileW(widen(path).c_str()); })) return failed();
  return {};
}

}  // namespace cng::store
