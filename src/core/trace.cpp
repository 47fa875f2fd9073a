#include "core/trace.h"

#include <cstdio>
#include <string>
#include <string_view>

#include "core/platform.h"
#include "core/status.h"

namespace cng::trace {
namespace {

enum : int { kUnread, kOff, kFailures, kAll };

struct Component {
  const char* name;
  std::atomic<int> level;
};
constinit Component g_bcrypt{"bcrypt", kUnread};
constinit Component g_ncrypt{"ncrypt", kUnread};

int read_level(std::string_view wish, std::string_view component) {
  int level = kOff;
  while (!wish.empty()) {
    const std::string_view item = wish.substr(0, wish.find(','));
    wish.remove_prefix(item.size() == wish.size() ? wish.size() : item.size() + 1);
    const std::string_view name = item.substr(0, item.find(':'));
    if (name != component && name != "all") continue;
    level = item.ends_with(":debug") ? kAll : kFailures;
  }
  return level;
}

int level(Component& component) {
  int now = component.level.load(std::memory_order_relaxed);
  if (now == kUnread) [[unlikely]] {
    now = read_level(platform::environment("CNG_TRACE"), component.name);
    component.level.store(now, std::memory_order_relaxed);
  }
  return now;
}

std::string narrow(const Char16* text) {
  std::string out;
  for (; *text != 0 && out.size() < 40; ++text) out += *text >= 0x20 && *text < 0x7F ? static_cast<char>(*text) : '?';
  return out;
}

}  // namespace

constinit std::atomic<bool> g_off{false};

bool wanted_when_on(const char* function, bool failed) {
  const int now = level(function[0] == 'B' ? g_bcrypt : g_ncrypt);
  if (level(g_bcrypt) == kOff && level(g_ncrypt) == kOff) g_off.store(true, std::memory_order_relaxed);
  return now == kAll || (failed && now == kFailures);
}

void write(const Call& call, const Error& error, std::uint32_t status) noexcept {
  try {
    std::string line = call.function;
    // A call with a bad handle is refused before its other arguments are looked at, and so they are not here either.
    if (call.blob_type != nullptr && error.code != Code::invalid_handle) line += " " + narrow(call.blob_type);
    if (call.size != 0) line += " " + std::to_string(call.size) + " bytes";
    char number[16];
    std::snprintf(number, sizeof number, "0x%08x", static_cast<unsigned>(status));
    const bool of_bcrypt = call.function[0] == 'B';
    line = line + ": " + number + " " + (of_bcrypt ? status_name(error.code) : security_status_name(error.code));
    if (*error.reason != '\0') line = line + ": " + error.reason;
    line += '\n';
    const std::string path = platform::environment("CNG_TRACE_FILE");
    std::FILE* file = path.empty() ? stderr : std::fopen(path.c_str(), "a");
    if (file == nullptr) return;
    std::fwrite(line.data(), 1, line.size(), file);
    if (file != stderr) std::fclose(file);
  } catch (...) {  // a trace that cannot be written is not worth a failing call
  }
}

}  // namespace cng::trace
