using System.Text.Json;
using SegmentationML.Contracts.Outcomes;
using SegmentationML.Core;
using SegmentationML.Pipeline.Contract;

namespace SegmentationML.Pipeline.Tests.Contract;

public sealed class ContractStepTests
{
    private const string Lines = """
        schema:
          - name: order_lines
            customProperties: [{property: totals, value: amount}, {property: quarantineLimitPercent, value: 50}]
            properties:
              - {name: order_id, logicalType: string, primaryKey: true, primaryKeyPosition: 1}
              - {name: line, logicalType: integer, primaryKey: true, primaryKeyPosition: 2}
              - {name: unit_price, logicalType: number, logicalTypeOptions: {minimum: 0}}
              - {name: amount, logicalType: number, required: true}
              - {name: currency, logicalType: string, enum: [{value: EUR}], logicalTypeOptions: {pattern: '^[A-Z]{3}$'}}
        """;

    private const string Good = "SELECT 'O' || i AS order_id, 1::BIGINT AS line, 2.5::DECIMAL(18,6) AS unit_price, 10.0::DECIMAL(18,4) AS amount, 'EUR' AS currency FROM range(20) t(i)";

    [Fact]
    public void Run_AllAsPromised_PassesAndHandsTheSameTableOn()
    {
        using var bench = new StepBench().Table("order_lines", Good).Contract("order_lines", Lines);
        var result = bench.Run();

        Assert.Equal(ContractOutcome.Pass, result.Outcome);
        Assert.Equal(new TableHandle("order_lines", result.Tables[0].Files, 20, "digest-of-order_lines"), result.Tables[0]);
        Assert.Empty(Directory.GetFiles(bench.Context!.OutputFolder));
        Assert.Equal(("order_lines-contract", "1.2.3", 20L, 0L), (result.Reports[0].ContractId, result.Reports[0].ContractVersion, result.Reports[0].Rows, result.Reports[0].Quarantined));
        Assert.Equal(("200.0000", "0", "200.0000"), (result.Reports[0].Totals[0].Delivered, result.Reports[0].Totals[0].Quarantined, result.Reports[0].Totals[0].Accepted));
    }

    [Fact]
    public void Run_FilesWithoutAColumnThatAnotherHas_AreCheckedWithNullsThere()
    {
        using var bench = new StepBench()
            .Table("order_lines", Good.Replace(", 'EUR' AS currency", "", StringComparison.Ordinal), Good.Replace("'O'", "'P'", StringComparison.Ordinal).Replace("'EUR'", "CASE i WHEN 7 THEN 'usd' ELSE 'EUR' END", StringComparison.Ordinal))
            .Contract("order_lines", Lines);
        bench.Store("order_lines", "order_id", "line", "unit_price", "amount", "currency");
        var result = bench.Run();

        Assert.Equal((ContractOutcome.Quarantine, 39L), (result.Outcome, result.Tables[0].Rows));
        Assert.Equal(["P7"], bench.Query($"SELECT order_id FROM {bench.Quarantine(result, "order_lines")}"));
        Assert.Equal(["20"], bench.Query($"SELECT count(*) FROM ({bench.Context!.Select(result.Tables[0])}) WHERE currency IS NULL AND channel IS NULL"));
    }

    [Fact]
    public void Run_BadRows_AreKeptWithReasonAndLeftOutOfTheTable()
    {
        using var bench = new StepBench()
            .Table("order_lines", Good.Replace("2.5::", "CASE i WHEN 3 THEN -1 WHEN 4 THEN -2 ELSE 2.5 END::", StringComparison.Ordinal).Replace("'EUR'", "CASE WHEN i IN (4, 7) THEN 'usd' ELSE 'EUR' END", StringComparison.Ordinal))
            .Contract("order_lines", Lines);
        var result = bench.Run();

        var (handle, report) = (result.Tables[0], result.Reports[0]);
        Assert.Equal((ContractOutcome.Quarantine, 17L, 3L), (result.Outcome, handle.Rows, report.Quarantined));
        Assert.Equal(17, bench.Query($"SELECT order_id FROM ({bench.Context!.Select(handle)})").Length);
        Assert.DoesNotContain(bench.Query($"SELECT order_id FROM ({bench.Context.Select(handle)})"), id => id is "O3" or "O4" or "O7");
        Assert.NotEqual("digest-of-order_lines", handle.Digest);

        var kept = bench.Quarantine(result, "order_lines");
        Assert.Equal(["O3", "O4", "O7"], bench.Query($"SELECT order_id FROM {kept}"));
        Assert.Equal(["order_lines order_lines/part-0.parquet 4", "order_lines order_lines/part-0.parquet 5", "order_lines order_lines/part-0.parquet 8"], bench.Query($"SELECT concat_ws(' ', quarantined_table, quarantined_file, quarantined_row) FROM {kept}"));
        Assert.Equal("[order_lines/unit_price/minimum, order_lines/currency/pattern, order_lines/currency/enum]", bench.Query($"SELECT quarantined_rules FROM {kept}")[1]);
        Assert.Equal("unit_price is at least 0; found '-1.000000'", bench.Query($"SELECT quarantined_reason FROM {kept}")[0]);
        Assert.Equal(("200.0000", "30.0000", "170.0000"), (report.Totals[0].Delivered, report.Totals[0].Quarantined, report.Totals[0].Accepted));
        Assert.Equal([new Violation("order_lines/part-0.parquet", 4, "-1.000000"), new Violation("order_lines/part-0.parquet", 5, "-2.000000")], report.Rules.Single(r => r.Rule == "order_lines/unit_price/minimum").Examples);
    }

