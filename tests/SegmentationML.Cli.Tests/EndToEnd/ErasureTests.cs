using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Cli.Tests.EndToEnd;

/// <summary>Persons are published under pseudonyms, and forgotten without a digest breaking: every byte and every published value is looked at.</summary>
[Collection(CommandLine.Name)]
public sealed class ErasureTests : IDisposable
{
    private const string Erased = "KUNDE-003-XQ";
    private readonly TemporaryWorkspace _folder = new();

    public ErasureTests()
    {
        Write("lines.csv", Lines());
        Write("customers.csv", "customer_id,name,country\n" + string.Concat(Enumerable.Range(0, 30).Select(c => $"{Id(c)},Frau {Id(c)} Meier,{(c % 2 == 0 ? "DE" : "FR")}\n")));
        Write("pipelines/people/pipeline.yaml", Pipeline);
        Write("models/people/model.yaml", Model);
        Write("contracts/lines.yaml", Contract("order_lines", "- {name: customer_id, logicalType: string, classification: personal}", "- {name: amount, logicalType: number, classification: financial, logicalTypeOptions: {maximum: 9999}}"));
        Write("contracts/customers.yaml", Contract("customers", "- {name: customer_id, logicalType: string, primaryKey: true, required: true, classification: Personal}", "- {name: name, logicalType: string, classification: personal}"));
    }

    private string Workspace => _folder.Path("workspace");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Erase_APersonIsForgottenAndEveryDigestHolds()
    {
        await DoneAsync("run", _folder.Path("pipelines", "people"));
        Assert.Empty(Holders("KUNDE-", "snapshots", "reports", "models"));
        var pseudonym = await PseudonymAsync(Erased);
        var (explained, _) = await DoneAsync("explain", "people", Erased, "--json");
        Assert.Equal(pseudonym, JsonDocument.Parse(explained).RootElement.GetProperty("key").GetString() ?? "");

        // A decision about a person, made by their own identifier, stands everywhere under the pseudonym.
        await DoneAsync("override", "add", _folder.Path("pipelines", "people"), "--key", Erased, "--segment", "AX", "--reason", "CONTRACT", "--from", "2024-01-01", "--to", "2030-01-01");
        await DoneAsync("run", _folder.Path("pipelines", "people"));
        var before = Published();
        var others = await PseudonymsAsync();

        var planned = await DoneAsync("erase", Erased, "--dry-run");
        Assert.Contains("would be deleted", planned.Out, StringComparison.Ordinal);
        Assert.NotEmpty(Holders(Erased, "."));
        await DoneAsync("erase", Erased, "--reason", "DSR-1", "--by", "maria");

        Assert.Empty(Holders(Erased, "."));
        Assert.NotEmpty(Holders("KUNDE-004-XQ", "ledger.db"));
        Assert.Equal(before, Published());
        await DoneAsync("snapshot", "verify", "people");
        Assert.Contains("SEG-PRIV-002", (await SegmlCall.RunAsync("person", "show", Erased, "-w", Workspace)).Error, StringComparison.Ordinal);
        await DoneAsync("audit", "verify");
        Assert.Contains(pseudonym, (await DoneAsync("audit", "show", "--kind", "person")).Out, StringComparison.Ordinal);
        Assert.Contains("SEG-CLI-006", (await SegmlAsync("explain", "people", Erased)).Error, StringComparison.Ordinal);
        await DoneAsync("explain", "people", pseudonym, "--version", "1");

        // The source still holds the person: their lines are nobody's now, and everybody else is who they were.
        await DoneAsync("run", _folder.Path("pipelines", "people"));
        Assert.Empty(Holders(Erased, "snapshots", "reports", "models", "ledger.db", "quarantine"));
        Assert.Equal(others.Where(p => p.Key != Erased).ToDictionary(), await PseudonymsAsync());
        Assert.DoesNotContain(pseudonym, Values("SELECT key FROM read_parquet('{0}')", 3));
        Assert.Equal(29, Values("SELECT key FROM read_parquet('{0}')", 3).Count);
        await DoneAsync("audit", "verify");
    }

