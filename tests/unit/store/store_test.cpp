// The rules of KeyStore, one process alone.
#include "support.h"

namespace cng::store {
namespace {

using Store = StoreTest;

TEST_F(Store, Created_IsReadBack) {
  Record record = make_record(CNG_W("My {Key}"), 5);
  ASSERT_EQ(code(store_.create(record, Existing::keep)), Code::ok);
  EXPECT_NE(record.id, RecordId{});
  EXPECT_GT(record.modified, 133'000'000'000'000'000u);  // 2022
  const Result<Record> read = store_.read(CNG_W("My {Key}"));
  ASSERT_EQ(code(read), Code::ok);
  EXPECT_EQ(damage_of(*read), "");
  EXPECT_EQ(seed_of(*read), 5u);
  EXPECT_EQ(read->id, record.id);
  EXPECT_EQ(read->modified, record.modified);
  EXPECT_EQ(read->key_type, 0u);
  EXPECT_FALSE(read->per_boot);
  EXPECT_THAT(strays(folder_), testing::IsEmpty());
}

TEST_F(Store, NeverMade_IsEmptyAndStaysUnmade) {
  EXPECT_EQ(code(store_.read(CNG_W("x"))), Code::bad_keyset);
  EXPECT_EQ(code(store_.remove(CNG_W("x"))), Code::bad_keyset);
  Record record = make_record(CNG_W("x"));
  EXPECT_EQ(code(store_.rewrite(record)), Code::bad_keyset);
  EXPECT_THAT(listed(), testing::IsEmpty());
  EXPECT_FALSE(fs::exists(folder_));
}

TEST_F(Store, TakenName_IsKept) {
  Record first = make_record(CNG_W("name"), 1), second = make_record(CNG_W("NAME"), 2);
  ASSERT_EQ(code(store_.create(first, Existing::keep)), Code::ok);
  EXPECT_EQ(code(store_.create(second, Existing::keep)), Code::exists);
  EXPECT_EQ(second.id, RecordId{});
  EXPECT_EQ(second.modified, 0u);
  EXPECT_EQ(seed_of(*store_.read(CNG_W("name"))), 1u);
  EXPECT_THAT(strays(folder_), testing::IsEmpty());
}

TEST_F(Store, Overwritten_IsAnotherKey) {
  Record first = make_record(CNG_W("name"), 1), second = make_record(CNG_W("Name"), 2);
  ASSERT_EQ(code(store_.create(first, Existing::keep)), Code::ok);
  ASSERT_EQ(code(store_.create(second, Existing::replace)), Code::ok);
  EXPECT_NE(first.id, second.id);
  const Result<Record> read = store_.read(CNG_W("nAME"));
  ASSERT_EQ(code(read), Code::ok);
  EXPECT_EQ(seed_of(*read), 2u);
  EXPECT_EQ(read->name, CNG_W("Name"));
  EXPECT_EQ(code(store_.rewrite(first)), Code::bad_keyset);
  EXPECT_EQ(code(store_.remove(CNG_W("name"), &first.id)), Code::bad_keyset);
  EXPECT_EQ(seed_of(*store_.read(CNG_W("name"))), 2u);
}

TEST_F(Store, Rewritten_HasNewPropertiesAndTheSameId) {
  Record record = make_record(CNG_W("name"), 1);
  ASSERT_EQ(code(store_.create(record, Existing::keep)), Code::ok);
  Result<Record> read = store_.read(CNG_W("name"));
  ASSERT_EQ(code(read), Code::ok);
  read->properties.push_back({CNG_W("more"), true, {1, 2, 3}});
  ASSERT_EQ(code(store_.rewrite(*read)), Code::ok);
  const Result<Record> again = store_.read(CNG_W("name"));
  ASSERT_EQ(code(again), Code::ok);
  EXPECT_EQ(again->properties.size(), 4u);
  EXPECT_EQ(again->id, record.id);
  EXPECT_GE(again->modified, record.modified);
}

TEST_F(Store, Deleted_IsNotResurrected) {
  Record record = make_record(CNG_W("name"));
  ASSERT_EQ(code(store_.create(record, Existing::keep)), Code::ok);
  ASSERT_EQ(code(store_.remove(CNG_W("NAME"), &record.id)), Code::ok);
  EXPECT_EQ(code(store_.rewrite(record)), Code::bad_keyset);
  EXPECT_EQ(code(store_.read(CNG_W("name"))), Code::bad_keyset);
  EXPECT_EQ(code(store_.remove(CNG_W("name"))), Code::bad_keyset);
  EXPECT_THAT(strays(folder_), testing::IsEmpty());
}

TEST_F(Store, List_HasEveryNameInItsSpelling) {
  std::vector<WideText> names;
  for (const char letter : std::string("abcdefghijklmnopqrstuvwxyz")) {
    names.push_back(WideText(CNG_W("Key ")) + static_cast<Char16>(letter));
    Record record = make_record(names.back());
    ASSERT_EQ(code(store_.create(record, Existing::keep)), Code::ok);
  }
  EXPECT_EQ(listed(), names);
  EXPECT_EQ((*store_.list())[0].algorithm, CNG_W("RSA"));
  EXPECT_EQ((*store_.list())[0].legacy_spec, 1u);
}

TEST_F(Store, MachineStore_IsAnother) {
  const KeyStore machine(Scope::machine, (temporary_.path() / "machine").string());
  Record mine = make_record(CNG_W("name"), 1), shared = make_record(CNG_W("name"), 2);
  ASSERT_EQ(code(store_.create(mine, Existing::keep)), Code::ok);
  EXPECT_EQ(code(machine.read(CNG_W("name"))), Code::bad_keyset);
  ASSERT_EQ(code(machine.create(shared, Existing::keep)), Code::ok);
  EXPECT_EQ(machine.read(CNG_W("name"))->key_type, 0x20u);
  EXPECT_NE(*store_.unique_name(CNG_W("name")), *machine.unique_name(CNG_W("name")));
  // Neither folder serves as the other kind.
  const KeyStore wrong(Scope::machine, folder_.string());
  Record record = make_record(CNG_W("other"));
  EXPECT_EQ(code(wrong.create(record, Existing::keep)), Code::bad_data);
}

TEST_F(Store, PerBootKey_OpensInThisBoot) {
  Record record = make_record(CNG_W("name"));
  record.per_boot = true;
  ASSERT_EQ(code(store_.create(record, Existing::keep)), Code::ok);
  const Result<Record> read = store_.read(CNG_W("name"));
  ASSERT_EQ(code(read), Code::ok);
  EXPECT_TRUE(read->per_boot);
  EXPECT_EQ(damage_of(*read), "");
  EXPECT_EQ(listed().size(), 1u);
}

TEST_F(Store, PerBootKey_OfAnotherBootIsGoneAndInNobodysWay) {
  Record record = make_record(CNG_W("name"), 1), next = make_record(CNG_W("name"), 2);
  record.per_boot = true;
  ASSERT_EQ(code(store_.create(record, Existing::keep)), Code::ok);
  std::vector<std::uint8_t> file = read_bytes(file_of(CNG_W("name")));
  file[16 * 4 + 16 + 16] ^= 1;  // the tag of the boot
  write_bytes(file_of(CNG_W("name")), file);
  EXPECT_EQ(code(store_.read(CNG_W("name"))), Code::bad_keyset);
  EXPECT_THAT(listed(), testing::IsEmpty());
  ASSERT_EQ(code(store_.create(next, Existing::keep)), Code::ok);
  EXPECT_EQ(seed_of(*store_.read(CNG_W("name"))), 2u);
}

TEST_F(Store, TooLong_IsRefused) {
  Record fits = make_record(CNG_W("fits"), 1, kMostRecordBytes - 1000);
  EXPECT_EQ(code(store_.create(fits, Existing::keep)), Code::ok);
  EXPECT_EQ(damage_of(*store_.read(CNG_W("fits"))), "");
  Record record = make_record(CNG_W("name"), 1, kMostRecordBytes);
  EXPECT_EQ(code(store_.create(record, Existing::keep)), Code::storage_full);
  record = make_record(CNG_W("name"));
  record.properties.push_back({CNG_W("p"), true, std::vector<std::uint8_t>(kMostRecordBytes)});
  EXPECT_EQ(code(store_.create(record, Existing::keep)), Code::storage_full);
  record.properties = {{WideText(513, 'p'), true, {}}};
  EXPECT_EQ(code(store_.create(record, Existing::keep)), Code::invalid_parameter);
  EXPECT_EQ(listed(), std::vector<WideText>{CNG_W("fits")});
}

TEST_F(Store, UniqueName_IsTheFile) {
  Record record = make_record(CNG_W("Name"));
  ASSERT_EQ(code(store_.create(record, Existing::keep)), Code::ok);
  const WideText unique = *store_.unique_name(CNG_W("nAME"));
  EXPECT_EQ(std::string(unique.begin(), unique.end()), file_of(CNG_W("Name")).filename().string());
  EXPECT_TRUE(fs::exists(file_of(CNG_W("Name"))));
}

TEST_F(Store, Blob_IsNotReadable) {
  Record record = make_record(CNG_W("name"), 1, 64);
  ASSERT_EQ(code(store_.create(record, Existing::keep)), Code::ok);
  const std::vector<std::uint8_t> file = read_bytes(file_of(CNG_W("name")));
  const ByteView blob = record.blob.view(SecretAccess{});
  for (std::size_t i = 0; i + 8 <= blob.size(); ++i)
    EXPECT_EQ(std::search(file.begin(), file.end(), blob.begin() + static_cast<std::ptrdiff_t>(i),
                          blob.begin() + static_cast<std::ptrdiff_t>(i) + 8),
              file.end());
}

}  // namespace
}  // namespace cng::store