    [Fact]
    public void Run_DuplicateKeys_TheFirstInFileOrderStays()
    {
        using var bench = new StepBench()
            .Table("order_lines", Good, Good.Replace("10.0::", "(100 + i)::", StringComparison.Ordinal).Replace("range(20)", "range(4)", StringComparison.Ordinal))
            .Contract("order_lines", Lines);
        var result = bench.Run();

        Assert.Equal((4L, 20L), (result.Reports[0].Quarantined, result.Tables[0].Rows));
        Assert.Equal(["100.0000", "101.0000", "102.0000", "103.0000"], bench.Query($"SELECT amount FROM {bench.Quarantine(result, "order_lines")}"));
        Assert.Equal("No two rows have the same order_id, line; found 'O0 | 1'", bench.Query($"SELECT quarantined_reason FROM {bench.Quarantine(result, "order_lines")}")[0]);
    }

    [Fact]
    public void Run_FirstOfTwoTwinsIsBad_TheGoodOneStays()
    {
        using var bench = new StepBench()
            .Table("order_lines", Good.Replace("2.5::", "CASE i WHEN 3 THEN -1 ELSE 2.5 END::", StringComparison.Ordinal), Good + " WHERE i = 3")
            .Contract("order_lines", Lines);
        var result = bench.Run();

        Assert.Equal(1, result.Reports[0].Quarantined);
        Assert.Equal(["O3 2.500000"], bench.Query($"SELECT order_id || ' ' || unit_price FROM ({bench.Context!.Select(result.Tables[0])}) WHERE order_id = 'O3'"));
    }

    [Fact]
    public void Run_MoreThanAMillionRepeatedKeys_AreCountedExactly()
    {
        using var bench = new StepBench()
            .Table("order_lines", "SELECT (i // 2)::VARCHAR AS order_id FROM range(2200000) t(i)")
            .Contract("order_lines", "schema: [{name: order_lines, properties: [{name: order_id, quality: [{metric: duplicateValues, mustBeLessThan: 50, unit: percent, severity: warning}]}]}]");
        var outcome = bench.Run().Reports[0].Rules.Single(r => r.Rule == "order_lines/order_id/duplicateValues");

        Assert.Equal((RuleState.Failed, 1_100_000L, "50 % (1100000 rows)"), (outcome.State, outcome.Violations, outcome.Measured));
    }

    [Theory]
    [InlineData(null, ContractOutcome.Quarantine)]
    [InlineData(4.9, ContractOutcome.Block)]
    [InlineData(5.0, ContractOutcome.Quarantine)]
    public void Run_QuarantineLimit_BlocksAboveItNotAtIt(double? limit, ContractOutcome outcome)
    {
        using var bench = new StepBench().Table("order_lines", Good.Replace("2.5::", "CASE i WHEN 3 THEN -1 ELSE 2.5 END::", StringComparison.Ordinal)).Contract("order_lines", Lines);
        bench.With = o => o with { QuarantineLimitPercent = limit };
        var result = bench.Run();

        Assert.Equal(outcome, result.Outcome);
        Assert.Equal(outcome == ContractOutcome.Block ? ["SEG-CONT-012"] : [], result.Blocking.Select(p => p.Code));
    }

