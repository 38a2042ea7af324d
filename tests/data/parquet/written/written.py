"""The files of tests/data/parquet/written: the same three hundred rows as several programs write them.

python written.py FOLDER
"""
import datetime
import decimal
import sys

import pyarrow as pa
import pyarrow.parquet as pq

ROWS = 300
folder = sys.argv[1]


def some(row, value):
    return None if row % 7 == 3 else value


day = [datetime.date(2022, 1, 8) + datetime.timedelta(row % 90) for row in range(ROWS)]
columns = {
    "园区编号": pa.array([f"P{row // 3:03}" for row in range(ROWS)]),
    "名称": pa.array([f"机构{row}" for row in range(ROWS)]),
    "类": pa.array([some(row, ["甲", "乙", "丙"][row % 3]) for row in range(ROWS)]),
    "数": pa.array([some(row, row * row) for row in range(ROWS)], pa.int64()),
    "小数": pa.array([some(row, row % 50 / 8) for row in range(ROWS)], pa.float64()),
    "金额": pa.array([some(row, decimal.Decimal(row * 4321) / 10000) for row in range(ROWS)], pa.decimal128(9, 4)),
    "大额": pa.array([some(row, -decimal.Decimal(row * 4321) / 100) for row in range(ROWS)], pa.decimal128(30, 2)),
    "是否": pa.array([some(row, row % 5 == 0) for row in range(ROWS)]),
    "日": pa.array([some(row, day[row]) for row in range(ROWS)], pa.date32()),
    "时": pa.array([some(row, datetime.datetime.combine(day[row], datetime.time())) for row in range(ROWS)], pa.timestamp("us")),
}
table = pa.table(columns)


def write(name, table=table, **options):
    pq.write_table(table, f"{folder}/{name}.parquet", store_schema=False, **options)


# Dictionaries that end in the middle of a column, many pages and row groups.
write("fallback", compression="snappy", row_group_size=130, data_page_size=400, dictionary_pagesize_limit=300,
      write_batch_size=20, write_page_checksum=True)
write("version_2", compression="zstd", data_page_version="2.0", data_page_size=2000, write_batch_size=50,
      store_decimal_as_integer=True, write_page_checksum=True)
write("delta", compression="gzip", use_dictionary=False, data_page_version="2.0", column_encoding={
    "园区编号": "DELTA_BYTE_ARRAY", "名称": "DELTA_LENGTH_BYTE_ARRAY", "类": "PLAIN", "数": "DELTA_BINARY_PACKED",
    "小数": "BYTE_STREAM_SPLIT", "金额": "PLAIN", "大额": "PLAIN", "是否": "RLE", "日": "PLAIN", "时": "DELTA_BINARY_PACKED"})
write("spark", compression="snappy", version="1.0", flavor="spark", use_deprecated_int96_timestamps=True)
texts = pa.dictionary(pa.int32(), pa.string())
kept = table.set_column(2, "类", columns["类"].cast(texts)).set_column(0, "园区编号", columns["园区编号"].cast(texts))
pq.write_table(kept, f"{folder}/dictionaries.parquet", compression="none", row_group_size=150)
# Four hundred texts of a mebibyte each, every one of them the one before.
alike = pa.table({"园区编号": [f"P{row}" for row in range(400)], "名称": ["x" * (1 << 20)] * 400})
write("prefixes", alike, use_dictionary=False, compression="zstd", data_page_size=1 << 30, write_statistics=False,
      column_encoding={"园区编号": "PLAIN", "名称": "DELTA_BYTE_ARRAY"})
try:
    import duckdb
    duckdb.from_arrow(table).write_parquet(f"{folder}/duckdb.parquet", compression="zstd")
except ImportError:
    print("duckdb is not there: its file is left as it is")


class Thrift:
    """Reads structs of the compact protocol, as far as the headers of pages need it."""

    def __init__(self, data, at):
        self.data, self.at = data, at

    def number(self):
        value = shift = 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    def value(self, kind):
        if kind in (4, 5, 6):
            number = self.number()
            return (number >> 1) ^ -(number & 1)
        if kind == 8:
            size = self.number()
            self.at += size
        elif kind == 12:
            return self.struct()
        elif kind in (3, 7):
            self.at += 1 if kind == 3 else 8

    def struct(self):
        fields, last = {}, 0
        while head := self.data[self.at]:
            self.at += 1
            last = last + (head >> 4) if head >> 4 else self.value(4)
            fields[last] = self.value(head & 15)
        self.at += 1
        return fields


# Where the bodies of pages are: a checksum is of a body alone.
with open(f"{folder}/bodies.csv", "w") as bodies:
    for name in ("fallback", "version_2"):
        data, file = open(f"{folder}/{name}.parquet", "rb").read(), pq.ParquetFile(f"{folder}/{name}.parquet")
        for group in range(file.metadata.num_row_groups):
            for column in range(file.metadata.num_columns):
                chunk = file.metadata.row_group(group).column(column)
                at = chunk.dictionary_page_offset or chunk.data_page_offset
                end = at + chunk.total_compressed_size
                while at < end:
                    header = Thrift(data, at)
                    size = header.struct()[3]
                    bodies.write(f"{name},{header.at},{header.at + size}\n")
                    at = header.at + size
