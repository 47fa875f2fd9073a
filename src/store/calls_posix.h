// How atomic_file_posix.cpp calls the system: interrupted calls are made again, tests may put a fault in a call's
// place and are told of each change, errno becomes an Error.
#pragma once

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <utility>
#include <vector>

#include "core/result.h"
#include "store/atomic_file.h"

namespace cng::store {

// The error of a test that stands for the call; 0: the call is to be made; kSkipped: it is not.
inline constexpr int kSkipped = -1;
int injected(const char* call);

// A call of the system that returns -1 and sets errno; made again when a signal interrupts it.
template <class Body>
auto call(const char* name, Body body) -> decltype(body()) {
  if (const int error = injected(name); error != 0) {
    if (error == kSkipped) return 0;
    errno = error;
    return -1;
  }
  decltype(body()) result = -1;
  do {
    result = body();
  } while (result == -1 && errno == EINTR);
  return result;
}

// What errno says.
Error failed();

class Descriptor {
 public:
  explicit Descriptor(int value = -1) : value_(value) {}
  Descriptor(Descriptor&& other) noexcept : value_(std::exchange(other.value_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(value_, other.value_);
    return *this;
  }
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  int get() const { return value_; }
  int release() { return std::exchange(value_, -1); }
  explicit operator bool() const { return value_ >= 0; }

 private:
  int value_;
};

// A name in an open folder; AT_FDCWD: in the working directory, for reading only.
struct At {
  int folder;
  const char* name;
};

// Symbolic links are not followed. Without a descriptor errno tells why.
Descriptor open_at(At place, int flags, mode_t mode = 0);
inline Descriptor open_folder(At place) { return open_at(place, O_RDONLY | O_DIRECTORY); }

// Makes a folder, or finds it made; its parent is not synced.
Status make_folder(At place, mode_t mode);

Status write_all(int file, ByteView bytes);
Status sync(int file);

// `flags` as those of renameat2; false: errno tells why.
bool rename_at(At from, At to, unsigned flags = 0);
bool remove_at(At place, int flags = 0);

Status stat_of(int file, struct stat& info);

// not_permitted: what others own or may change is not ours to believe. Root's own machine store is everyone's to use.
Status check_owner(const struct stat& info);

// A folder that check_owner takes, opened or to be opened.
Status check_folder(int folder);
Result<Descriptor> open_checked(At place);

// The bytes of a regular file that check_owner takes.
Result<std::size_t> check_file(int file, bool& has_second_name);
inline constexpr Error kSecondName = not_permitted("the file has a second name");

// All names but "." and "..".
Result<std::vector<std::string>> list(int folder);

}  // namespace cng::store