    [Fact]
    public void Run_RenamedAndRetypedColumns_BlockAndNameTheLikelyOne()
    {
        using var bench = new StepBench()
            .Table("order_lines", "SELECT 'O' || i AS order_id, 1 AS line, '2.5' AS unit_price, 10.0 AS amonut FROM range(20) t(i)")
            .Contract("order_lines", Lines);
        var result = bench.Run();

        Assert.Equal(ContractOutcome.Block, result.Outcome);
        Assert.Equal(["SEG-CONT-010", "SEG-CONT-010"], result.Blocking.Select(p => p.Code));
        Assert.Contains("unit_price of type number. The column is of type VARCHAR.", result.Blocking[0].What, StringComparison.Ordinal);
        Assert.Contains("Was it renamed to 'amonut'?", result.Blocking[1].What, StringComparison.Ordinal);
        Assert.Equal(RuleState.NotRun, result.Reports[0].Rules.Single(r => r.Rule == "order_lines/currency/column").State);
    }

    [Theory]
    [InlineData("warning", ContractOutcome.Warn, 20)]
    [InlineData("info", ContractOutcome.Warn, 20)]
    [InlineData("error", ContractOutcome.Quarantine, 19)]
    [InlineData("critical", ContractOutcome.Block, 20)]
    public void Run_SeverityOfARowRule_DecidesWhatAFailureEndsIn(string severity, ContractOutcome outcome, long accepted)
    {
        using var bench = new StepBench()
            .Table("order_lines", Good.Replace("2.5::", "CASE i WHEN 3 THEN -1 ELSE 2.5 END::", StringComparison.Ordinal))
            .Contract("order_lines", $"schema: [{{name: order_lines, properties: [{{name: unit_price, logicalType: number, logicalTypeOptions: {{minimum: 0}}, customProperties: [{{property: severity, value: {severity}}}]}}]}}]");
        var result = bench.Run();

        Assert.Equal((outcome, accepted), (result.Outcome, result.Tables[0].Rows));
        Assert.Equal(outcome == ContractOutcome.Block ? 1 : 0, result.Blocking.Count);
    }

    [Theory]
    [InlineData("metric: rowCount, mustBeBetween: [19, 21]", ContractOutcome.Pass)]
    [InlineData("metric: rowCount, mustBeBetween: [20, 21]", ContractOutcome.Block)]
    [InlineData("metric: rowCount, mustBeGreaterThan: 20, severity: warning", ContractOutcome.Warn)]
    [InlineData("type: sql, query: 'SELECT sum(amount) FROM {object}', mustBe: 200", ContractOutcome.Pass)]
    [InlineData("type: sql, query: 'SELECT sum(amount) FROM {object}', mustBe: 201", ContractOutcome.Block)]
    [InlineData("type: sql, query: 'SELECT count(*) > 5 FROM ${table}', mustBe: true, severity: warning", ContractOutcome.Pass)]
    [InlineData("type: sql, query: 'SELECT count(*) > 50 FROM ${table}', mustBe: true, severity: warning", ContractOutcome.Warn)]
    [InlineData("type: sql, query: 'SELECT (order_id || 1)::INTEGER FROM {object} LIMIT 1', mustBe: 0", ContractOutcome.Block)]
    [InlineData("type: text, description: be kind", ContractOutcome.Pass)]
    [InlineData("type: custom, engine: soda, implementation: x", ContractOutcome.Pass)]
    public void Run_RulesOfTheTable_WarnOrBlock(string rule, ContractOutcome outcome)
    {
        using var bench = new StepBench().Table("order_lines", Good).Contract("order_lines", $"schema: [{{name: order_lines, quality: [{{{rule}}}]}}]");
        Assert.Equal(outcome, bench.Run().Outcome);
    }

