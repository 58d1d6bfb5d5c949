using System.Runtime.InteropServices;
using SegmentationML.Storage.Arrow.CData;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Storage.Tests.DuckDb;

public sealed unsafe class DuckDbArrowReaderTests
{
    [Fact]
    public void Schema_EachColumn_HasNameAndFormatOfTheInterface()
    {
        using var engine = DuckDbEngine.Open();
        using var reader = engine.ReadArrow(
            "select 1::integer as i, 1::bigint as l, 1.5::double as x, 1.5::decimal(18, 4) as d, 'a' as s, date '2024-01-01' as day, ['a'] as texts, true as b, 'a'::enum('a', 'b') as e");

        Assert.Equal("+s", Text(reader.Schema->Format));
        Assert.Equal(
            ["i:i", "l:l", "x:g", "d:d:18,4,128", "s:u", "day:tdD", "texts:+l", "b:b", "e:C"],
            Enumerable.Range(0, (int)reader.Schema->ChildCount).Select(child => Field(reader.Schema, child)));
        Assert.False(reader.Schema->Children[8]->Dictionary == null);
    }

    [Fact]
    public void Batches_HundredThousandRows_HoldEveryValueInOrder()
    {
        using var engine = DuckDbEngine.Open();
        using var reader = engine.ReadArrow("select range as n, case when range % 3 = 0 then null else range end as m from range(100000)");
        var rows = 0L;

        while (reader.MoveNext())
        {
            var values = (long*)reader.Batch->Children[0]->Buffers[1];
            var validity = (byte*)reader.Batch->Children[1]->Buffers[0];
            for (var row = 0; row < reader.Batch->Length; row++, rows++)
            {
                Assert.Equal(rows, values[row]);
                Assert.Equal(rows % 3 != 0, (validity[row >> 3] >> (row & 7) & 1) == 1);
            }
        }

        Assert.Equal(100_000, rows);
    }

    [Fact]
    public void Batch_MovedOut_OutlivesTheReader()
    {
        using var engine = DuckDbEngine.Open();
        ArrowArray moved;
        using (var reader = engine.ReadArrow("select 42::integer"))
        {
            Assert.True(reader.MoveNext());
            moved = *reader.Batch;
            reader.Batch->Release = null;
            Assert.False(reader.MoveNext());
        }

        Assert.Equal(42, *(int*)moved.Children[0]->Buffers[1]);
        ArrowArray.ReleaseIfLive(&moved);
        Assert.True(moved.Release == null);
    }

    [Fact]
    public void Engine_WhileReaderIsOpen_RefusesAnotherQueryAndIsFreeAfterwards()
    {
        using var engine = DuckDbEngine.Open();
        var reader = engine.ReadArrow("from range(10)");

        _ = Assert.Throws<InvalidOperationException>(() => engine.Execute("select 1"));
        reader.Dispose();
        reader.Dispose();

        Assert.Equal(1, engine.Execute("select 1"));
        _ = Assert.Throws<ObjectDisposedException>(() => reader.MoveNext());
    }

    private static string Field(ArrowSchema* schema, int child) => $"{Text(schema->Children[child]->Name)}:{Text(schema->Children[child]->Format)}";

    private static string Text(byte* zeroTerminated) => Marshal.PtrToStringUTF8((nint)zeroTerminated)!;
}