    [Fact]
    public async Task Run_TheManifestSaysWhoMaySeeWhat()
    {
        await DoneAsync("run", _folder.Path("pipelines", "people"));
        var columns = JsonDocument.Parse(File.ReadAllText(Path.Combine(Workspace, "snapshots", "people", "000001", "manifest.json"))).RootElement
            .GetProperty("content").GetProperty("tables").EnumerateArray().Single(t => t.GetProperty("name").GetString() == "assignments").GetProperty("columns").EnumerateArray()
            .ToDictionary(c => c.GetProperty("name").GetString()!, c => c.TryGetProperty("classification", out var k) ? k.GetString() : null);
        Assert.Equal(("pseudonym", "pseudonym", "financial", "financial"), (columns["key"], columns["customer_id"], columns["net_revenue"], columns["reason_text"]));
        Assert.Equal((null, null), (columns["segment"], columns["active_buckets"]));
    }

    [Fact]
    public async Task Run_RowsThatAreRefused_AreQuotedNowhereButInTheQuarantine()
    {
        Write("lines.csv", Lines() + $"O-BAD,2024-03-05,{Erased},P1,1,20000,20000\n");
        var run = await DoneAsync("run", _folder.Path("pipelines", "people"));
        Assert.DoesNotContain("KUNDE-", run.Out + run.Error, StringComparison.Ordinal);
        Assert.Empty(Holders("KUNDE-", "snapshots", "reports", "models"));
        Assert.NotEmpty(Holders(Erased, "quarantine"));

        Write("lines.csv", Lines() + string.Concat(Enumerable.Repeat($"O-BAD,no day,{Erased},P1,1,1,1\n", 200)));
        var failed = await SegmlAsync("run", _folder.Path("pipelines", "people"));
        Assert.Contains("SEG-ING-030", failed.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("KUNDE-", failed.Out + failed.Error, StringComparison.Ordinal);

        await DoneAsync("erase", Erased, "--reason", "DSR-1");
        Assert.Empty(Holders(Erased, "."));
    }

    [Fact]
    public async Task Erase_WhatIsOff_IsRefused()
    {
        await DoneAsync("run", _folder.Path("pipelines", "people"));
        Assert.Contains("SEG-PRIV-002", (await SegmlAsync("erase", "KUNDE-999-XQ", "--reason", "DSR-1")).Error, StringComparison.Ordinal);
        Assert.Contains("SEG-PRIV-005", (await SegmlAsync("erase", Erased, "--reason", $"{Erased} asked")).Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, (await SegmlAsync("erase", Erased)).Code);
        Assert.Equal(ExitCode.Usage, (await SegmlAsync("erase", "--reason", "DSR-1")).Code);
    }

    [Fact]
    public async Task OnlineRetailCustomers_UnderPseudonyms_HaveTheSameRevenue()
    {
        var raw = PublicData.PathOf("online-retail", "online_retail.csv.gz");
        var pipeline = File.ReadAllText(Checkout.Path("pipelines/online-retail-customers/pipeline.yaml"));
        Write("pipelines/online-retail-customers/pipeline.yaml", pipeline.Replace("data-contracts/", "contracts/", StringComparison.Ordinal));
        foreach (var (table, column) in new[] { ("online_retail_order_lines", "- name: customer_id\n"), ("customers", "- name: customer_id\n") })
        {
            var contract = File.ReadAllText(Checkout.Path($"data-contracts/{table}/v1.yaml"));
            Write($"contracts/{table}/v1.yaml", contract.Replace(column, $"{column}        classification: personal\n", StringComparison.Ordinal));
        }

        Directory.CreateDirectory(_folder.Path("models", "retail-customers"));
        File.Copy(Checkout.Path("models/retail-customers/model.yaml"), _folder.Path("models", "retail-customers", "model.yaml"));
        await DoneAsync("run", _folder.Path("pipelines", "online-retail-customers"), "--source", $"order_lines={raw}");
        var content = JsonDocument.Parse(File.ReadAllText(Path.Combine(Workspace, "snapshots", "online-retail-customers", "000001", "manifest.json"))).RootElement.GetProperty("content");
        decimal revenue = 0; // By plain SQL over the raw file, with the pipeline's filters.
        using (var engine = DuckDbEngine.Open(new DuckDbOptions { Threads = 1 }))
        {
            engine.Read($"""
                SELECT CAST(sum(CAST(Quantity AS DECIMAL(18,0)) * CAST(UnitPrice AS DECIMAL(18,3))) AS VARCHAR) FROM read_csv('{raw}', all_varchar = true)
                WHERE CustomerID IS NOT NULL AND upper(StockCode) NOT IN ('POST', 'DOT', 'C2', 'M', 'D', 'S', 'B', 'PADS', 'CRUK', 'AMAZONFEE', 'BANK CHARGES') AND StockCode NOT LIKE 'gift%' AND CAST(UnitPrice AS DECIMAL(18,6)) <> 0
                """, row => revenue = decimal.Parse(row.Text(0, 0)!, CultureInfo.InvariantCulture));
        }

        Assert.Equal(revenue, decimal.Parse(content.GetProperty("totals").GetProperty("net_revenue").GetString()!, CultureInfo.InvariantCulture));
        using (var engine = DuckDbEngine.Open(new DuckDbOptions { Threads = 1 }))
        {
            // Whole words: the digits of a customer's number also stand in some pseudonym of thousands.
            var assignments = Path.Combine(Workspace, "snapshots/online-retail-customers/000001/assignments.parquet");
            var keys = new List<string>();
            engine.Read($"SELECT CASE WHEN regexp_matches(CAST(t AS VARCHAR), '\\b17850\\b') THEN 'named' ELSE key END FROM read_parquet('{assignments}') AS t", batch => keys.AddRange(Enumerable.Range(0, batch.Rows).Select(row => batch.Text(0, row)!)));
            Assert.True(keys.Count > 4_000);
            Assert.All(keys, key => Assert.True(PersonKey.IsPseudonym(key), key));
        }

        var files = Published();
        await DoneAsync("erase", "17850", "--reason", "DSR-1");
        Assert.Equal(files, Published());
        await DoneAsync("audit", "verify");
        await DoneAsync("snapshot", "verify", "online-retail-customers");
    }

    private static string Id(int customer) => $"KUNDE-{customer:D3}-XQ";

    private static string Lines()
    {
        var text = new StringBuilder("order_id,order_date,customer_id,product_id,quantity,unit_price,amount\n");
        for (var week = 0; week < 40; week++)
        {
            for (var customer = 0; customer < 30; customer++)
            {
                if (week % (1 + (customer % 4)) == 0)
                {
                    var (quantity, price) = (1 + ((week * (customer + 3)) % 7), 1 + customer);
                    text.Append(CultureInfo.InvariantCulture, $"O{week:D3}-{customer:D2},{new DateOnly(2024, 1, 1).AddDays(7 * week):yyyy-MM-dd},{Id(customer)},P{week % 5},{quantity},{price},{quantity * price}\n");
                }
            }
        }

        return text.ToString();
    }

    private static string Contract(string table, params string[] columns) => $"""
        kind: DataContract
        apiVersion: v3.1.0
        id: {table}
        version: 1.0.0
        status: active
        schema:
          - name: {table}
            customProperties: [{"{property: quarantineLimitPercent, value: 20}"}]
            properties:
              {string.Join("\n      ", columns)}
        """;

    private const string Pipeline = """
        name: people
        model: people
        entity: customer_id
        ingest:
          currency: EUR
          sources:
            order_lines:
              path: ../../lines.csv
              mapping: {order_id: order_id, order_date: order_date, customer_id: customer_id, product_id: product_id, quantity: quantity, unit_price: unit_price, amount: amount, currency: {value: EUR}}
            customers:
              path: ../../customers.csv
              mapping: {customer_id: customer_id, name: name, country: country}
        contract:
          tables: {order_lines: ../../contracts/lines.yaml, customers: ../../contracts/customers.yaml}
        features: {bucket: week}
        forecast: {horizon: 2, origins: 1, methods: [mean]}
        """;

    private const string Model = """
        name: people
        dimensions:
          abc: {kind: cumulative-share, driver: net_revenue, cuts: {A: 0.8, B: 0.95, C: 1}, group_by: customers.country}
          xyz: {kind: variability, driver: cv, cuts: {X: 0.5, Y: 1, Z: .inf}}
        matrix: {dimensions: [abc, xyz]}
        overrides:
          - {id: o1, keys: [KUNDE-005-XQ], segment: CZ, from: 2024-01-01, to: 2030-01-01, reason: contract, reference: R-1, approver: ann}
        policies: {"*": {service_level: 0.9, lead_time: 1, review_period: 1}}
        """;

    private Task<SegmlCall> SegmlAsync(params string[] call) => SegmlCall.RunAsync([.. call, "--workspace", Workspace]);

    private async Task<(string Out, string Error)> DoneAsync(params string[] call)
    {
        var done = await SegmlAsync(call);
        Assert.True(done.Code == ExitCode.Done, done.Out + done.Error);
        return (done.Out, done.Error);
    }

    private async Task<Dictionary<string, string>> PseudonymsAsync()
        => (await DoneAsync("person", "list", "--column", "customer_id")).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Trim().Split(',')).ToDictionary(p => p[1], p => p[2], StringComparer.Ordinal);