    [Theory]
    [InlineData("metric: nullValues, mustBe: 0", ContractOutcome.Quarantine, 2)]
    [InlineData("metric: nullValues, mustBe: 0, severity: warning", ContractOutcome.Warn, 2)]
    [InlineData("metric: nullValues, mustBeLessThan: 3", ContractOutcome.Pass, 2)]
    [InlineData("metric: nullValues, mustBeLessThan: 10, unit: percent", ContractOutcome.Block, 2)]
    [InlineData("metric: nullValues, mustBeLessOrEqualTo: 10, unit: percent", ContractOutcome.Pass, 2)]
    [InlineData("metric: missingValues, mustBe: 0, arguments: {missingValues: [null, '', n/a]}", ContractOutcome.Quarantine, 4)]
    [InlineData("metric: missingValues, mustBe: 0, arguments: {missingValues: [n/a]}", ContractOutcome.Quarantine, 1)]
    [InlineData("metric: invalidValues, mustBe: 0, arguments: {validValues: [EUR, '']}", ContractOutcome.Quarantine, 1)]
    [InlineData("metric: invalidValues, mustBeLessThan: 2, arguments: {pattern: '^[A-Z]*$'}", ContractOutcome.Pass, 1)]
    [InlineData("metric: duplicateValues, mustBeGreaterThan: 14", ContractOutcome.Pass, 15)]
    public void Run_LibraryMetricsOfAColumn_CountAsTheStandardSays(string rule, ContractOutcome outcome, long counted)
    {
        // 20 rows: 2 without a currency, 1 empty text, 1 'n/a', 16 EUR; so 15 repeat an earlier value.
        using var bench = new StepBench()
            .Table("order_lines", Good.Replace("'EUR'", "CASE WHEN i < 2 THEN NULL WHEN i = 2 THEN '' WHEN i = 3 THEN 'n/a' ELSE 'EUR' END", StringComparison.Ordinal))
            .Contract("order_lines", $"schema: [{{name: order_lines, customProperties: [{{property: quarantineLimitPercent, value: 50}}], properties: [{{name: currency, logicalType: string, quality: [{{{rule}}}]}}]}}]");
        var result = bench.Run();

        Assert.Equal(outcome, result.Outcome);
        Assert.Equal(counted, result.Reports[0].Rules[^1].Violations);
    }

    [Fact]
    public void Run_NotANumberAndInfinity_AreTakenOutOfFloatingColumns()
    {
        using var bench = new StepBench()
            .Table("order_lines", "SELECT CASE i WHEN 1 THEN 'NaN'::DOUBLE WHEN 2 THEN 'inf'::DOUBLE WHEN 3 THEN '-inf'::DOUBLE ELSE i END AS weight FROM range(20) t(i)")
            .Contract("order_lines", "schema: [{name: order_lines, customProperties: [{property: quarantineLimitPercent, value: 50}], properties: [{name: weight, logicalType: number}]}]");
        Assert.Equal(3, bench.Run().Reports[0].Rules.Single(r => r.Rule == "order_lines/weight/finite").Violations);
    }

    [Fact]
    public void Run_WholeNumbersInDecimals_AreWholeNumbers()
    {
        using var bench = new StepBench()
            .Table("order_lines", "SELECT (i / 2)::DECIMAL(9,2) AS n FROM range(4) t(i)")
            .Contract("order_lines", "schema: [{name: order_lines, customProperties: [{property: quarantineLimitPercent, value: 50}], properties: [{name: n, logicalType: integer, logicalTypeOptions: {format: u8}}]}]");
        var report = bench.Run().Reports[0];
        Assert.Equal((2L, 0L), (report.Rules.Single(r => r.Rule.EndsWith("/whole", StringComparison.Ordinal)).Violations, report.Rules.Single(r => r.Rule.EndsWith("/format", StringComparison.Ordinal)).Violations));
    }

    [Fact]
    public void Run_NestedColumns_AreCheckedWhereTheirBoundsAre()
    {
        using var bench = new StepBench()
            .Table("order_lines", "SELECT ['a', 'a'] AS tags, [1.0, 2.0]::FLOAT[2] AS place, {'zip': '1'} AS address, MAP {'a': 1} AS prices FROM range(4)")
            .Contract("order_lines", """
                schema:
                  - name: order_lines
                    customProperties: [{property: severity, value: warning}]
                    properties:
                      - {name: tags, logicalType: array, logicalTypeOptions: {minItems: 3, uniqueItems: true}}
                      - {name: place, logicalType: vector, logicalTypeOptions: {dimensions: 3}}
                      - {name: address, logicalType: object, logicalTypeOptions: {minProperties: 1}}
                      - {name: prices, logicalType: map, map: {key: {logicalType: string}, value: {logicalType: number}}}
                """);
        var rules = bench.Run().Reports[0].Rules;
        Assert.Equal(["order_lines/tags/minItems", "order_lines/tags/uniqueItems", "order_lines/place/dimensions"], rules.Where(r => r.State == RuleState.Failed).Select(r => r.Rule));
        Assert.Equal(["order_lines/address/options"], rules.Where(r => r.State == RuleState.NotRun).Select(r => r.Rule));
    }

