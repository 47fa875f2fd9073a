// Lock: a mutex that needs no constructor at run time, so that a table in static memory can hold one. MinGW's
// std::mutex is none; there it is a slim reader-writer lock of Windows.
#pragma once

#include <mutex>

namespace cng {

#ifdef _WIN32
class Lock {
 public:
  constexpr Lock() = default;
  void lock();    // platform_win.cpp
  void unlock();  // platform_win.cpp

 private:
  void* slim_ = nullptr;
};
#else
using Lock = std::mutex;
#endif

}  // namespace cng
