#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "cli/file_io.h"

namespace cng::cli {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }
  int get() const { return value_; }
  bool close() {
    const int value = std::exchange(value_, -1);
    return value < 0 || ::close(value) == 0;
  }

 private:
  int value_;
};

IoResult failed() { return {Verdict::failed, std::strerror(errno)}; }

ssize_t read_some(int descriptor, ByteSpan into) {
  ssize_t got = 0;
  do {
    got = ::read(descriptor, into.data(), into.size());
  } while (got < 0 && errno == EINTR);
  return got;
}

bool write_all(int descriptor, ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(descriptor, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(put));
  }
  return true;
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

// What a rename must not hit: devices and pipes are no places to put a key file.
IoResult check_target(const std::string& path, bool replace) {
  struct stat info {};
  if (::lstat(path.c_str(), &info) != 0) return errno == ENOENT ? IoResult{} : failed();
  if (S_ISDIR(info.st_mode)) return {Verdict::failed, "is a folder"};
  if (!S_ISREG(info.st_mode) && !S_ISLNK(info.st_mode)) return {Verdict::failed, "is not a regular file"};
  if (!replace) return {Verdict::failed, "exists already; --force replaces it"};
  return {};
}

// link() refuses an existing name, rename() does not; file systems without hard links get the second with a look
// before.
bool put_in_place(const std::string& temporary, const std::string& path, bool replace) {
  if (replace) return ::rename(temporary.c_str(), path.c_str()) == 0;
  if (::link(temporary.c_str(), path.c_str()) == 0) return ::unlink(temporary.c_str()) == 0;
  if (errno == EEXIST || ::access(path.c_str(), F_OK) == 0) {
    errno = EEXIST;
    return false;
  }
  return ::rename(temporary.c_str(), path.c_str()) == 0;
}

void set_public_mode(int descriptor) {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  (void)::fchmod(descriptor, 0666 & ~mask);  // mkstemp made it 0600
}

bool write_temporary(int descriptor, ByteView bytes, bool secret) {
  Descriptor file(descriptor);
  if (!secret) set_public_mode(descriptor);
  return write_all(descriptor, bytes) && ::fsync(descriptor) == 0 && file.close();
}

}  // namespace

IoResult read_input(const std::string& path, SecretBytes& bytes) {
  if (path == "-") {
    return read_capped(bytes, [](ByteSpan into) { return read_some(STDIN_FILENO, into); });
  }
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat info {};
  if (file.get() < 0 || ::fstat(file.get(), &info) != 0) return failed();
  if (S_ISDIR(info.st_mode)) return {Verdict::failed, "is a folder"};
  return read_capped(bytes, [&](ByteSpan into) { return read_some(file.get(), into); });
}

IoResult write_output(const std::string& path, ByteView bytes, const WriteMode& mode) {
  if (path == "-") {
    if (write_all(STDOUT_FILENO, bytes)) return {};
    return failed();
  }
  if (IoResult target = check_target(path, mode.replace); !target) return target;
  std::string temporary = path + ".XXXXXX";
  const int descriptor = ::mkostemp(temporary.data(), O_CLOEXEC);
  if (descriptor < 0) return failed();
  if (!write_temporary(descriptor, bytes, mode.secret) || !put_in_place(temporary, path, mode.replace)) {
    IoResult result = failed();
    ::unlink(temporary.c_str());
    return result;
  }
  const Descriptor folder(::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.get() >= 0) (void)::fsync(folder.get());
  return {};
}

}  // namespace cng::cli
