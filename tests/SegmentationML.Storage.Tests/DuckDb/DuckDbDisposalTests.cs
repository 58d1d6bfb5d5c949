using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Storage.Tests.DuckDb;

public sealed class DuckDbDisposalTests
{
    [Fact]
    public void Engine_AfterDispose_Refuses()
    {
        var engine = DuckDbEngine.Open();
        engine.Dispose();
        engine.Dispose();

        _ = Assert.Throws<ObjectDisposedException>(() => engine.Execute("select 1"));
        _ = Assert.Throws<ObjectDisposedException>(() => engine.Read("select 1", _ => { }));
        _ = Assert.Throws<ObjectDisposedException>(() => engine.Describe("select 1"));
        _ = Assert.Throws<ObjectDisposedException>(() => engine.Append("t"));
        _ = Assert.Throws<ObjectDisposedException>(() => engine.Confine(["t"]));
        _ = Assert.Throws<ObjectDisposedException>(() => engine.Progress);
    }

    [Fact]
    public void Batch_AfterItsCallback_Refuses()
    {
        using var engine = DuckDbEngine.Open();
        IColumnBatch? kept = null;
        DuckDbListItems? items = null;

        _ = engine.Read("select 1, 'text', [1]", batch =>
        {
            kept = batch;
            items = ((DuckDbBatch)batch).Items(2);
        });

        Assert.Equal(1, kept!.Rows);
        _ = Assert.Throws<ObjectDisposedException>(() => kept.Values<int>(0).Length);
        _ = Assert.Throws<ObjectDisposedException>(() => kept.IsNull(0, 0));
        _ = Assert.Throws<ObjectDisposedException>(() => kept.Utf8(1, 0).Length);
        _ = Assert.Throws<ObjectDisposedException>(() => kept.Text(1, 0));
        _ = Assert.Throws<ObjectDisposedException>(() => kept.Utf8Length(1));
        _ = Assert.Throws<ObjectDisposedException>(() => items!.Values<int>().Length);
        _ = Assert.Throws<ObjectDisposedException>(() => items!.Range(0));
        _ = Assert.Throws<ObjectDisposedException>(() => items!.Text(0));
    }

    [Fact]
    public void Batch_OfAnEarlierCallback_RefusesDuringTheNext()
    {
        using var engine = DuckDbEngine.Open();
        IColumnBatch? first = null;
        var checkedLater = false;

        _ = engine.Read("from range(5000)", batch =>
        {
            first ??= batch;
            if (!ReferenceEquals(first, batch))
            {
                _ = Assert.Throws<ObjectDisposedException>(() => first.Values<long>(0).Length);
                checkedLater = true;
            }
        });

        Assert.True(checkedLater);
    }

    [Fact]
    public void Batch_ColumnOrRowOutOfRange_Refuses()
    {
        using var engine = DuckDbEngine.Open();

        _ = engine.Read("select 1, 'text'", batch =>
        {
            _ = Assert.Throws<IndexOutOfRangeException>(() => batch.Values<int>(2).Length);
            _ = Assert.Throws<ArgumentOutOfRangeException>(() => batch.Text(1, 1));
            _ = Assert.Throws<ArgumentOutOfRangeException>(() => batch.IsNull(1, -1));
        });
    }

    [Fact]
    public void Query_InsideACallback_IsRefusedClearly()
    {
        using var engine = DuckDbEngine.Open();

        _ = Assert.Throws<InvalidOperationException>(() => engine.Read("select 1", _ => engine.Execute("select 2")));

        Assert.Equal(1, engine.Execute("select 1"));
    }

    [Fact]
    public void Engine_DisposedInsideACallback_DoesNotCrash()
    {
        var engine = DuckDbEngine.Open();
        var rows = 0L;

        rows = engine.Read("from range(100000)", _ => engine.Dispose());

        Assert.Equal(100_000, rows);
        _ = Assert.Throws<ObjectDisposedException>(() => engine.Execute("select 1"));
    }

    [Fact]
    public void Engine_NeverDisposed_IsFreedByTheFinalizers()
    {
        for (var i = 0; i < 20; i++)
        {
            Leak();
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var engine = DuckDbEngine.Open();
        Assert.Equal(1, engine.Execute("select 1"));

        static void Leak() => DuckDbEngine.Open().Execute("create table t as select range from range(10000)");
    }

    [Fact]
    public void Engines_OpenedAndClosedOnSeveralThreads_DoNotDisturbEachOther() => Parallel.For(0, 40, i =>
    {
        using var engine = DuckDbEngine.Open(new DuckDbOptions { Threads = 1 });
        _ = engine.Execute($"create table t as select range + {i} as n from range(10000)");
        _ = engine.Read("select sum(n)::bigint from t", batch => Assert.Equal(49_995_000 + (10_000L * i), batch.Values<long>(0)[0]));
    });
}
