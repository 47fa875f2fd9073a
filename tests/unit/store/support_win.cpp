#include <windows.h>

#include <chrono>
#include <cstdlib>
#include <thread>

#include "support.h"

namespace cng::store {
namespace {
constexpr UINT kKilled = 0xDEAD;
}

struct Child::System {
  HANDLE process = nullptr;
};

Child::Child(const std::vector<std::string>& arguments) : system_(std::make_unique<System>()) {
  wchar_t own[1024];
  GetModuleFileNameW(nullptr, own, static_cast<DWORD>(std::size(own)));
  std::wstring line = L"child --role";
  for (const std::string& argument : arguments) line += L" \"" + std::wstring(argument.begin(), argument.end()) + L"\"";
  STARTUPINFOW start{};
  start.cb = sizeof start;
  PROCESS_INFORMATION made{};
  if (CreateProcessW(own, line.data(), nullptr, nullptr, FALSE, 0, nullptr, nullptr, &start, &made) == 0) std::abort();
  CloseHandle(made.hThread);
  system_->process = made.hProcess;
}

Child::Child(Child&&) noexcept = default;

Child::~Child() {
  if (!system_ || system_->process == nullptr) return;
  kill();
  wait();
}

void Child::kill() { TerminateProcess(system_->process, kKilled); }

int Child::wait() {
  WaitForSingleObject(system_->process, INFINITE);
  DWORD exit_code = 0;
  GetExitCodeProcess(system_->process, &exit_code);
  CloseHandle(system_->process);
  system_->process = nullptr;
  return exit_code == kKilled ? kDied : static_cast<int>(exit_code);
}

void sleep_microseconds(unsigned time) { std::this_thread::sleep_for(std::chrono::microseconds(time)); }

void die() {
  TerminateProcess(GetCurrentProcess(), kKilled);
  std::abort();
}

}  // namespace cng::store
