using System.Diagnostics;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Benchmarks.BulkRead;

/// <summary>Reads a table into .NET arrays, and lets DuckDB materialise the same result, alternately in one process.</summary>
internal static class BulkReadBenchmark
{
    private const int DefaultRows = 10_000_000;
    private const int DefaultRuns = 7;

    public static int Run(string[] args)
    {
        var rows = args.Length > 0 ? int.Parse(args[0]) : DefaultRows;
        var runs = args.Length > 1 ? int.Parse(args[1]) : DefaultRuns;
        using var engine = DuckDbEngine.Open();
        _ = engine.Execute(
            """
            create table t as
            select range::integer as n, range / 7.0 as x, (range % 100000 / 100)::decimal(18, 4) as d,
                   'SKU-' || (range % 30490) as code, 'product number ' || (range % 30490) as name
            from range($1)
            """,
            [rows]);
        Console.WriteLine($"DuckDB {DuckDbEngine.LibraryVersion}, {rows:N0} rows, {Environment.ProcessorCount} cores, median of {runs} runs");
        Console.WriteLine($"{"columns",-34}{"DuckDB ms",12}{"read ms",12}{"speed ratio",14}");
        foreach (var (name, sql, read) in Cases(rows))
        {
            Measure(engine, name, sql, read, runs);
        }

        return 0;
    }

    private static IEnumerable<(string Name, string Sql, Action<IColumnBatch, int> Read)> Cases(int rows)
    {
        var numbers = new int[rows];
        var doubles = new double[rows];
        var decimals = new long[rows];
        var codes = new Utf8Column(rows, 10);
        var names = new Utf8Column(rows, 20);
        var texts = new string?[rows];
        yield return ("integer -> int[]", "select n from t", (batch, start) => Copy(batch, 0, start, numbers));
        yield return ("double -> double[]", "select x from t", (batch, start) => Copy(batch, 0, start, doubles));
        yield return ("decimal(18,4) -> long[]", "select d from t", (batch, start) => Copy(batch, 0, start, decimals));
        yield return ("the three numbers", "select n, x, d from t", (batch, start) =>
        {
            Copy(batch, 0, start, numbers);
            Copy(batch, 1, start, doubles);
            Copy(batch, 2, start, decimals);
        });
        yield return ("varchar, short -> UTF-8 + offsets", "select code from t", (batch, start) => codes.Read(batch, 0, start));
        yield return ("varchar, long -> UTF-8 + offsets", "select name from t", (batch, start) => names.Read(batch, 0, start));
        yield return ("all five columns", "select n, x, d, code, name from t", (batch, start) =>
        {
            Copy(batch, 0, start, numbers);
            Copy(batch, 1, start, doubles);
            Copy(batch, 2, start, decimals);
            codes.Read(batch, 3, start);
            names.Read(batch, 4, start);
        });
        yield return ("varchar, short -> string[]", "select code from t", (batch, start) =>
        {
            for (var row = 0; row < batch.Rows; row++)
            {
                texts[start + row] = batch.Text(0, row);
            }
        });
    }

    private static void Copy<T>(IColumnBatch batch, int column, int start, T[] target)
        where T : unmanaged => batch.Values<T>(column).CopyTo(target.AsSpan(start));

    private static void Measure(DuckDbEngine engine, string name, string sql, Action<IColumnBatch, int> read, int runs)
    {
        var materialised = new double[runs];
        var readTimes = new double[runs];
        for (var run = -1; run < runs; run++)
        {
            var own = Time(() => engine.Materialize(sql));
            var ours = Time(() =>
            {
                var start = 0;
                _ = engine.Read(sql, batch =>
                {
                    read(batch, start);
                    start += batch.Rows;
                });
            });
            if (run >= 0)
            {
                (materialised[run], readTimes[run]) = (own, ours);
            }
        }

        Console.WriteLine($"{name,-34}{Median(materialised),12:F1}{Median(readTimes),12:F1}{Median(materialised) / Median(readTimes),14:F2}");
    }

    private static double Time(Action action)
    {
        var watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed.TotalMilliseconds;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
