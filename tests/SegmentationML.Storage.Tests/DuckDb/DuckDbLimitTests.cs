using SegmentationML.Core;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Storage.Tests.DuckDb;

public sealed class DuckDbLimitTests : IDisposable
{
    private const string LargeSort = "select sum(hash(s) % 1000 * (r % 7)) from (select s, row_number() over (order by s) as r from (select 'a text that does not fit in place ' || range as s from range(2000000)))";

    private readonly string _folder = Directory.CreateTempSubdirectory("segml-duckdb-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void MemoryLimit_WithATempFolder_SpillsAndGivesTheSameResult()
    {
        var spill = Path.Combine(_folder, "spill");
        using var roomy = DuckDbEngine.Open();
        using var narrow = DuckDbEngine.Open(new DuckDbOptions { MemoryLimitBytes = 100 << 20, TempDirectory = spill, Threads = 2 });
        _ = narrow.Execute("create table t as select hash(range) as h, 'a text that does not fit in place ' || range as s from range(3000000)");
        var spilled = 0L;
        _ = narrow.Read("select coalesce(sum(size), 0)::bigint from duckdb_temporary_files()", batch => spilled = batch.Values<long>(0)[0]);

        Assert.True(spilled > 0, "Nothing was spilled.");
        Assert.Equal(Sum(roomy), Sum(narrow));
    }

    [Fact]
    public void MemoryLimit_WithoutATempFolder_GivesAProblem()
    {
        using var engine = DuckDbEngine.Open(new DuckDbOptions { MemoryLimitBytes = 50 << 20 });

        var problem = Assert.Throws<ProblemException>(() => Sum(engine)).Problems.Single();

        Assert.Equal("SEG-DUCK-014", problem.Code);
        Assert.Equal(1, engine.Execute("select 1"));
    }

    [Fact]
    public void TempFolder_ThatIsFull_GivesAProblem()
    {
        using var engine = DuckDbEngine.Open(new DuckDbOptions { MemoryLimitBytes = 50 << 20, TempDirectory = _folder, MaxTempBytes = 20 << 20, Threads = 2 });

        var problem = Assert.Throws<ProblemException>(() => engine.Execute("create table t as select hash(range) as h, 'not compressible ' || hash(range) as s from range(10000000)")).Problems.Single();

        Assert.Equal("SEG-DUCK-015", problem.Code);
    }

    [Fact]
    public void Threads_DoNotChangeTheOrderOfRows()
    {
        using var one = DuckDbEngine.Open(new DuckDbOptions { Threads = 1 });
        using var four = DuckDbEngine.Open(new DuckDbOptions { Threads = 4 });
        const string Query = "select hash(range) as h from range(2000000) where range % 3 <> 1";

        Assert.Equal(Digest(one, Query), Digest(four, Query));
    }

    [Fact]
    public void SeveralEngines_DoNotSeeEachOther()
    {
        using var first = DuckDbEngine.Open();
        using var second = DuckDbEngine.Open();
        _ = first.Execute("create table t as select 1 as n");

        _ = Assert.Throws<ProblemException>(() => second.Execute("from t"));
    }

    [Fact]
    public void Settings_AreTheDocumentedOnes()
    {
        using var engine = DuckDbEngine.Open(new DuckDbOptions { Threads = 3, MemoryLimitBytes = 1L << 30 });

        Assert.Equal("UTC", Setting(engine, "TimeZone"));
        Assert.Equal("3", Setting(engine, "threads"));
        Assert.Equal("1.0 GiB", Setting(engine, "memory_limit"));
        Assert.Equal("false", Setting(engine, "autoinstall_known_extensions"));
        Assert.Equal("false", Setting(engine, "autoload_known_extensions"));
        Assert.Equal("true", Setting(engine, "preserve_insertion_order"));
        Assert.Equal("", Setting(engine, "temp_directory"));
    }

    [Theory]
    [InlineData("core_functions")]
    [InlineData("icu")]
    [InlineData("json")]
    [InlineData("parquet")]
    public void Extension_IsBuiltIn(string name)
    {
        using var engine = DuckDbEngine.Open();

        Assert.Equal(1, engine.Execute("from duckdb_extensions() where extension_name = $1 and loaded and install_mode = 'STATICALLY_LINKED'", [name]));
    }

    [Fact]
    public void Extension_ThatIsNotBuiltIn_IsNeverDownloaded()
    {
        using var engine = DuckDbEngine.Open();

        var problem = Assert.Throws<ProblemException>(() => engine.Execute("from 'https://example.invalid/x.parquet'")).Problems.Single();

        Assert.Equal("SEG-DUCK-021", problem.Code);
    }

    private static long Sum(DuckDbEngine engine)
    {
        var sum = 0L;
        _ = engine.Read($"select ({LargeSort})::bigint", batch => sum = batch.Values<long>(0)[0]);
        return sum;
    }

    private static ulong Digest(DuckDbEngine engine, string sql)
    {
        var digest = 0UL;
        _ = engine.Read(sql, batch =>
        {
            foreach (var value in batch.Values<ulong>(0))
            {
                digest = (digest * 31) + value;
            }
        });
        return digest;
    }

    private static string? Setting(DuckDbEngine engine, string name)
    {
        string? value = null;
        _ = engine.Read($"select current_setting('{name}')::varchar", batch => value = batch.Text(0, 0));
        return value;
    }
}
