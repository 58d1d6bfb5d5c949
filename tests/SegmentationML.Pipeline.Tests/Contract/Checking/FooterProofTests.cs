using SegmentationML.Contracts.Standard;
using SegmentationML.Pipeline.Contract.Checking;
using SegmentationML.Pipeline.Contract.Reading;
using SegmentationML.Pipeline.Contract.Rules;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Pipeline.Tests.Contract.Checking;

public sealed class FooterProofTests
{
    // Row groups of 2,048 rows; x breaks its bound in one row of the third group only.
    [Theory]
    [InlineData("i", "integer", "{minimum: 0, maximum: 9999}", "minimum maximum")]
    [InlineData("i", "integer", "{exclusiveMinimum: 0, exclusiveMaximum: 9999}", "exclusiveMaximum")]
    [InlineData("CASE WHEN i = 5000 THEN -1 ELSE i END", "integer", "{minimum: 0, maximum: 9999}", "maximum")]
    [InlineData("CASE WHEN i >= 4096 THEN NULL ELSE i END", "integer", "{minimum: 0, format: u16}", "minimum format")]
    [InlineData("NULL::INTEGER", "integer", "{minimum: 0}", "minimum")]
    [InlineData("(i / 8)::DECIMAL(18,4)", "number", "{minimum: 0, maximum: 1250}", "minimum maximum")]
    [InlineData("i::DOUBLE", "number", "{minimum: 0}", "")]
    [InlineData("CASE WHEN i = 5000 THEN 'NaN'::DOUBLE ELSE i END", "number", "{minimum: 0, maximum: 9999}", "")]
    [InlineData("DATE '2025-01-01' + i::INTEGER", "date", "{minimum: 2025-01-01, exclusiveMaximum: 2053-01-01}", "minimum exclusiveMaximum")]
    [InlineData("TIMESTAMP '2025-01-01' + INTERVAL (i) HOUR", "timestamp", "{minimum: 2025-01-01T00:00:00}", "minimum")]
    [InlineData("'x' || i", "string", "{minLength: 1, maxLength: 9}", "minLength")]
    [InlineData("CASE WHEN i = 5000 THEN '' ELSE 'x' || i END", "string", "{minLength: 1}", "")]
    [InlineData("repeat('long text ', 100) || i", "string", "{minLength: 1}", "minLength")]
    public void Find_BoundsAndNulls_ProvesWhatHoldsForEveryRowGroup(string value, string type, string options, string proved)
    {
        using var work = new WorkFolder();
        using var engine = DuckDbEngine.Open();
        var file = Path.Combine(work.Path, "t.parquet");
        engine.Execute($"COPY (SELECT {value} AS x FROM range(9999) t(i)) TO {Sql.Literal(file)} (FORMAT parquet, ROW_GROUP_SIZE 2048)");
        var source = new TableSource("t", [file], ["t"], null, false) { TrustsFooters = true };
        var contract = ContractReader.Parse($"kind: DataContract\napiVersion: v3.2.0\nversion: 1\nid: t\nschema: [{{name: t, properties: [{{name: x, required: true, logicalType: {type}, logicalTypeOptions: {options}}}]}}]", "t.yaml");
        var rules = Rules(engine, source, contract);

        var found = FooterProof.Find(engine, source, rules, default).Select(r => r.Id.Split('/')[^1]).ToArray();
        var isFull = !value.Contains("NULL", StringComparison.Ordinal) && !value.Contains("DOUBLE", StringComparison.Ordinal);
        Assert.Equal((isFull ? "required " + proved : proved).Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), found.Order());
        foreach (var rule in rules.Where(r => found.Contains(r.Id.Split('/')[^1])))
        {
            engine.Read($"SELECT count(*) FROM ({source.Rows}) WHERE {rule.Broken}", b => Assert.Equal(0, b.Values<long>(0)[0]));
        }

        Assert.Empty(FooterProof.Find(engine, source with { TrustsFooters = false }, rules, default));
    }

    private static RowRule[] Rules(DuckDbEngine engine, TableSource source, DataContract contract)
        => [.. RuleBook.Bind(contract, contract.Schema[0], "t", engine.Describe(source.Rows), false, []).Rules.OfType<RowRule>()];
}