    [Theory]
    [InlineData("2025-02-01", "4", "d", ContractOutcome.Pass)]
    [InlineData("2025-02-05", "4", "d", ContractOutcome.Pass)]
    [InlineData("2025-02-06", "4", "d", ContractOutcome.Warn)]
    [InlineData("2025-02-06", "1", "month", ContractOutcome.Pass)]
    [InlineData("2025-02-03", "24", "h", ContractOutcome.Warn)]
    [InlineData(null, "4", "d", ContractOutcome.Pass)]
    public void Run_Freshness_IsMeasuredAgainstTheAsOfDate(string? asOf, string value, string unit, ContractOutcome outcome)
    {
        using var bench = new StepBench()
            .Table("order_lines", "SELECT TIMESTAMP '2025-02-01' AS order_date")
            .Contract("order_lines", $"schema: [{{name: order_lines, properties: [{{name: order_date, logicalType: timestamp}}]}}]\nslaProperties: [{{property: latency, value: {value}, unit: {unit}, element: order_lines.order_date}}, {{property: retention, value: 3, unit: y}}]");
        bench.AsOf = asOf is null ? null : DateOnly.Parse(asOf);
        var result = bench.Run();

        Assert.Equal(outcome, result.Outcome);
        Assert.Equal(asOf is null ? RuleState.NotRun : outcome == ContractOutcome.Warn ? RuleState.Failed : RuleState.Passed, result.Reports[0].Rules[^1].State);
        Assert.Contains("The service level retention is not measured here.", result.Reports[0].Notes);
    }

    [Theory]
    [InlineData("", ContractOutcome.Warn, 20)]
    [InlineData(", customProperties: [{property: severity, value: error}]", ContractOutcome.Quarantine, 17)]
    public void Run_ForeignKeys_FindRowsWithoutPartner(string severity, ContractOutcome outcome, long accepted)
    {
        using var bench = new StepBench()
            .Table("order_lines", "SELECT CASE WHEN i < 5 THEN NULL ELSE 'P' || i END AS product_id FROM range(20) t(i)")
            .Table("products", "SELECT 'P' || i AS product_id FROM range(8, 30) t(i)")
            .Contract("order_lines", $"schema: [{{name: order_lines, customProperties: [{{property: quarantineLimitPercent, value: 50}}], properties: [{{name: product_id, logicalType: string, relationships: [{{to: products.product_id{severity}}}, {{to: stores.id}}]}}]}}]");
        var result = bench.Run();

        var rules = result.Reports[0].Rules;
        Assert.Equal((outcome, accepted), (result.Outcome, result.Tables[0].Rows));
        Assert.Equal(["P5", "P6", "P7"], rules.Single(r => r.Rule == "order_lines/product_id/foreignKey").Examples.Select(e => e.Value));
        Assert.Equal("There is no table stores here.", rules.Single(r => r.Rule == "order_lines/product_id/foreignKey-2").Note);
    }

    [Fact]
    public void Run_RowsThatIngestLeavesOut_AreNotJudgedAndStayOut()
    {
        using var bench = new StepBench()
            .Table("order_lines", "SELECT 'order_lines/part-1.parquet' AS file, 0::BIGINT AS row UNION ALL SELECT 'order_lines/part-0.parquet', 5", [Good, "SELECT 'O1' AS order_id, 1::BIGINT AS line, -9::DECIMAL(18,6) AS unit_price, 1::DECIMAL(18,4) AS amount, 'EUR' AS currency UNION ALL SELECT 'X', 1, -1, 5, 'EUR'"])
            .Contract("order_lines", Lines);
        var result = bench.Run();

        Assert.Equal((20L, 1L), (result.Reports[0].Rows, result.Reports[0].Quarantined));
        Assert.Equal(19, bench.Query($"SELECT order_id FROM ({bench.Context!.Select(result.Tables[0])})").Length);
        Assert.Equal(["order_lines/part-0.parquet 5", "order_lines/part-1.parquet 0", "order_lines/part-1.parquet 1"], bench.Query($"SELECT file || ' ' || row FROM read_parquet('{bench.Context.PathOf(result.Tables[0].Without!)}')"));
    }

    [Fact]
    public void Run_WhatIngestFound_Blocks()
    {
        using var bench = new StepBench().Table("order_lines", Good).Contract("order_lines", Lines);
        bench.Blocking = [new Problem("SEG-ING-030", "Amounts are in EUR and USD.", "Give fx_rates.")];
        var result = bench.Run();

        Assert.Equal((ContractOutcome.Block, "SEG-ING-030"), (result.Outcome, result.Blocking[0].Code));
    }

