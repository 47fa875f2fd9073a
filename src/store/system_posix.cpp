#include <fcntl.h>
#include <pwd.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#include <cstdlib>
#include <vector>

#include "store/system.h"

namespace cng::store::system {
namespace {

constexpr Error kNoDpapi = bad_data("the master key was sealed by Windows");

// Nothing of the environment is heeded by a program with raised rights.
std::string environment(const char* name) {
  const char* value = ::secure_getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

// The home folder, also of a service that has no HOME.
std::string home() {
  if (std::string set = environment("HOME"); !set.empty() && set.front() == '/') return set;
  std::vector<char> text(16384);
  struct passwd entry {};
  struct passwd* found = nullptr;
  if (::getpwuid_r(::geteuid(), &entry, text.data(), text.size(), &found) != 0 || found == nullptr) return {};
  return found->pw_dir != nullptr && found->pw_dir[0] == '/' ? std::string(found->pw_dir) : std::string();
}

std::string data_folder() {
  if (std::string set = environment("XDG_DATA_HOME"); !set.empty() && set.front() == '/') return set;
  const std::string base = home();
  return base.empty() ? std::string() : base + "/.local/share";
}

}  // namespace

Result<std::string> store_folder(Scope scope) {
  const char* name = scope == Scope::machine ? "machine" : "user";
  if (const std::string set = environment("OPENCNG_STORE"); !set.empty()) {
    if (set.front() != '/') return not_permitted("OPENCNG_STORE is not an absolute path");
    return set + "/" + name;
  }
  if (scope == Scope::machine) return std::string("/var/lib/opencng/machine");
  const std::string data = data_folder();
  if (data.empty()) return not_permitted("the user has no home folder");
  return data + "/opencng/user";
}

std::string join(const std::string& folder, const std::string& name) { return folder + "/" + name; }

Protector protector() { return Protector::master_key; }

Result<SecretBytes> wrap(Protector protector, Scope, ByteView key) {
  if (protector != Protector::master_key) return kNoDpapi;
  return SecretBytes(key, SecretAccess{});
}

Result<SecretBytes> unwrap(Protector protector, Scope, ByteView wrapped) {
  if (protector != Protector::master_key) return kNoDpapi;
  return SecretBytes(wrapped, SecretAccess{});
}

Result<std::array<std::uint8_t, 16>> boot_id() {
  const int file = ::open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
  char text[36];
  const ssize_t got = file < 0 ? -1 : ::read(file, text, sizeof text);
  if (file >= 0) ::close(file);
  if (got != static_cast<ssize_t>(sizeof text)) return not_supported("the system does not tell one boot from another");
  std::array<std::uint8_t, 16> id{};
  std::size_t digits = 0;
  for (const char c : text) {
    if (c == '-') continue;
    const int value = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    if (value < 0 || digits == 2 * id.size()) return not_supported("the system does not tell one boot from another");
    id[digits / 2] = static_cast<std::uint8_t>(id[digits / 2] << 4 | value);
    ++digits;
  }
  return id;
}

std::uint64_t now() {
  constexpr std::uint64_t kFrom1601To1970 = 11644473600;  // seconds
  struct timespec time {};
  ::clock_gettime(CLOCK_REALTIME, &time);
  return (kFrom1601To1970 + static_cast<std::uint64_t>(time.tv_sec)) * 10'000'000 +
         static_cast<std::uint64_t>(time.tv_nsec) / 100;
}

}  // namespace cng::store::system
