using SegmentationML.Core;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Storage.Tests.DuckDb;

public sealed class DuckDbFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("segml-duckdb-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string File_(string name) => Path.Combine(_folder, name);

    [Fact]
    public void Database_Reopened_HoldsWhatWasWritten()
    {
        var options = new DuckDbOptions { Path = File_("cache with spaces é.duckdb") };
        using (var engine = DuckDbEngine.Open(options))
        {
            _ = engine.Execute("create table t as select range as n, 'text ' || range as s from range(100000)");
        }

        using (var engine = DuckDbEngine.Open(options))
        {
            Assert.Equal(100_000, engine.Execute("from t where s = 'text ' || n"));
        }

        using var reader = DuckDbEngine.Open(options with { ReadOnly = true });
        Assert.Equal(100_000, reader.Execute("from t"));
        var problem = Assert.Throws<ProblemException>(() => reader.Execute("delete from t")).Problems.Single();
        Assert.Equal("SEG-DUCK-018", problem.Code);
    }

    [Fact]
    public void Database_CutShort_GivesAProblemAndNoCrash()
    {
        var path = Written();
        foreach (var share in new[] { 0.01, 0.1, 0.5, 0.9 })
        {
            var cut = File_($"cut-{share}.duckdb");
            var bytes = File.ReadAllBytes(path);
            File.WriteAllBytes(cut, bytes[..(int)(bytes.Length * share)]);

            var exception = Assert.Throws<ProblemException>(() => OpenAndReadAll(cut));

            Assert.Contains(exception.Problems.Single().Code, new[] { "SEG-DUCK-003", "SEG-DUCK-016", "SEG-DUCK-020" });
        }
    }

    [Fact]
    public void Database_OverwrittenInTheMiddle_GivesAProblemAndNoCrash()
    {
        var path = Written();
        var bytes = File.ReadAllBytes(path);
        Array.Fill(bytes, (byte)0xA5, bytes.Length / 4, bytes.Length / 2);
        File.WriteAllBytes(path, bytes);

        var exception = Assert.Throws<ProblemException>(() => OpenAndReadAll(path));

        Assert.Contains(exception.Problems.Single().Code, new[] { "SEG-DUCK-003", "SEG-DUCK-016", "SEG-DUCK-020" });
    }

    [Fact]
    public void File_ThatIsNoDatabase_GivesAProblem()
    {
        var path = File_("notes.txt");
        File.WriteAllText(path, new string('x', 100_000));

        var problem = Assert.Throws<ProblemException>(() => DuckDbEngine.Open(new DuckDbOptions { Path = path })).Problems.Single();

        Assert.Equal("SEG-DUCK-003", problem.Code);
        Assert.Contains("notes.txt", problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_ThatIsMissing_GivesAProblem()
    {
        var problem = Assert.Throws<ProblemException>(() => DuckDbEngine.Open(new DuckDbOptions { Path = File_("no/such/folder/x.duckdb") })).Problems.Single();

        Assert.Equal("SEG-DUCK-003", problem.Code);
    }

    [Fact]
    public void ReadOnly_OfAMissingFile_GivesAProblem()
    {
        var problem = Assert.Throws<ProblemException>(() => DuckDbEngine.Open(new DuckDbOptions { Path = File_("missing.duckdb"), ReadOnly = true })).Problems.Single();

        Assert.Equal("SEG-DUCK-003", problem.Code);
    }

    [Fact]
    public void Parquet_WrittenAndReadBack_IsEqual()
    {
        using var engine = DuckDbEngine.Open();
        var path = File_("t.parquet");

        Assert.Equal(10_000, engine.Execute($"copy (select range as n, range * 1.5::decimal(18, 4) as amount from range(10000)) to '{path}' (format parquet, compression zstd)"));

        Assert.Equal(10_000, engine.Execute($"from '{path}' where amount = n * 1.5::decimal(18, 4)"));
    }

    [Fact]
    public void Parquet_CutShort_GivesAProblem()
    {
        using var engine = DuckDbEngine.Open();
        var path = File_("t.parquet");
        _ = engine.Execute($"copy (select range as n from range(10000)) to '{path}' (format parquet)");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..1000]);

        var problem = Assert.Throws<ProblemException>(() => engine.Execute($"from '{path}'")).Problems.Single();

        Assert.Equal("SEG-DUCK-016", problem.Code);
        Assert.Contains("t.parquet", problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingFile_GivesAProblemThatNamesIt()
    {
        using var engine = DuckDbEngine.Open();

        var problem = Assert.Throws<ProblemException>(() => engine.Execute($"from read_csv('{File_("none.csv")}')")).Problems.Single();

        Assert.Equal("SEG-DUCK-016", problem.Code);
        Assert.Contains("none.csv", problem.What, StringComparison.Ordinal);
    }

    private static void OpenAndReadAll(string path)
    {
        using var engine = DuckDbEngine.Open(new DuckDbOptions { Path = path });
        _ = engine.Read("select count(*), sum(n)::bigint, max(s) from t", _ => { });
    }

    private string Written()
    {
        var path = File_("whole.duckdb");
        using var engine = DuckDbEngine.Open(new DuckDbOptions { Path = path });
        _ = engine.Execute("create table t as select hash(range) // 3 as n, 'text ' || hash(range) as s from range(300000)");
        return path;
    }
}
