using System.Diagnostics;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Arrow;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Benchmarks.ArrowWrite;

/// <summary>Writes rows like those of a published assignment table as Arrow IPC: from DuckDB, from chunks in memory, and beside it the same number of bytes raw.</summary>
internal static unsafe class ArrowWriteBenchmark
{
    private const int DefaultRows = 5_000_000;
    private const int DefaultRuns = 5;
    private const string Query = "select * from assignments";
    private static readonly string[] Codes = ["segment", "segment_name", "second_segment", "entity"];

    public static int Run(string[] args)
    {
        var rows = args.Length > 0 ? int.Parse(args[0]) : DefaultRows;
        var runs = args.Length > 1 ? int.Parse(args[1]) : DefaultRuns;
        var folder = args.Length > 2 ? args[2] : Path.GetTempPath();
        var path = Path.Combine(folder, $"segml-arrow-write-{Environment.ProcessId}.arrow");
        using var engine = DuckDbEngine.Open();
        _ = engine.Execute(Assignments, [rows]);
        try
        {
            Measure(engine, path, rows, runs);
        }
        finally
        {
            File.Delete(path);
            File.Delete(path + ".kept");
        }

        return 0;
    }

    private static void Measure(DuckDbEngine engine, string path, int rows, int runs)
    {
        using var chunks = new KeptChunks(engine, Query);
        var exporter = new DuckDbTableExporter(engine);
        var kept = path + ".kept";
        var options = new ArrowExport { Dictionaries = Codes.ToDictionary(code => code, code => Values(engine, code)) };
        var bytes = exporter.WriteArrow(Query, kept, options).Bytes;
        var raw = new byte[1 << 20];
        new Random(1).NextBytes(raw);
        (string Name, Action Action)[] cases =
        [
            ("raw: the same bytes, 1 MiB a write", () => WriteRaw(path, bytes, raw)),
            ("writer, chunks in memory -> nowhere", () => chunks.Write(Stream.Null, options)),
            ("writer, chunks in memory -> file", () => WriteChunks(path, chunks, options)),
            ("DuckDB alone: Arrow chunks, dropped", () => Drain(engine)),
            ("DuckDB and writer -> file", () => exporter.WriteArrow(Query, path, options)),
            ("our reader: the file, every column checked", () => Read(kept)),
            ("the file -> a DuckDB table", () => Load(kept)),
        ];
        Console.WriteLine($"DuckDB {DuckDbEngine.LibraryVersion}, {rows:N0} rows, {chunks.Columns} columns, {bytes / 1e6:N0} MB, {Environment.ProcessorCount} cores, median of {runs} runs");
        var times = cases.Select(_ => new double[runs]).ToArray();
        var processor = cases.Select(_ => new double[runs]).ToArray();
        for (var run = -1; run < runs; run++)
        {
            for (var turn = 0; turn < cases.Length; turn++)
            {
                // Another order in each run (the number of cases is prime): what one case leaves behind is not always paid by the same other one.
                var i = ((turn * (1 + ((run + 1) % (cases.Length - 1)))) + run + 1) % cases.Length;
                Prepare(path, bytes, raw);
                var started = Environment.CpuUsage.TotalTime;
                var watch = Stopwatch.StartNew();
                cases[i].Action();
                if (run >= 0)
                {
                    times[i][run] = watch.Elapsed.TotalSeconds;
                    processor[i][run] = (Environment.CpuUsage.TotalTime - started).TotalSeconds;
                }
            }
        }

        Console.WriteLine($"{"",-44}{"s",8}{"MB/s",10}{"best",10}{"worst",10}{"of raw",9}{"CPU s",9}");
        var rawSeconds = Median(times[0]);
        for (var i = 0; i < cases.Length; i++)
        {
            var seconds = Median(times[i]);
            Console.WriteLine($"{cases[i].Name,-44}{seconds,8:F2}{bytes / 1e6 / seconds,10:F0}{bytes / 1e6 / times[i].Min(),10:F0}{bytes / 1e6 / times[i].Max(),10:F0}{rawSeconds / seconds,9:P0}{Median(processor[i]),9:F2}");
        }
    }