    [Fact]
    public void Run_TablesWithoutContractAndContractsWithoutTable_AreSaidSo()
    {
        using var bench = new StepBench().Table("order_lines", Good).Contract("products", "schema: [{name: products}]");
        var result = bench.Run();

        Assert.Equal(ContractOutcome.Warn, result.Outcome);
        Assert.Equal(["The table has no contract; it is used as it is.", "The table has a contract, but no source feeds it: nothing was checked."], result.Reports.SelectMany(r => r.Notes));
        Assert.Single(result.Tables);
    }

    [Fact]
    public void Run_ColumnsThatNoSourceGives_AreNamedNotCountedAsProof()
    {
        using var bench = new StepBench()
            .Table("order_lines", Good.Replace("'EUR' AS currency", "NULL::VARCHAR AS currency", StringComparison.Ordinal))
            .Contract("order_lines", Lines);
        bench.Forget("order_lines", "currency");
        var result = bench.Run();

        Assert.Equal(ContractOutcome.Pass, result.Outcome);
        Assert.Contains("No source gives currency: what is promised of the values there was not put to the test.", result.Reports[0].Notes);
    }

    [Fact]
    public void Run_NoRows_BreaksNoRowRule()
    {
        using var bench = new StepBench().Table("order_lines", Good + " WHERE false").Contract("order_lines", Lines);
        var result = bench.Run();
        Assert.Equal((ContractOutcome.Pass, 0L), (result.Outcome, result.Reports[0].Rows));
        Assert.All(result.Reports[0].Rules, r => Assert.Equal(0, r.Violations));
    }

    [Fact]
    public void Run_RefusedSqlOrPattern_IsAProblemBeforeAnythingIsWritten()
    {
        using var bench = new StepBench().Table("order_lines", Good).Contract("order_lines", "schema: [{name: order_lines, quality: [{type: sql, query: \"COPY order_lines TO 'x'\", mustBe: 0}, {type: sql, query: 'SELECT count(*) FROM other', mustBe: 0}]}]");
        Assert.Equal(["SEG-CONT-005", "SEG-CONT-005"], Assert.Throws<ProblemException>(() => bench.Run()).Problems.Select(p => p.Code));
        Assert.Empty(Directory.GetFiles(bench.Context!.OutputFolder));

        using var pattern = new StepBench().Table("order_lines", Good).Contract("order_lines", "schema: [{name: order_lines, properties: [{name: currency, logicalType: string, logicalTypeOptions: {pattern: 'a{1,2000}'}}]}]");
        Assert.Equal("SEG-CONT-004", Assert.Throws<ProblemException>(() => pattern.Run()).Problems[0].Code);
    }

    [Fact]
    public void Run_Cancelled_Ends()
    {
        using var bench = new StepBench().Table("order_lines", Good).Contract("order_lines", Lines);
        Assert.ThrowsAny<OperationCanceledException>(() => bench.Run(new CancellationToken(true)));
    }

    [Fact]
    public void Run_OtherThreads_GivesTheSameBytes()
    {
        const string many = "SELECT 'O' || (i % 49000) AS order_id, 1::BIGINT AS line, CASE WHEN i % 301 = 0 THEN -1 ELSE 2.5 END::DECIMAL(18,6) AS unit_price, (i / 7)::DECIMAL(18,4) AS amount, CASE WHEN i % 997 = 0 THEN 'EU' ELSE 'EUR' END AS currency FROM range(50000) t(i)";
        using var one = new StepBench { Threads = 1 }.Table("order_lines", many, many).Contract("order_lines", Lines);
        using var four = new StepBench { Threads = 4 }.Table("order_lines", many, many).Contract("order_lines", Lines);
        one.With = four.With = o => o with { QuarantineLimitPercent = 100 };
        var (a, b) = (one.Run(), four.Run());

        Assert.Equal(JsonSerializer.Serialize(a), JsonSerializer.Serialize(b));
        foreach (var file in Directory.GetFiles(one.Context!.OutputFolder).Select(Path.GetFileName))
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(one.Context.OutputFolder, file!)), File.ReadAllBytes(Path.Combine(four.Context!.OutputFolder, file!)));
        }
    }

    [Fact]
    public void Result_AsJsonAndBack_IsTheSame()
    {
        using var bench = new StepBench().Table("order_lines", Good.Replace("2.5::", "CASE i WHEN 3 THEN -1 ELSE 2.5 END::", StringComparison.Ordinal)).Contract("order_lines", Lines);
        var json = JsonSerializer.Serialize(bench.Run());
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<ContractResult>(json)));
    }
}
