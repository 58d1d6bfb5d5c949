using System.Buffers.Binary;
using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Arrow;

namespace SegmentationML.Storage.Tests.Arrow;

/// <summary>Valid files with a few bytes changed, cut or moved: the reader gives rows or a problem, never another exception, and never memory that the file has not paid for.</summary>
public sealed class ReaderFuzzTests
{
    private const int Mutations = 3000;
    private const long MemoryAllowance = 16 << 20;

    public static TheoryData<string> Seeds => ["file", "stream", "dictionary", "lz4", "zstd", .. GoldenFiles.Names];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Read_MutatedFile_GivesRowsOrAProblem(string seed)
    {
        var valid = Bytes(seed);
        var random = new SplitMix64Box(2026);
        var (read, refused) = (0, 0);
        for (var turn = 0; turn < Mutations; turn++)
        {
            var mutated = Mutate(valid, random);
            foreach (var seekable in new[] { true, false })
            {
                if (TryRead(mutated, seekable, $"{seed} {turn}"))
                {
                    read++;
                }
                else
                {
                    refused++;
                }
            }
        }

        Assert.True(read > 0 && refused > Mutations / 10, $"{read} read, {refused} refused: the mutations are too weak or too strong.");
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Read_EveryTruncation_IsRefusedOrEndsBetweenMessages(string seed)
    {
        var valid = Bytes(seed);
        var isFile = valid.AsSpan().StartsWith("ARROW1"u8);
        for (var length = 0; length < valid.Length; length += length < 2048 ? 1 : 37)
        {
            var whole = TryRead(valid[..length], seekable: true, $"{seed} {length}");
            Assert.False(isFile && whole, $"A file cut to {length} of {valid.Length} bytes was read.");
            _ = TryRead(valid[..length], seekable: false, $"{seed} {length}");
        }
    }

    private static byte[] Bytes(string seed)
    {
        var table = TestTable.AllTypes(40, seed: 5);
        return seed switch
        {
            "lz4" => table.Write(new ArrowWriteOptions { RowsPerBatch = 25, Compression = ArrowCompression.Lz4 }),
            "zstd" => table.Write(new ArrowWriteOptions { RowsPerBatch = 25, Compression = ArrowCompression.Zstd }),
            "file" => table.Write(new ArrowWriteOptions { RowsPerBatch = 25 }),
            "stream" => table.Write(new ArrowWriteOptions { RowsPerBatch = 25, Format = ArrowFormat.Stream }),
            "dictionary" => Encoded(table),
            _ => GoldenFiles.Read(seed),
        };
    }

    private static byte[] Encoded(TestTable table)
    {
        var text = table.For(field => field.Type.Kind == ArrowKind.Utf8);
        var values = text.Columns[0].Values.OfType<string>().Distinct().Order(StringComparer.Ordinal);
        return text.Write(new ArrowWriteOptions { RowsPerBatch = 25 }, dictionaries: new Dictionary<string, ArrowDictionary> { [text.Columns[0].Field.Name] = new(values) });
    }

    private static byte[] Mutate(byte[] valid, SplitMix64Box random)
    {
        var bytes = (byte[])valid.Clone();
        for (var change = random.Next(3); change >= 0; change--)
        {
            // Half of the changes hit the beginning or the end, where metadata is.
            var reach = random.Next(2) == 0 ? Math.Min(1500, bytes.Length) : bytes.Length;
            var place = random.Next(2) == 0 ? random.Next(reach) : bytes.Length - 1 - random.Next(reach);
            bytes = Change(bytes, place, random);
            if (bytes.Length == 0)
            {
                break;
            }
        }

        return bytes;
    }

    private static byte[] Change(byte[] bytes, int place, SplitMix64Box random)
    {
        switch (random.Next(8))
        {
            case 0:
                bytes[place] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[place] = (byte)random.Bits();
                break;
            case 2 or 3 when place + sizeof(int) <= bytes.Length:
                int[] numbers = [0, 1, -1, 7, 255, 65536, int.MaxValue, int.MinValue, bytes.Length, BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(place)) + 1];
                BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(place), numbers[random.Next(numbers.Length)]);
                break;
            case 4 when place + sizeof(long) <= bytes.Length:
                long[] longs = [-1, long.MaxValue, long.MinValue, 1L << 40, 1L << 31, bytes.Length];
                BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(place), longs[random.Next(longs.Length)]);
                break;
            case 5:
                return [.. bytes[..place], .. bytes[Math.Min(bytes.Length, place + random.Next(64))..]];
            case 6:
                return [.. bytes[..place], .. bytes.AsSpan(random.Next(bytes.Length), 0), .. new byte[random.Next(16)], .. bytes[place..]];
            default:
                var from = random.Next(bytes.Length);
                var length = Math.Min(random.Next(64), bytes.Length - Math.Max(from, place));
                bytes.AsSpan(from, length).CopyTo(bytes.AsSpan(place));
                break;
        }

        return bytes;
    }

    private static bool TryRead(byte[] bytes, bool seekable, string what)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            using var stream = seekable ? new MemoryStream(bytes) : (Stream)new Pipe(bytes);
            using var reader = new ArrowIpcReader(stream);
            while (reader.Read() is { } batch)
            {
                foreach (var column in batch.Columns)
                {
                    Touch(column);
                }
            }

            return true;
        }
        catch (ProblemException problem)
        {
            Assert.All(problem.Problems, each => Assert.StartsWith("SEG-ARROW-", each.Code, StringComparison.Ordinal));
            return false;
        }
        catch (Exception other)
        {
            Assert.Fail($"{what}, seekable {seekable}: {other}");
            return false;
        }
        finally
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < MemoryAllowance, $"{what}: {allocated} bytes were allocated for {bytes.Length}.");
        }
    }

    // What was let through must be readable everywhere.
    private static void Touch(ArrowColumn column)
    {
        for (var row = 0; row < column.Rows; row += row < 100 ? 1 : column.Rows / 100)
        {
            var type = column.Field.Type;
            if (column.IsNull(row))
            {
                continue;
            }

            if (type.IsText)
            {
                _ = column.Text(row);
            }
            else if (type.IsBytes || type.Kind == ArrowKind.FixedBinary)
            {
                _ = column.Bytes(row).Length;
            }
            else if (type.Kind == ArrowKind.Bool)
            {
                _ = column.Bool(row);
            }
            else if (type.IsList)
            {
                Assert.InRange(column.Offsets[row + 1], column.Offsets[row], column.Items.Rows);
            }
        }

        if (column.Field.Type.IsList)
        {
            Touch(column.Items);
        }
        else if (column.Field.Type.FixedWidth == sizeof(long) && column.Dictionary is null)
        {
            Assert.Equal(column.Rows, column.Values<long>().Length);
        }
    }

    /// <summary>A stream that cannot be sought and gives a few bytes at a time.</summary>
    private sealed class Pipe(byte[] bytes) : Stream
    {
        private int _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var count = Math.Min(Math.Min(buffer.Length, 1000), bytes.Length - _position);
            bytes.AsSpan(_position, count).CopyTo(buffer);
            _position += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
