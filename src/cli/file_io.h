// Files: read whole up to a cap, written whole or not at all. Paths are UTF-8; "-" is standard input or output.
// file_io_posix.cpp and file_io_win.cpp are the only files of cngkey that ask the system for files.
#pragma once

#include <cstddef>
#include <string>

#include "cli/report.h"
#include "core/bytes.h"
#include "core/secret.h"

namespace cng::cli {

// The longest input: far above any key, far below what would hurt.
constexpr std::size_t kMaxInput = std::size_t{1} << 20;

// A reason does not name the file; who prints it does.
struct IoResult {
  Verdict verdict = Verdict::good;
  std::string reason;
  explicit operator bool() const { return verdict == Verdict::good; }
};

// Reads a whole file. Too long is `refused`; missing, unreadable or a folder is `failed`.
IoResult read_input(const std::string& path, SecretBytes& bytes);

struct WriteMode {
  bool secret = false;   // for the owner's eyes only
  bool replace = false;  // an existing regular file may be replaced
};

// Writes a new file beside its final place, syncs it and renames it: what is at `path` is either whole or untouched.
IoResult write_output(const std::string& path, ByteView bytes, const WriteMode& mode);

// Shared by both systems: reads with `read_some`, which gives the number of bytes read, 0 at the end, or less on
// failure.
template <class ReadSome>
IoResult read_capped(SecretBytes& bytes, ReadSome read_some) {
  SecretBytes buffer(kMaxInput + 1);
  std::size_t have = 0;
  for (;;) {
    const auto got = read_some(buffer.span(SecretAccess{}).subspan(have));
    if (got < 0) return {Verdict::failed, "cannot be read"};
    if (got == 0) break;
    have += static_cast<std::size_t>(got);
    if (have > kMaxInput) return {Verdict::refused, "longer than 1048576 bytes, which no key is"};
  }
  bytes = SecretBytes(buffer.view(SecretAccess{}).first(have), SecretAccess{});
  return {};
}

}  // namespace cng::cli