    private async Task<string> PseudonymAsync(string person) => (await PseudonymsAsync())[person];

    /// <summary>Files of the workspace that hold a text: among their bytes, or as a value of a Parquet file, whose bytes are compressed.</summary>
    private List<string> Holders(string text, params string[] below)
    {
        var (found, bytes) = (new List<string>(), Encoding.UTF8.GetBytes(text));
        using var engine = DuckDbEngine.Open(new DuckDbOptions { Threads = 1 });
        foreach (var file in below.Select(b => Path.Combine(Workspace, b)).SelectMany(p => File.Exists(p) ? [p] : Directory.Exists(p) ? Directory.EnumerateFiles(p, "*", SearchOption.AllDirectories) : []))
        {
            var holds = File.ReadAllBytes(file).AsSpan().IndexOf(bytes) >= 0;
            if (file.EndsWith(".parquet", StringComparison.Ordinal))
            {
                engine.Read($"SELECT 1 FROM read_parquet('{file}') AS t WHERE contains(CAST(t AS VARCHAR), $1) LIMIT 1", _ => holds = true, [text]);
            }

            if (holds)
            {
                found.Add(file);
            }
        }

        return found;
    }

    private SortedDictionary<string, string> Published()
        => new(Directory.EnumerateFiles(Path.Combine(Workspace, "snapshots"), "*", SearchOption.AllDirectories).ToDictionary(f => f, f => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f)))), StringComparer.Ordinal);

    private List<string?> Values(string sql, int version)
    {
        using var engine = DuckDbEngine.Open(new DuckDbOptions { Threads = 1 });
        var values = new List<string?>();
        engine.Read(string.Format(CultureInfo.InvariantCulture, sql, Path.Combine(Workspace, "snapshots", "people", $"{version:D6}", "assignments.parquet")), batch => values.AddRange(Enumerable.Range(0, batch.Rows).Select(i => batch.Text(0, i))));
        return values;
    }

    private void Write(string path, string text)
    {
        var file = _folder.Path(path.Split('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
