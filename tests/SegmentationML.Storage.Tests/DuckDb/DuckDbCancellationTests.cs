using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Storage.Tests.DuckDb;

public sealed class DuckDbCancellationTests
{
    private const string EndlessQuery = "select count(*) from range(10000000) a, range(10000000) b where (a.range * b.range) % 7 = 3";

    [Fact]
    public void Execute_CancelledInMidQuery_StopsAndTheEngineGoesOn()
    {
        using var engine = DuckDbEngine.Open();
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        var exception = Assert.Throws<OperationCanceledException>(() => engine.Execute(EndlessQuery, cancellation: cancellation.Token));

        Assert.Equal(cancellation.Token, exception.CancellationToken);
        Assert.Equal(1, engine.Execute("select 1"));
    }

    [Fact]
    public void Execute_CancelledInMidWrite_LeavesNothingBehind()
    {
        using var engine = DuckDbEngine.Open();
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        _ = Assert.Throws<OperationCanceledException>(() => engine.Execute($"create table t as {EndlessQuery}", cancellation: cancellation.Token));

        Assert.Equal(0, engine.Execute("from duckdb_tables()"));
    }

    [Fact]
    public void Copy_CancelledInMidWrite_LeavesTheOldFile()
    {
        var folder = Directory.CreateTempSubdirectory("segml-copy-").FullName;
        var file = Path.Combine(folder, "old.parquet");
        File.WriteAllText(file, "old");
        using var engine = DuckDbEngine.Open();
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        _ = Assert.Throws<OperationCanceledException>(() => engine.Execute($"copy (select hash(range) from range(1000000000)) to '{file}' (format parquet)", cancellation: cancellation.Token));

        Assert.Equal([file], Directory.GetFiles(folder));
        Assert.Equal("old", File.ReadAllText(file));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Read_CancelledBetweenBatches_Stops()
    {
        using var engine = DuckDbEngine.Open();
        using var cancellation = new CancellationTokenSource();
        var batches = 0;

        _ = Assert.Throws<OperationCanceledException>(() => engine.Read("from range(100000000)", _ =>
        {
            if (++batches == 3)
            {
                cancellation.Cancel();
            }
        }, cancellation: cancellation.Token));

        Assert.Equal(3, batches);
        Assert.Equal(1, engine.Execute("select 1"));
    }

    [Fact]
    public void Read_CancelledWhileItWaitsForTheFirstRow_Stops()
    {
        using var engine = DuckDbEngine.Open();
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        _ = Assert.Throws<OperationCanceledException>(() => engine.Read(EndlessQuery, _ => { }, cancellation: cancellation.Token));
    }

    [Fact]
    public void Execute_CancelledBefore_DoesNotStart()
    {
        using var engine = DuckDbEngine.Open();

        _ = Assert.Throws<OperationCanceledException>(() => engine.Execute("create table t (n integer)", cancellation: new CancellationToken(canceled: true)));

        Assert.Equal(0, engine.Execute("from duckdb_tables()"));
    }

    [Fact]
    public void Cancel_AfterTheQueryEnded_DoesNotTouchTheNext()
    {
        using var engine = DuckDbEngine.Open();
        using var cancellation = new CancellationTokenSource();
        _ = engine.Execute("select 1", cancellation: cancellation.Token);

        cancellation.Cancel();

        Assert.Equal(1, engine.Execute("select count(*) from range(3000000) where range % 7 = 3"));
    }

    [Fact]
    public void Callback_ThatThrows_EndsTheQueryAndTheEngineGoesOn()
    {
        using var engine = DuckDbEngine.Open();

        var thrown = Assert.Throws<InvalidDataException>(() => engine.Read("from range(100000000)", _ => throw new InvalidDataException("mine")));

        Assert.Equal("mine", thrown.Message);
        Assert.Equal(1, engine.Execute("select 1"));
    }

    [Fact]
    public async Task Progress_OfALongQuery_RisesAndIsReadFromAnotherThread()
    {
        using var engine = DuckDbEngine.Open();
        _ = engine.Execute("create table t as select range as n from range(3000000); create table u as select range as n from range(2000)");
        using var cancellation = new CancellationTokenSource();
        var query = Task.Run(() => engine.Execute("select sum(sqrt(a.n * b.n)) from t a, u b", cancellation: cancellation.Token));
        var seen = new List<double>();

        while (seen.Count < 3 && !query.IsCompleted)
        {
            var progress = engine.Progress;
            if (progress > 0 && (seen.Count == 0 || progress > seen[^1]))
            {
                seen.Add(progress);
            }

            await Task.Delay(5);
        }

        await cancellation.CancelAsync();
        _ = await Assert.ThrowsAsync<OperationCanceledException>(() => query);
        Assert.Equal(3, seen.Count);
        Assert.All(seen, progress => Assert.InRange(progress, 0, 1));
    }

    [Fact]
    public void Progress_WithoutAQuery_IsUnknown()
    {
        using var engine = DuckDbEngine.Open();

        Assert.True(double.IsNaN(engine.Progress));
    }
}
