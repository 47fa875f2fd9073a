#include <cstring>

#include "support.h"

namespace {

struct RoleRow {
  const char* name;
  cng::store::Role role;
};

constexpr RoleRow kRoles[] = {
    {"die_at_call", cng::store::die_at_call},
    {"create_names", cng::store::create_names},
    {"rewrite_many", cng::store::rewrite_many},
};

}  // namespace

int main(int argc, char** argv) {
  if (argc >= 3 && std::strcmp(argv[1], "--role") == 0) {
    for (const RoleRow& row : kRoles)
      if (std::strcmp(argv[2], row.name) == 0) return row.role(std::vector<std::string>(argv + 3, argv + argc));
    return 99;
  }
  testing::InitGoogleMock(&argc, argv);
  return RUN_ALL_TESTS();
}
