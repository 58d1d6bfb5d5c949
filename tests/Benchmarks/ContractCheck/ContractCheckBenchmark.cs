using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using SegmentationML.Contracts.Tables;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Contract;
using SegmentationML.Pipeline.Ingest;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.DuckDb;
using Lines = SegmentationML.Contracts.Tables.OrderLines;

namespace SegmentationML.Benchmarks.ContractCheck;

/// <summary>The contract step on made-up order lines and products, in order and with one line in ten thousand broken, beside other ways to find repeated keys.</summary>
internal static class ContractCheckBenchmark
{
    private const int DefaultRows = 18_600_000;
    private const int DefaultRuns = 3;

    public static int Run(string[] args)
    {
        var rows = args.Length > 0 ? int.Parse(args[0]) : DefaultRows;
        var runs = args.Length > 1 ? int.Parse(args[1]) : DefaultRuns;
        var folder = Directory.CreateTempSubdirectory("segml-contract-benchmark-");
        try
        {
            Make(folder.FullName, rows);
            Console.WriteLine($"DuckDB {DuckDbEngine.LibraryVersion}, {rows:N0} order lines, {Environment.ProcessorCount} cores, least of {runs} runs");
            Console.WriteLine($"{"",-44}{"ms",10}{"cpu ms",10}");
            Step("contract step, lines in order", folder.FullName, "lines.parquet", rows, runs);
            Step("contract step, 1 line in 10,000 broken", folder.FullName, "broken.parquet", rows, runs);
            foreach (var (name, sql) in Alternatives(folder.FullName))
            {
                Best(name, runs, () =>
                {
                    using var engine = Open();
                    engine.Read(sql, _ => { });
                });
            }

            Console.WriteLine($"peak memory of the process {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB");
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return 0;
    }

    private static void Step(string name, string folder, string file, int rows, int runs)
    {
        var contracts = ContractSet.Load(
            new ContractOptions { Tables = new Dictionary<string, string>(StringComparer.Ordinal) { [Lines.Table.Name] = "data-contracts/order_lines/v1.yaml", [Products.Table.Name] = "data-contracts/products/v1.yaml" } },
            Environment.CurrentDirectory);
        string[] given = [.. Lines.Table.Columns.Select(c => c.Name).Except(["required_date", "shipped_date", "unit", "booked_currency", "fx_rate", "booked_unit", "unit_factor"])];
        IngestTable[] tables = [new(new TableHandle(Lines.Table.Name, [file], rows, file), given, 0), new(new TableHandle(Products.Table.Name, ["products.parquet"], 0, "p"), ["product_id", "name"], 0)];
        var outcome = "";
        Best(name, runs, () =>
        {
            using var engine = Open();
            var output = Directory.CreateDirectory(Path.Combine(folder, "output"));
            var context = new StepContext
            {
                Engine = engine,
                CacheFolder = folder,
                OutputFolder = output.FullName,
                OutputName = "output",
                Key = name,
                Progress = new Progress<StepProgress>(),
                Logger = NullLogger.Instance,
                Clock = TimeProvider.System,
            };
            var result = ContractStep.Run(context, contracts, new IngestResult(tables, [], [], [], null, null, null, []), null, Open);
            outcome = $"{result.Outcome}, {result.Reports.Sum(r => r.Rules.Count)} rules, {result.Quarantined:N0} rows in quarantine";
            output.Delete(recursive: true);
        });
        Console.WriteLine($"  {outcome}");
    }

    private static IEnumerable<(string Name, string Sql)> Alternatives(string folder)
    {
        var lines = Sql.Literal(Path.Combine(folder, "lines.parquet"));
        yield return ("reading alone: greatest hash of the key", $"SELECT max(hash(order_id, line)) FROM {lines}");
        yield return ("keys: GROUP BY the key in the engine", $"SELECT count(*) FROM (SELECT 1 FROM {lines} GROUP BY order_id, line HAVING count(*) > 1)");
        yield return ("keys: GROUP BY its hash in the engine", $"SELECT count(*) FROM (SELECT 1 FROM {lines} GROUP BY hash(order_id, line) HAVING count(*) > 1)");
        yield return ("keys: count of distinct hashes in the engine", $"SELECT count(DISTINCT hash(order_id, line)) FROM {lines}");
    }

    private static void Best(string name, int runs, Action action)
    {
        var (least, leastCpu) = (double.MaxValue, double.MaxValue);
        for (var run = 0; run < runs; run++)
        {
            using var process = Process.GetCurrentProcess();
            var cpu = process.TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            action();
            least = Math.Min(least, watch.Elapsed.TotalMilliseconds);
            process.Refresh();
            leastCpu = Math.Min(leastCpu, (process.TotalProcessorTime - cpu).TotalMilliseconds);
        }

        Console.WriteLine($"{name,-44}{least,10:N0}{leastCpu,10:N0}");
    }

    private static DuckDbEngine Open() => DuckDbEngine.Open(new DuckDbOptions { MemoryLimitBytes = 1L << 30, TempDirectory = Path.Combine(Path.GetTempPath(), "segml-contract-benchmark-spill") });

    private static void Make(string folder, int rows)
    {
        using var engine = DuckDbEngine.Open();
        var lines = Sql.Literal(Path.Combine(folder, "lines.parquet"));
        engine.Execute(
            $"""
            COPY (SELECT 'O' || lpad((i // 4)::VARCHAR, 9, '0') AS order_id, i % 4 + 1 AS line, TIMESTAMP '2011-01-29' + INTERVAL (i // 9600) DAY AS order_date,
              NULL::DATE AS required_date, NULL::DATE AS shipped_date, 'C' || lpad((hash(i // 4) % 20000)::VARCHAR, 6, '0') AS customer_id,
              'P' || lpad((hash(i) % 30490)::VARCHAR, 6, '0') AS product_id, 'S' || hash(i // 4 + 7) % 10 AS site_id, ['web', 'store', 'phone'][1 + (hash(i // 4 + 9) % 3)::INTEGER] AS channel,
              (hash(i + 3) % 20 + 1)::DECIMAL(18,4) AS quantity, NULL::VARCHAR AS unit, ((hash(i + 5) % 10000 + 1) / 100)::DECIMAL(18,6) AS unit_price,
              ((hash(i + 3) % 20 + 1) * (hash(i + 5) % 10000 + 1) / 100)::DECIMAL(18,4) AS amount, ((hash(i + 5) % 8000) / 100)::DECIMAL(18,4) AS cost, 'EUR' AS currency, false AS is_return,
              NULL::VARCHAR AS booked_currency, NULL::DECIMAL(18,8) AS fx_rate, NULL::VARCHAR AS booked_unit, NULL::DECIMAL(18,8) AS unit_factor
            FROM range({rows}) t(i)) TO {lines} (FORMAT parquet, COMPRESSION zstd);
            COPY (SELECT * REPLACE (CASE WHEN hash(order_id, line) % 20000 = 0 THEN -unit_price ELSE unit_price END AS unit_price, CASE WHEN hash(order_id, line, 1) % 20000 = 0 THEN line % 4 + 1 ELSE line END AS line)
              FROM {lines}) TO {Sql.Literal(Path.Combine(folder, "broken.parquet"))} (FORMAT parquet, COMPRESSION zstd);
            COPY (SELECT 'P' || lpad(i::VARCHAR, 6, '0') AS product_id, 'Product ' || i AS name{string.Concat(Products.Table.Columns.Skip(2).Select(c => $", NULL::{c.SqlType} AS {c.Name}"))} FROM range(30490) t(i))
              TO {Sql.Literal(Path.Combine(folder, "products.parquet"))} (FORMAT parquet)
            """);
    }
}