    private static IReadOnlyList<string> Values(DuckDbEngine engine, string column)
    {
        var values = new List<string>();
        _ = engine.Read($"select distinct {column} from assignments where {column} is not null order by 1", batch =>
        {
            for (var row = 0; row < batch.Rows; row++)
            {
                values.Add(batch.Text(0, row)!);
            }
        });
        return values;
    }

    private static void WriteRaw(string path, long bytes, byte[] block)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (long done = 0; done < bytes; done += block.Length)
        {
            file.Write(block.AsSpan(0, (int)Math.Min(block.Length, bytes - done)));
        }
    }

    // Pages that the system has not used for long cost it ten times as much as warm ones: every case begins with the same warm ones, and with no file.
    private static void Prepare(string path, long bytes, byte[] block)
    {
        WriteRaw(path, bytes, block);
        File.Delete(path);
    }

    private static void WriteChunks(string path, KeptChunks chunks, ArrowExport options)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        chunks.Write(file, options);
    }

    private static void Drain(DuckDbEngine engine)
    {
        using var reader = engine.ReadArrow(Query);
        while (reader.MoveNext())
        {
        }
    }

    private static void Read(string path)
    {
        using var reader = ArrowIpcReader.Open(path);
        while (reader.Read() is not null)
        {
        }
    }

    private static void Load(string path)
    {
        using var reader = ArrowIpcReader.Open(path);
        using var engine = DuckDbEngine.Open();
        _ = new ArrowTableLoader(engine).Load(reader, "loaded");
    }

    private static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private const string Assignments =
        """
        create table assignments as
        select 'product-site' as entity,
               'SKU-' || lpad((range % 499979)::varchar, 7, '0') || '|SITE-' || lpad((range % 97)::varchar, 3, '0') as key,
               'SKU-' || lpad((range % 499979)::varchar, 7, '0') as product,
               'SITE-' || lpad((range % 97)::varchar, 3, '0') as site,
               substr('ABC', 1 + (range * 7 % 3)::integer, 1) || substr('XYZ', 1 + (range * 5 % 3)::integer, 1) as segment,
               ['High value, steady', 'High value, seasonal', 'Long tail', 'New', 'Dormant'][1 + range * 11 % 5] as segment_name,
               date '2024-01-01' + (range % 700)::integer as effective_from,
               case when range % 10 = 0 then date '2025-12-31' + (range % 90)::integer end as effective_to,
               case when range % 3 = 0 then ['share-of-revenue', 'variability-low'] when range % 3 = 1 then ['share-of-revenue'] else ['rule-42', 'hysteresis-kept', 'override'] end as reason_codes,
               (range * 7919 % 1000003) / 7.0 as revenue,
               (range * 104729 % 65537) / 3.0 as quantity,
               (range * 1299709 % 8191) / 8191.0 as margin_rate,
               case when range % 50 <> 0 then (range * 31 % 4099) / 1000.0 end as cv,
               1 + (range * 17 % 997) / 100.0 as adi,
               (range * 13 % 2003) / 500.0 as squared_cv,
               (range % 1777)::integer as order_count,
               (range % 365)::integer as recency_days,
               (range * 37 % 10007) / 10007.0 as cumulative_share,
               (range * 41 % 5003) / 100.0 as boundary_margin,
               (range * 43 % 5003) / 2000.0 as boundary_margin_sd,
               case when range % 4 <> 0 then substr('ABC', 1 + (range * 3 % 3)::integer, 1) || substr('XYZ', 1 + (range * 2 % 3)::integer, 1) end as second_segment,
               case when range % 200 = 0 then range end as override_id
        from range($1)
        """;
}
