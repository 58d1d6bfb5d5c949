using System.Buffers.Binary;
using System.Text;
using SegmentationML.Core;
using SegmentationML.Storage.Arrow;
using SegmentationML.Storage.Arrow.CData;

namespace SegmentationML.Storage.Tests.Arrow;

public sealed class ArrowIpcWriterTests
{
    [Fact]
    public void Write_AnyChunksOffsetsAndNullCounts_GivesTheSameBytes()
    {
        var random = new SplitMix64Box(21);
        for (var turn = 0; turn < 30; turn++)
        {
            var table = TestTable.AllTypes(random.Next(1500), seed: (ulong)turn, nullShare: random.Next(3) / 2.5);
            var options = new ArrowWriteOptions { RowsPerBatch = 1 + random.Next(900), Format = (ArrowFormat)random.Next(2), ColumnBytesPerBatch = 1024 << random.Next(8) };
            var whole = table.Write(options, chunkRows: [int.MaxValue]);

            var chunks = Enumerable.Range(0, 5).Select(_ => 1 + random.Next(300)).ToArray();
            var cut = table.Write(options, chunks, offset: random.Next(70));

            Assert.Equal(whole, cut);
            var read = Cells.Read(cut, out _);
            Assert.All(Enumerable.Range(0, table.Columns.Count), i => Assert.Equal(Cells.Text(table.CellsOf(i)), Cells.Text(read[i])));
        }
    }

    [Fact]
    public void Write_EnumSourceOrPlainText_GivesTheSameDictionaryColumn()
    {
        var random = new SplitMix64Box(22);
        string[] codes = ["AX", "BY", "CZ", "a code of more than twelve bytes", ""];
        object?[] values = [.. Enumerable.Range(0, 3000).Select(_ => random.Next(6) == 0 ? null : codes[random.Next(codes.Length)])];
        var dictionaries = new Dictionary<string, ArrowDictionary> { ["segment"] = new(codes) };
        var plain = new TestTable([new(new ArrowField("segment", ArrowType.Utf8), values)]).Write(new ArrowWriteOptions(), dictionaries: dictionaries);

        foreach (var (bits, type) in new[] { (8, ArrowType.Utf8), (16, ArrowType.Utf8), (32, ArrowType.LargeUtf8) })
        {
            var field = new ArrowField("segment", type) { IndexType = ArrowType.Int(bits, signed: false) };
            Assert.Equal(plain, new TestTable([new(field, values)]).Write(new ArrowWriteOptions(), chunkRows: [100, 7], offset: 3, dictionaries: dictionaries));
        }

        Assert.Equal(Cells.Text(values), Cells.Text(Cells.Read(plain, out _)[0]));
    }

    [Fact]
    public void Write_TextLongerThanTheLimit_CutsBatchesByBytesAndKeepsALongRow()
    {
        object?[] values = [new string('a', 600), new string('b', 600), new string('c', 5000), "d", new string('e', 1023)];
        var table = new TestTable([new(new ArrowField("t", ArrowType.Utf8), values), new(new ArrowField("n", ArrowType.Int64), [1L, 2L, 3L, 4L, 5L])]);

        var bytes = table.Write(new ArrowWriteOptions { ColumnBytesPerBatch = 1024 });

        using var reader = new ArrowIpcReader(new MemoryStream(bytes));
        Assert.Equal([1, 1, 1, 2], Batches(reader));
        Assert.Equal(Cells.Text(values), Cells.Text(Cells.Read(bytes, out _)[0]));
    }

    // Offsets that claim three billion bytes: refused before a byte of them is touched.
    [Fact]
    public unsafe void Append_ValueBeyond32BitOffsets_IsAProblem()
    {
        var offsets = stackalloc long[] { 0, 3_000_000_000 };
        void*[] buffers = [null, offsets, null];
        fixed (void** pointers = buffers)
        {
            var text = new ArrowArray { Length = 1, BufferCount = 3, Buffers = pointers };
            var children = stackalloc ArrowArray*[] { &text };
            var batch = new ArrowArray { Length = 1, ChildCount = 1, Children = children };
            var output = new MemoryStream();
            using var writer = new ArrowIpcWriter(output, new ArrowTableSchema(new ArrowField("name", ArrowType.LargeUtf8)), new Dictionary<string, ArrowDictionary>(), new ArrowWriteOptions());
            ProblemException? thrown = null;
            try
            {
                writer.Append(&batch);
            }
            catch (ProblemException problem)
            {
                thrown = problem;
            }

            Assert.Equal("SEG-ARROW-009: A value of column 'name' has 3000000000 bytes; 32-bit offsets reach 2147483647. Cut the value, or leave the column out.", thrown?.Problems[0].ToString());
        }
    }

    // The disk fails while the second batch is gathered: the call that hands over a later batch says so.
    [Fact]
    public void Complete_OutputThatFails_Throws()
    {
        var table = TestTable.AllTypes(3000, seed: 1);

        using var output = new FailingStream(new MemoryStream(), failsAfter: 3);
        Assert.Throws<IOException>(() => Write(table, output));
    }

