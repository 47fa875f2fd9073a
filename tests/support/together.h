// Threads that start at once.
#ifndef OPENCNG_TESTS_SUPPORT_TOGETHER_H_
#define OPENCNG_TESTS_SUPPORT_TOGETHER_H_

#include <atomic>
#include <thread>
#include <vector>

namespace cngtest {

// together runs work(0) to work(3) in four threads that begin at the same time, and waits for them.
template <typename Work>
void together(Work work) {
  constexpr int kThreads = 4;
  std::atomic<int> waiting{kThreads};
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i)
    threads.emplace_back([&, i] {
      --waiting;
      while (waiting > 0) std::this_thread::yield();
      work(i);
    });
  for (std::thread& thread : threads) thread.join();
}

}  // namespace cngtest

#endif  // OPENCNG_TESTS_SUPPORT_TOGETHER_H_
