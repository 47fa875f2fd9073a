// What others may have put into the store: on both systems.
#include "store/system.h"
#include "support.h"

namespace cng::store {
namespace {

using Hostile = StoreTest;

TEST_F(Hostile, FolderInThePlaceOfARecord_IsRefused) {
  fs::create_directories(file_of(CNG_W("name")));
  Record record = make_record(CNG_W("name"));
  EXPECT_EQ(code(store_.read(CNG_W("name"))), Code::not_permitted);
  EXPECT_EQ(code(store_.remove(CNG_W("name"))), Code::not_permitted);
  fs::remove(file_of(CNG_W("name")));
  ASSERT_EQ(code(store_.create(record, Existing::keep)), Code::ok);
  fs::remove(file_of(CNG_W("name")));
  fs::create_directories(file_of(CNG_W("name")));
  EXPECT_EQ(code(store_.create(record, Existing::keep)), Code::not_permitted);
  EXPECT_EQ(code(store_.create(record, Existing::replace)), Code::not_permitted);
  EXPECT_TRUE(fs::is_directory(file_of(CNG_W("name"))));
}

TEST_F(Hostile, FileInThePlaceOfTheStore_IsRefused) {
  fs::create_directories(folder_.parent_path());
  write_bytes(folder_, {1});
  Record record = make_record(CNG_W("name"));
  EXPECT_EQ(code(store_.create(record, Existing::keep)), Code::not_permitted);
  EXPECT_EQ(code(store_.read(CNG_W("name"))), Code::not_permitted);
  EXPECT_EQ(code(store_.list()), Code::not_permitted);
}

TEST_F(Hostile, FolderInThePlaceOfTheMasterKey_IsRefused) {
  Record record = make_record(CNG_W("name"));
  ASSERT_EQ(code(store_.create(record, Existing::keep)), Code::ok);
  fs::remove(folder_ / "master.key");
  fs::create_directory(folder_ / "master.key");
  EXPECT_EQ(code(store_.read(CNG_W("name"))), Code::not_permitted);
  EXPECT_EQ(code(store_.create(record, Existing::replace)), Code::not_permitted);
}

TEST_F(Hostile, OtherFiles_AreNoKeys) {
  Record record = make_record(CNG_W("name"));
  ASSERT_EQ(code(store_.create(record, Existing::keep)), Code::ok);
  write_bytes(file_of(CNG_W("name")).parent_path() / "README", {1, 2, 3});
  fs::create_directories(folder_ / "00");
  write_bytes(folder_ / "00" / std::string(64, '0'), {1, 2, 3});
  write_bytes(folder_ / "00" / std::string(64, 'f'), {1, 2, 3});
  EXPECT_EQ(listed(), std::vector<WideText>{CNG_W("name")});
}

TEST_F(Hostile, SecondNameOfARecord_IsRefused) {
  Record record = make_record(CNG_W("name"));
  ASSERT_EQ(code(store_.create(record, Existing::keep)), Code::ok);
  fs::create_hard_link(file_of(CNG_W("name")), temporary_.path() / "second");
  EXPECT_EQ(code(store_.read(CNG_W("name"))), Code::not_permitted);
  EXPECT_THAT(listed(), testing::IsEmpty());
}

}  // namespace
}  // namespace cng::store
