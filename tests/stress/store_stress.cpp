// store_stress kill ROUNDS WRITERS | many KEYS: see stress.h. It starts itself as the writers.
#include <cstring>
#include <iostream>

#include "stress.h"

namespace cng::store {

bool check(bool good, const std::string& what) {
  std::cout << (good ? "PASS " : "FAIL ") << "store_stress: " << what << std::endl;
  return good;
}

}  // namespace cng::store

int main(int argc, char** argv) {
  using namespace cng::store;
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() > 2 && arguments[0] == "--role" && arguments[1] == "write_and_tell")
    return write_and_tell({arguments.begin() + 2, arguments.end()});
  if (arguments.size() == 3 && arguments[0] == "kill")
    return run_kill_rounds(static_cast<unsigned>(std::stoul(arguments[1])),
                           static_cast<unsigned>(std::stoul(arguments[2])))
               ? 0
               : 1;
  if (arguments.size() == 2 && arguments[0] == "many")
    return run_many_keys(static_cast<unsigned>(std::stoul(arguments[1]))) ? 0 : 1;
  std::cerr << "usage: store_stress kill ROUNDS WRITERS | many KEYS\n";
  return 2;
}
