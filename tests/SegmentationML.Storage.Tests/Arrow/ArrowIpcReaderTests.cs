using System.Buffers.Binary;
using SegmentationML.Core;
using SegmentationML.Storage.Arrow;

namespace SegmentationML.Storage.Tests.Arrow;

/// <summary>Damage and limits, one by one: the code and the words of each problem.</summary>
public sealed class ArrowIpcReaderTests
{
    private static readonly ArrowField Text = new("name", ArrowType.Utf8);
    private static readonly ArrowField Number = new("n", ArrowType.Int64);

    [Theory]
    [InlineData("", "SEG-ARROW-001: The input is empty.")]
    [InlineData("PA", "SEG-ARROW-001: The input has 2 bytes.")]
    [InlineData("ARROW2\0\0", "SEG-ARROW-001: The input does not begin with ARROW1.")]
    [InlineData("key,segment,value\n1,AX,2\n", "SEG-ARROW-001: The input begins neither with ARROW1 nor with an Arrow message.")]
    [InlineData("ARROW1\0\0", "SEG-ARROW-002: The file has 8 bytes, too few for a footer.")]
    [InlineData("ARROW1\0\0abcdefghijklmnop", "SEG-ARROW-002: The file begins with ARROW1 and does not end with it.")]
    [InlineData("ARROW1\0\0\0\0\0\0\0\0\0\u007fARROW1", "SEG-ARROW-003: The footer claims 2130706432 bytes in a file of 22.")]
    public void New_WhatIsNoArrow_SaysSo(string content, string problem)
        => Assert.StartsWith(problem, Refusal(System.Text.Encoding.Latin1.GetBytes(content)), StringComparison.Ordinal);

    [Fact]
    public void Open_MissingFile_IsAProblem()
    {
        var problem = Assert.Throws<ProblemException>(() => ArrowIpcReader.Open("no-such-file.arrow")).Problems[0];

        Assert.Equal("SEG-ARROW-012", problem.Code);
    }

    [Fact]
    public void Read_StreamWithoutEndMarker_EndsWithTheInput()
    {
        var bytes = Table(Number, 1L, 2L).Write(new ArrowWriteOptions { Format = ArrowFormat.Stream });

        Assert.Equal("'1'\n'2'", Cells.Text(Cells.Read(bytes[..^8], out _)[0]));
    }

    [Fact]
    public void Read_AfterTheEndMarker_StopsAndLeavesTheRest()
    {
        var bytes = Table(Number, 1L).Write(new ArrowWriteOptions { Format = ArrowFormat.Stream });

        Assert.Equal("'1'", Cells.Text(Cells.Read([.. bytes, 1, 2, 3], out _)[0]));
    }

    // Before format 0.15 a message began with its length: no continuation mark.
    [Fact]
    public void Read_FramesWithoutContinuationMark_AreRead()
    {
        var bytes = Table(Number, 1L, 2L).Write(new ArrowWriteOptions { Format = ArrowFormat.Stream });
        var old = new List<byte>();
        for (var place = 0; place < bytes.Length;)
        {
            var metadata = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(place + 4));
            var next = metadata == 0 ? bytes.Length : place == 0 ? 8 + metadata : bytes.Length - 8;
            old.AddRange(bytes[(place + 4)..next]);
            place = next;
        }

