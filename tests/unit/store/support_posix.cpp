#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

#include "support.h"

extern char** environ;

namespace cng::store {

struct Child::System {
  pid_t pid = -1;
};

Child::Child(const std::vector<std::string>& arguments) : system_(std::make_unique<System>()) {
  std::vector<char*> list{const_cast<char*>("child"), const_cast<char*>("--role")};
  for (const std::string& argument : arguments) list.push_back(const_cast<char*>(argument.c_str()));
  list.push_back(nullptr);
  if (::posix_spawn(&system_->pid, "/proc/self/exe", nullptr, nullptr, list.data(), environ) != 0) std::abort();
}

Child::Child(Child&&) noexcept = default;

Child::~Child() {
  if (!system_ || system_->pid < 0) return;
  kill();
  wait();
}

void Child::kill() { ::kill(system_->pid, SIGKILL); }

int Child::wait() {
  int status = 0;
  while (::waitpid(system_->pid, &status, 0) < 0 && errno == EINTR) {
  }
  system_->pid = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : kDied;
}

void sleep_microseconds(unsigned time) { ::usleep(time); }

void die() {
  ::raise(SIGKILL);
  std::abort();
}

}  // namespace cng::store
