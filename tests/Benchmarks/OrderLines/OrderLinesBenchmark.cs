using System.Diagnostics;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Benchmarks.OrderLines;

/// <summary>What DuckDB alone needs for the large steps of a run: a CSV of order lines to Parquet and to a table, weekly sums, duplicate keys.</summary>
internal static class OrderLinesBenchmark
{
    private const int DefaultRows = 18_600_000;

    private const string Source =
        """
        read_csv('{csv}', header = true, delim = ',', quote = '"', escape = '"', auto_detect = false,
                 columns = {'date': 'VARCHAR', 'order_id': 'VARCHAR', 'line': 'VARCHAR', 'product_id': 'VARCHAR', 'site': 'VARCHAR', 'quantity': 'VARCHAR', 'unit_price': 'VARCHAR'})
        """;

    private const string Typed =
        """
        select try_cast(date as date) as date, order_id, try_cast(line as integer) as line, product_id, site,
               try_cast(quantity as decimal(18, 4)) as quantity, try_cast(unit_price as decimal(18, 4)) as unit_price
        from
        """;

    public static int Run(string[] args)
    {
        var rows = args.Length > 0 ? int.Parse(args[0]) : DefaultRows;
        var folder = Directory.CreateTempSubdirectory("segml-order-lines-").FullName;
        try
        {
            var csv = Path.Combine(folder, "lines.csv");
            Generate(rows, csv);
            Console.WriteLine($"DuckDB {DuckDbEngine.LibraryVersion}, {rows:N0} lines, {new FileInfo(csv).Length / 1e9:F2} GB of CSV, {Environment.ProcessorCount} cores");
            Console.WriteLine($"{"what",-58}{"s",8}{"CPU s",8}{"peak MB",9}{"file MB",9}");
            foreach (var (name, sql) in Cases(csv, folder))
            {
                Measure(name, sql, folder);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    private static IEnumerable<(string Name, string[] Sql)> Cases(string csv, string folder)
    {
        var source = Source.Replace("{csv}", csv, StringComparison.Ordinal);
        var typed = $"{Typed} {source}";
        var parquet = Path.Combine(folder, "lines.parquet");
        yield return ("CSV: read every field as text", [$"select count(date), count(order_id), count(line), count(product_id), count(site), count(quantity), count(unit_price) from {source}"]);
        yield return ("CSV -> Parquet, uncompressed", [Copy("uncompressed", "none.parquet", "")]);
        yield return ("CSV -> Parquet, zstd level 1", [Copy("zstd, compression_level 1", "zstd.parquet", "")]);
        yield return ("CSV -> Parquet, snappy, sorted by all columns", [Copy("snappy", "sorted.parquet", "order by all")]);
        yield return ("CSV -> Parquet, snappy", [Copy("snappy", "lines.parquet", "")]);
        yield return ("CSV -> table in memory", [$"create table t as {typed}"]);
        yield return ("Parquet: sums by product", [$"select product_id, sum(quantity), sum(quantity * unit_price), count(*) from '{parquet}' group by all"]);
        yield return ("Parquet: weekly sums by product, counted", [$"select count(*), sum(q) from (select product_id, date_trunc('week', date), sum(quantity) as q from '{parquet}' group by all)"]);
        yield return ("Parquet: duplicate (order_id, line) by grouping", [$"select count(*) from (select 1 from '{parquet}' group by order_id, line having count(*) > 1)"]);
        yield return ("Parquet: hash(order_id, line) streamed to .NET", [$"select hash(order_id, line) from '{parquet}'"]);

        string Copy(string compression, string file, string order) => $"copy ({typed} {order}) to '{Path.Combine(folder, file)}' (format parquet, compression {compression})";
    }

    private static void Generate(int rows, string csv)
    {
        using var engine = DuckDbEngine.Open();
        _ = engine.Execute(
            $"""
            copy (select (date '2011-01-29' + (range * 1941 // {rows})::integer)::varchar as date, range // 5 as order_id, range % 5 + 1 as line,
                         'P' || lpad((hash(range) % 30490)::varchar, 5, '0') as product_id, 'S' || hash(range // 5) % 10 as site,
                         hash(range * 7) % 9 + 1 as quantity, (hash(range * 13) % 2000 / 100.0 + 0.5)::decimal(9, 2) as unit_price
                  from range({rows})) to '{csv}' (header)
            """);
    }

    private static void Measure(string name, string[] statements, string folder)
    {
        using var engine = DuckDbEngine.Open();
        ResetPeak();
        var before = Files(folder);
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        foreach (var sql in statements)
        {
            _ = sql.StartsWith("select", StringComparison.Ordinal) ? engine.Read(sql, static _ => { }) : engine.Execute(sql);
        }

        var elapsed = watch.Elapsed.TotalSeconds;
        var used = (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalSeconds;
        var written = Files(folder) - before;
        Console.WriteLine($"{name,-58}{elapsed,8:F2}{used,8:F2}{PeakMegabytes(),9}{(written > 0 ? $"{written >> 20}" : ""),9}");
    }

    private static long Files(string folder) => Directory.GetFiles(folder).Sum(static file => new FileInfo(file).Length);

    // Linux starts the peak anew on request; elsewhere the peak of the whole process so far is shown.
    private static void ResetPeak()
    {
        if (OperatingSystem.IsLinux())
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
    }

    private static long PeakMegabytes() => Process.GetCurrentProcess().PeakWorkingSet64 >> 20;
}
