using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Storage.Tests.DuckDb;

public sealed class ConfinedDuckDbEngineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("segml-confined-").FullName;
    private readonly DuckDbEngine _engine = DuckDbEngine.Open();
    private readonly IQueryEngine _confined;

    public ConfinedDuckDbEngineTests()
    {
        _ = _engine.Execute(
            $"""
            create table order_lines as select range as order_id, range % 10 as quantity, [range] as tags from range(100);
            create table products as select 'P' || range as product_id from range(10);
            create table secret as select 42 as n;
            create sequence counter;
            copy (select 1 as n) to '{_folder}/other.csv';
            create view lines_from_file as from read_csv('{_folder}/other.csv')
            """);
        _confined = _engine.Confine(["order_lines", "products", "lines_from_file"]);
    }

    public void Dispose()
    {
        _confined.Dispose();
        _engine.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("select count(*) from order_lines where quantity < 0")]
    [InlineData("from Order_Lines")]
    [InlineData("select * from main.order_lines join products on true")]
    [InlineData("with big as (select * from order_lines where quantity > 5), bigger as (from big) select * from bigger union all from order_lines")]
    [InlineData("with recursive r as (select 1 as n union all select n + 1 from r where n < 3) from r")]
    [InlineData("select (select max(product_id) from products), exists (from order_lines) from range(3)")]
    [InlineData("select unnest(tags) from order_lines")]
    [InlineData("from order_lines, unnest(tags) t(tag)")]
    [InlineData("select * from (values (1), (2)) v(n)")]
    [InlineData("select quantity, count(*) over (partition by quantity order by order_id) from order_lines qualify row_number() over (order by order_id) = 1")]
    [InlineData("from lines_from_file")]
    [InlineData("select date '2024-01-01' + 1, sum(quantity) from order_lines group by all having sum(quantity) > 0 order by 1 limit 5")]
    public void Query_OverTheDeclaredTables_Runs(string sql)
    {
        _ = _confined.Execute(sql);
        Assert.NotEmpty(_confined.Describe(sql));
    }

    [Theory]
    [InlineData("from secret")]
    [InlineData("from main.secret")]
    [InlineData("from memory.main.order_lines")]
    [InlineData("select * from order_lines where exists (from secret)")]
    [InlineData("select (select n from secret)")]
    [InlineData("with secret as (from secret) from secret")]
    [InlineData("with a as (from b), b as (select 1) from a")]
    [InlineData("select * from (with secret as (select 1) from secret) x, secret")]
    [InlineData("with order_lines as (select 1) from main.secret")]
    [InlineData("from information_schema.tables")]
    [InlineData("from duckdb_tables")]
    [InlineData("from duckdb_settings()")]
    [InlineData("from sqlite_master")]
    [InlineData("from query('from secret')")]
    [InlineData("from query_table('secret')")]
    [InlineData("from read_csv('/etc/passwd')")]
    [InlineData("from read_text('/etc/passwd')")]
    [InlineData("from '/etc/passwd'")]
    [InlineData("from 'other.csv'")]
    [InlineData("from glob('/*')")]
    [InlineData("from (describe secret)")]
    [InlineData("show tables")]
    [InlineData("summarize secret")]
    [InlineData("select nextval('counter')")]
    [InlineData("select list_transform([1], lambda x: nextval('counter'))")]
    [InlineData("select current_setting('memory_limit')")]
    [InlineData("select getvariable('x')")]
    [InlineData("select random()")]
    [InlineData("select now()")]
    [InlineData("select current_date")]
    [InlineData("select quantity from order_lines order by random()")]
    [InlineData("select write_log('x')")]
    [InlineData("from order_lines using sample 10%")]
    [InlineData("select count(*) from order_lines tablesample 10 rows")]
    [InlineData("from json_execute_serialized_sql(json_serialize_sql('from secret'))")]
    [InlineData("pivot secret on n using sum(n)")]
    [InlineData("select * from (pivot secret on n in (1, 2) using sum(n))")]
    [InlineData("insert into order_lines values (1, 1, [1])")]
    [InlineData("delete from order_lines")]
    [InlineData("create table mine as from order_lines")]
    [InlineData("drop table order_lines")]
    [InlineData("copy order_lines to 'stolen.csv'")]
    [InlineData("copy order_lines from 'other.csv'")]
    [InlineData("attach 'x.db'")]
    [InlineData("set threads = 1")]
    [InlineData("pragma database_list")]
    [InlineData("call duckdb_settings()")]
    [InlineData("install httpfs")]
    [InlineData("load httpfs")]
    [InlineData("begin")]
    [InlineData("commit")]
    [InlineData("export database 'x'")]
    [InlineData("explain analyze delete from order_lines")]
    [InlineData("prepare p as delete from order_lines")]
    [InlineData("vacuum")]
    [InlineData("checkpoint")]
    public void Query_ThatReachesFurther_IsRefusedBeforeItRuns(string sql)
    {
        var problem = Assert.Throws<ProblemException>(() => _confined.Execute(sql)).Problems.Single();

        Assert.Equal("SEG-DUCK-018", problem.Code);
        Assert.Equal(100, _engine.Execute("from order_lines"));
        _ = Assert.Throws<ProblemException>(() => _confined.Describe(sql));
    }

    [Theory]
    [InlineData("from order_lines; delete from order_lines")]
    [InlineData("from order_lines; from order_lines")]
    [InlineData("")]
    [InlineData("selec 1")]
    public void Text_ThatIsNotOneQuery_IsRefused(string sql)
    {
        var code = Assert.Throws<ProblemException>(() => _confined.Execute(sql)).Problems.Single().Code;

        Assert.Contains(code, new[] { "SEG-DUCK-010", "SEG-DUCK-018" });
        Assert.Equal(100, _engine.Execute("from order_lines"));
    }

    [Fact]
    public void Refusal_SaysWhatAndWhere()
    {
        var problem = Assert.Throws<ProblemException>(() => _confined.Execute("select 'é',\n  n from secret")).Problems.Single();

        Assert.Contains("'secret'", problem.What, StringComparison.Ordinal);
        Assert.Contains("line 2, column 10", problem.What, StringComparison.Ordinal);
        Assert.Contains("lines_from_file, order_lines, products", problem.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryFunctionThatDiffersFromRunToRun_IsRefused()
    {
        var missing = new List<string>();
        _ = _engine.Read("select distinct function_name from duckdb_functions() where function_type = 'scalar' and stability <> 'CONSISTENT'", batch =>
            missing.AddRange(Enumerable.Range(0, batch.Rows).Select(row => batch.Text(0, row)!).Where(name => !ConfinedSql.RefusedFunctions.Contains(name))));

        Assert.Empty(missing);
    }

    [Fact]
    public void Query_NestedVeryDeep_GivesAProblemAndNoCrash()
    {
        var sql = $"select {new string('(', 5000)}1{new string(')', 5000)}";
        var sum = "select " + string.Join(" + ", Enumerable.Repeat("1", 5000));

        _ = Record.Exception(() => _confined.Execute(sql));
        _ = Assert.Throws<ProblemException>(() => _confined.Execute(sum));
        Assert.Equal(100, _confined.Execute("from order_lines"));
    }

    [Fact]
    public void ConfinedEngine_SeesLaterCommits_TakesParametersAndCannotAppend()
    {
        _ = _engine.Execute("insert into products values ('late')");

        Assert.Equal(1, _confined.Execute("from products where product_id = $1", ["late"]));
        Assert.Equal("SEG-DUCK-018", Assert.Throws<ProblemException>(() => _confined.Append("order_lines")).Problems.Single().Code);
        Assert.Equal("SEG-DUCK-018", Assert.Throws<ProblemException>(() => _confined.Confine(["secret"])).Problems.Single().Code);
        Assert.Equal("SEG-DUCK-018", Assert.Throws<ProblemException>(_confined.Reader).Problems.Single().Code);
    }

    [Fact]
    public void ConfinedEngine_CancelledInMidQuery_GoesOn()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        _ = Assert.Throws<OperationCanceledException>(() => _confined.Execute("select count(*) from range(10000000) a, range(10000000) b where (a.range * b.range) % 7 = 3", cancellation: cancellation.Token));

        Assert.Equal(100, _confined.Execute("from order_lines"));
    }

    [Fact]
    public void AllowedPaths_EverythingElse_IsOutOfReach()
    {
        File.WriteAllText(Path.Combine(_folder, "in.csv"), "a\n1\n");
        var outside = Directory.CreateTempSubdirectory("segml-outside-").FullName;
        File.WriteAllText(Path.Combine(outside, "out.csv"), "a\n1\n");
        using var engine = DuckDbEngine.Open(new DuckDbOptions { AllowedPaths = [_folder + "/"], MemoryLimitBytes = 100 << 20, TempDirectory = Path.Combine(outside, "spill") });

        Assert.Equal(1, engine.Execute($"from '{_folder}/in.csv'"));
        _ = engine.Execute($"copy (select 1) to '{_folder}/new.csv'");
        _ = engine.Execute("create table t as select 'a text that does not fit in place ' || range as s from range(3000000)");
        foreach (var sql in new[] { $"from '{outside}/out.csv'", $"from '{_folder}/../{Path.GetFileName(outside)}/out.csv'", $"copy (select 1) to '{outside}/new.csv'", $"attach '{outside}/x.db'", "set enable_external_access = true", "set lock_configuration = false", "load httpfs" })
        {
            Assert.Equal("SEG-DUCK-018", Assert.Throws<ProblemException>(() => engine.Execute(sql)).Problems.Single().Code);
        }

        using (var reader = engine.Reader())
        {
            Assert.Equal(1, reader.Execute($"from '{_folder}/in.csv'"));
            Assert.Equal("SEG-DUCK-018", Assert.Throws<ProblemException>(() => reader.Execute($"from '{outside}/out.csv'")).Problems.Single().Code);
        }

        using var appender = engine.Append("t");
        appender.Set(0, ["x"]);
        appender.WriteBatch();
        appender.Complete();
        Assert.Equal(3_000_001, engine.Execute("from t"));
        engine.Dispose();
        Directory.Delete(outside, recursive: true);
    }
}