    [Fact]
    public void Write_File_HasTheFramesOfTheSpecification()
    {
        var bytes = TestTable.AllTypes(300, seed: 1).Write(new ArrowWriteOptions { RowsPerBatch = 100 });

        Assert.Equal("ARROW1\0\0"u8, bytes.AsSpan(0, 8));
        Assert.Equal("ARROW1"u8, bytes.AsSpan(bytes.Length - 6));
        var footer = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(bytes.Length - 10));
        var place = 8;
        var metadataLengths = new List<int>();
        while (true)
        {
            Assert.Equal(-1, BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(place)));
            var metadata = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(place + 4));
            if (metadata == 0)
            {
                break;
            }

            Assert.Equal(0, (place + 8 + metadata) % 64);
            metadataLengths.Add(metadata);
            place += 8 + metadata + (int)BodyLength(bytes.AsSpan(place + 8, metadata));
            Assert.Equal(0, place % 64);
        }

        Assert.Equal(4, metadataLengths.Count);
        Assert.Equal(bytes.Length - 10 - footer, place + 8);
    }

    [Fact]
    public void Write_Stream_IsTheMessagesOfTheFile()
    {
        var table = TestTable.AllTypes(300, seed: 1);
        var file = table.Write(new ArrowWriteOptions { RowsPerBatch = 300 });
        var stream = table.Write(new ArrowWriteOptions { RowsPerBatch = 300, Format = ArrowFormat.Stream });

        // Padding depends on the place in the output, so the metadata is compared without it: the last message with its body.
        var footer = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(file.Length - 10));
        var fileEnd = file.AsSpan(0, file.Length - 10 - footer);
        Assert.True(fileEnd[^5000..].SequenceEqual(stream.AsSpan(stream.Length - 5000)));
    }

    [Fact]
    public void Write_ValueOutsideTheDictionary_IsAProblem()
    {
        var table = new TestTable([new(new ArrowField("segment", ArrowType.Utf8), ["AX", "DZ"])]);

        var problem = Assert.Throws<ProblemException>(() => table.Write(new ArrowWriteOptions(), dictionaries: new Dictionary<string, ArrowDictionary> { ["segment"] = new(["AX"]) })).Problems[0];

        Assert.Equal("SEG-ARROW-007: Column 'segment' holds 'DZ', which its dictionary of 1 values does not. Give all values that the column can take, or write the column as plain text.", problem.ToString());
    }

    [Fact]
    public void New_DictionaryForNumbers_IsAProblem()
    {
        var table = new TestTable([new(new ArrowField("n", ArrowType.Int64), [])]);

        Assert.Equal("SEG-ARROW-008", Assert.Throws<ProblemException>(() => table.Write(new ArrowWriteOptions(), dictionaries: new Dictionary<string, ArrowDictionary> { ["n"] = new([]) })).Problems[0].Code);
    }

    [Fact]
    public void New_Views_AreNotWritten()
    {
        var table = new TestTable([new(new ArrowField("t", ArrowType.Utf8View), [])]);

        Assert.Equal("SEG-ARROW-005: Column 't' has the type Utf8View, which is not written. Cast it in the query, for example to VARCHAR.", Assert.Throws<ProblemException>(() => table.Write(new ArrowWriteOptions())).Problems[0].ToString());
    }

    [Theory]
    [InlineData(0, 1 << 20, "arrow.rowsPerBatch is 0.")]
    [InlineData(16_777_217, 1 << 20, "arrow.rowsPerBatch is 16777217.")]
    [InlineData(1, 1023, "arrow.columnBytesPerBatch is 1023.")]
    public void New_OptionsOutOfRange_SayWhich(int rows, long bytes, string what)
    {
        var problem = Assert.Throws<ProblemException>(() => new TestTable([]).Write(new ArrowWriteOptions { RowsPerBatch = rows, ColumnBytesPerBatch = bytes })).Problems[0];

        Assert.Equal(("SEG-ARROW-008", what), (problem.Code, problem.What));
    }

    [Fact]
    public void Write_NoColumnIsWrittenTwice_AndTextsStandOnce()
    {
        var table = new TestTable([new(new ArrowField("segment", ArrowType.Utf8), [.. Enumerable.Repeat<object?>("a segment name", 4000)])]);
        var dictionary = new Dictionary<string, ArrowDictionary> { ["segment"] = new(["a segment name"]) };

        var encoded = Encoding.Latin1.GetString(table.Write(new ArrowWriteOptions { RowsPerBatch = 1000 }, dictionaries: dictionary));

        Assert.Equal(1, encoded.Split("a segment name").Length - 1);
    }

    private static unsafe void Write(TestTable table, Stream output)
    {
        using var writer = new ArrowIpcWriter(output, new ArrowTableSchema([.. table.Columns.Select(column => column.Field)]), new Dictionary<string, ArrowDictionary>(), new ArrowWriteOptions { RowsPerBatch = 1000 });
        using var rows = new CArray(table.Columns, 0, table.Rows, offset: 0);
        writer.Append(rows.Batch);
        writer.Complete();
    }

    private static List<int> Batches(ArrowIpcReader reader)
    {
        var rows = new List<int>();
        while (reader.Read() is { } batch)
        {
            rows.Add(batch.Rows);
        }

        return rows;
    }

    // Message is the root table; field 3 of its vtable is the length of the body (absent for 0).
    private static long BodyLength(ReadOnlySpan<byte> metadata)
    {
        var table = BinaryPrimitives.ReadInt32LittleEndian(metadata);
        var vtable = table - BinaryPrimitives.ReadInt32LittleEndian(metadata[table..]);
        var entry = BinaryPrimitives.ReadUInt16LittleEndian(metadata[vtable..]) > 10 ? BinaryPrimitives.ReadUInt16LittleEndian(metadata[(vtable + 10)..]) : 0;
        return entry == 0 ? 0 : BinaryPrimitives.ReadInt64LittleEndian(metadata[(table + entry)..]);
    }

    private sealed class FailingStream(Stream inner, int failsAfter) : Stream
    {
        private int _writes;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => inner.Length;

        public override long Position { get => inner.Position; set => throw new NotSupportedException(); }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (++_writes > failsAfter)
            {
                throw new IOException("No space left on device");
            }

            inner.Write(buffer);
        }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
