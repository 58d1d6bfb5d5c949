using SegmentationML.Contracts.Tables;
using SegmentationML.Core;
using SegmentationML.Pipeline.Definition.Yaml;

namespace SegmentationML.Pipeline.Contract;

/// <summary>The <c>contract:</c> section of a pipeline: which contract each table must keep.</summary>
public sealed record ContractOptions : AlgorithmOptions
{
    /// <summary>Contract files by table. A path is relative to the pipeline's folder or to one of the folders above it, the nearest first; tables without a contract are used as they are.</summary>
    public IReadOnlyDictionary<string, string> Tables { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Share of quarantined rows in percent, in [0, 100], above which a table blocks the run. Null takes the contract's <c>quarantineLimitPercent</c>, and 5 where it has none.</summary>
    public double? QuarantineLimitPercent { get; init; }

    /// <summary>Values for the <c>${VARIABLE}</c>s of contracts (v3.2), by name; the environment is never read.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Longest time in seconds that one SQL rule may take, in [1, 3600]. Default 60.</summary>
    public int SqlSeconds { get; init; } = 60;

    /// <summary>Most memory in MB that one SQL rule may use, in [64, 65536]. Default 1024.</summary>
    public int SqlMegabytes { get; init; } = 1024;

    /// <summary>Rows that are shown for each broken rule, in [0, 100]. Default 5.</summary>
    public int Examples { get; init; } = 5;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        foreach (var (table, path) in Tables)
        {
            if (CanonicalTables.Find(table) is null)
            {
                yield return new Problem("SEG-CONT-007", $"contract.tables names '{table}', which is no canonical table.", ClosestMatch.Hint(table, [.. CanonicalTables.All.Select(t => t.Name)]));
            }

            if (string.IsNullOrWhiteSpace(path))
            {
                yield return new Problem("SEG-CONT-007", $"contract.tables.{table} is empty.", $"Name a file, such as data-contracts/{table}/v1.yaml, or leave the table out.");
            }
        }

        if (QuarantineLimitPercent is not (null or (>= 0 and <= 100)))
        {
            yield return new Problem("SEG-CONT-007", $"contract.quarantine_limit_percent is {QuarantineLimitPercent}.", "Set it in [0, 100], or leave it out to take the contract's.");
        }

        foreach (var (name, value, least, most) in new[] { ("sql_seconds", SqlSeconds, 1, 3600), ("sql_megabytes", SqlMegabytes, 64, 65536), ("examples", Examples, 0, 100) })
        {
            if (value < least || value > most)
            {
                yield return new Problem("SEG-CONT-007", $"contract.{name} is {value}.", $"Set it in [{least}, {most}].");
            }
        }
    }
}