        Assert.Equal("'1'\n'2'", Cells.Text(Cells.Read([.. old], out _)[0]));
    }

    [Fact]
    public void Read_FileOnAPipe_IsReadInItsOrder()
    {
        var bytes = Table(Number, 1L, 2L).Write(new ArrowWriteOptions { RowsPerBatch = 1 });
        using var compressed = new MemoryStream();
        using (var zip = new System.IO.Compression.GZipStream(compressed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(bytes);
        }

        compressed.Position = 0;
        using var pipe = new System.IO.Compression.GZipStream(compressed, System.IO.Compression.CompressionMode.Decompress);
        using var reader = new ArrowIpcReader(pipe);

        Assert.Equal(1L, reader.Read()!.Columns[0].Values<long>()[0]);
        Assert.Equal(2L, reader.Read()!.Columns[0].Values<long>()[0]);
        Assert.Null(reader.Read());
    }

    [Fact]
    public void Read_OffsetsThatGoBack_AreRefused()
        => Assert.Equal(
            "SEG-ARROW-004: The offsets of column 'name' go back from 3 to -1. Write the file again with its producer, or fetch it again.",
            Refusal(Damage(Table(Text, "abc", "de"), [0, 3, 5], 2, -1)));

    [Fact]
    public void Read_OffsetsPastTheText_AreRefused()
        => Assert.StartsWith(
            "SEG-ARROW-004: A buffer of column 'name' has 5 bytes; its rows need 999.",
            Refusal(Damage(Table(Text, "abc", "de"), [0, 3, 5], 2, 999)),
            StringComparison.Ordinal);

    [Fact]
    public void Read_DictionaryIndexOutOfRange_IsRefused()
    {
        var table = Table(Text, "AX", "BY", "AX");
        var bytes = table.Write(new ArrowWriteOptions(), dictionaries: new Dictionary<string, ArrowDictionary> { ["name"] = new(["AX", "BY"]) });
        var place = Find(bytes, [0, 1, 0, 0]);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(place + 4), 2);

        Assert.StartsWith("SEG-ARROW-004: Row 1 of column 'name' points to entry 2 of a dictionary of 2.", Refusal(bytes), StringComparison.Ordinal);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(place + 4), -5);
        Assert.StartsWith("SEG-ARROW-004: Row 1 of column 'name' points to entry -5 of a dictionary of 2.", Refusal(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TextThatIsNotUtf8_IsRefused()
    {
        var bytes = Table(Text, "abcdefgh", "xy").Write(new ArrowWriteOptions());
        bytes[bytes.AsSpan().IndexOf("abcdefgh"u8)] = 0xFF;

        Assert.StartsWith("SEG-ARROW-004: Column 'name' holds text that is not UTF-8.", Refusal(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OffsetWithinACharacter_IsRefused()
        => Assert.StartsWith(
            "SEG-ARROW-004: Column 'name' holds text that is not UTF-8.",
            Refusal(Damage(Table(Text, "aé", "de"), [0, 3, 5], 1, 2)),
            StringComparison.Ordinal);

    [Theory]
    [InlineData(ArrowFormat.File)]
    [InlineData(ArrowFormat.Stream)]
    public void Read_MoreRowsThanAllowed_IsRefused(ArrowFormat format)
    {
        var bytes = Table(Number, 1L, 2L, 3L).Write(new ArrowWriteOptions { Format = format });

        Assert.Equal(
            "SEG-ARROW-006: A batch has 3 rows; 2 are allowed. Write smaller batches, or raise the reader's row limit.",
            Refusal(bytes, new ArrowReadOptions { MaxRowsPerBatch = 2 }));
    }

    [Fact]
    public void Read_MoreBytesThanAllowed_IsRefused()
    {
        var bytes = Table(Number, [.. Enumerable.Range(0, 1000).Select(i => (object?)(long)i)]).Write(new ArrowWriteOptions());

        Assert.StartsWith("SEG-ARROW-006: A batch needs more than 4000 bytes in memory.", Refusal(bytes, new ArrowReadOptions { MaxBatchBytes = 4000 }), StringComparison.Ordinal);
    }

    // Bodies of few bytes may claim much when they are compressed: the limit holds for what they become.
    [Fact]
    public void Read_CompressedBatchOverTheLimit_IsRefused()
        => Assert.StartsWith("SEG-ARROW-006: A batch needs more than 9000 bytes", Refusal(GoldenFiles.Read("polars-lz4.arrow"), new ArrowReadOptions { MaxBatchBytes = 9000 }), StringComparison.Ordinal);

    [Theory]
    [InlineData(0, 1024, 1024, "arrow.maxRowsPerBatch is 0.")]
    [InlineData(1, 1023, 1024, "arrow.maxBatchBytes is 1023.")]
    [InlineData(1, 1024, 1023, "arrow.maxMetadataBytes is 1023.")]
    public void New_OptionsOutOfRange_SayWhich(int rows, long bytes, int metadata, string what)
    {
        var options = new ArrowReadOptions { MaxRowsPerBatch = rows, MaxBatchBytes = bytes, MaxMetadataBytes = metadata };

        Assert.Equal(what, Assert.Throws<ProblemException>(() => new ArrowIpcReader(new MemoryStream(), options)).Problems[0].What);
    }

    [Fact]
    public void Values_OfAnotherWidth_Throws()
    {
        using var reader = new ArrowIpcReader(new MemoryStream(Table(Number, 1L).Write(new ArrowWriteOptions())));
        var column = reader.Read()!.Columns[0];

        Assert.Throws<InvalidOperationException>(() => column.Values<int>().Length);
        Assert.Throws<InvalidOperationException>(() => column.Text(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => column.IsNull(1));
    }

    private static TestTable Table(ArrowField field, params object?[] values) => new([new(field, values)]);

    private static string Refusal(byte[] bytes, ArrowReadOptions? options = null)
        => Assert.Throws<ProblemException>(() => Cells.Read(bytes, out _, options)).Problems[0].ToString();

    // Writes another number in place of one of a run of 32-bit integers.
    private static byte[] Damage(TestTable table, int[] run, int index, int number)
    {
        var bytes = table.Write(new ArrowWriteOptions());
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(Find(bytes, run) + (index * sizeof(int))), number);
        return bytes;
    }

    private static int Find(byte[] bytes, int[] run)
    {
        var pattern = run.SelectMany(BitConverter.GetBytes).ToArray();
        var place = -1;
        for (var i = 0; i <= bytes.Length - pattern.Length; i += 64)
        {
            place = bytes.AsSpan(i, pattern.Length).SequenceEqual(pattern) ? i : place;
        }

        Assert.True(place > 0, "The run of integers was not found at the start of a buffer.");
        return place;
    }
}
