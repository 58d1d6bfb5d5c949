using System.Text.RegularExpressions;
using SegmentationML.Contracts.Standard;
using SegmentationML.Pipeline.Definition.Yaml;

namespace SegmentationML.Pipeline.Contract.Reading;

/// <summary>Checks what the types of the model cannot say: which settings go together, which version brought them, which names refer to what.</summary>
internal static partial class ContractShape
{
    private static readonly string[] ServerTypes =
    [
        "api", "athena", "azure", "bigquery", "clickhouse", "databricks", "denodo", "dremio", "duckdb", "glue", "cloudsql", "db2",
        "hive", "impala", "informix", "kafka", "kinesis", "local", "mysql", "oracle", "postgresql", "postgres", "presto", "pubsub",
        "redshift", "s3", "sftp", "snowflake", "sqlserver", "synapse", "trino", "vertica", "zen", "custom",
    ];

    /// <summary>Lists everything that is wrong.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Check(DataContract contract, ShapeProblems problems)
    {
        var isV32 = ContractVersions.HasV32(contract.ApiVersion);
        if (!isV32 && string.IsNullOrEmpty(contract.Status))
        {
            problems.Add("status", "is missing", $"It is required in {contract.ApiVersion}: add `status: active` or the like.");
        }

        CheckNewSettings(contract, isV32, problems);
        CheckServers(contract, problems);
        ExtraSettings.Check(contract.CustomProperties, "customProperties", problems);
        CheckTables(contract, isV32, problems);
        SlaShape.Check(contract, isV32, problems);
    }

    /// <summary>Checks a stable identifier: letters, digits, <c>-</c> and <c>_</c>.</summary>
    /// <param name="id">The identifier, or null.</param>
    /// <param name="path">The element that it belongs to.</param>
    /// <param name="problems">Takes what is wrong.</param>
    internal static void CheckId(string? id, string path, ShapeProblems problems)
    {
        if (id is not null && !StableId().IsMatch(id))
        {
            problems.Add($"{path}.id", $"is '{id}'", "Use letters, digits, '-' and '_' only.");
        }
    }

    /// <summary>Refuses a setting that v3.2 brought in a contract of an earlier version.</summary>
    /// <param name="given">True when the setting is used.</param>
    /// <param name="isV32">True when the contract may use it.</param>
    /// <param name="path">The setting.</param>
    /// <param name="problems">Takes what is wrong.</param>
    internal static void Since32(bool given, bool isV32, string path, ShapeProblems problems)
    {
        if (given && !isV32)
        {
            problems.Add(path, "is part of the standard since v3.2.0 only", "Write `apiVersion: v3.2.0`, or leave it out.");
        }
    }

    /// <summary>Names that stand more than once, upper and lower case alike.</summary>
    /// <param name="names">The names; nulls are not compared.</param>
    internal static IEnumerable<string> Twice(IEnumerable<string?> names)
        => names.OfType<string>().GroupBy(n => n, StringComparer.OrdinalIgnoreCase).Where(g => g.Skip(1).Any()).Select(g => g.Key);

    private static void CheckNewSettings(DataContract contract, bool isV32, ShapeProblems problems)
    {
        Since32(contract.Context is not null, isV32, "context", problems);
        for (var i = 0; i < contract.CustomProperties.Count; i++)
        {
            Since32(contract.CustomProperties[i].Vendor is not null, isV32, $"customProperties[{i}].vendor", problems);
        }
    }

    // Nothing ever connects to a server of a contract, so what each type needs (host, port, bucket) is carried and not checked.
    private static void CheckServers(DataContract contract, ShapeProblems problems)
    {
        for (var i = 0; i < contract.Servers.Count; i++)
        {
            foreach (var key in new[] { "server", "type" }.Where(k => !contract.Servers[i].ContainsKey(k)))
            {
                problems.Add($"servers[{i}].{key}", "is missing", "Name every server and its type.");
            }

            if (contract.Servers[i].TryGetValue("type", out var type) && !ServerTypes.Contains(type))
            {
                problems.Add($"servers[{i}].type", $"is '{type}'", ClosestMatch.Hint(type as string ?? "", ServerTypes));
            }
        }
    }

    private static void CheckTables(DataContract contract, bool isV32, ShapeProblems problems)
    {
        for (var i = 0; i < contract.Schema.Count; i++)
        {
            TableShape.Check(contract.Schema[i], contract, $"schema[{i}]", isV32, problems);
        }

        foreach (var name in Twice(contract.Schema.Select(t => t.Name)))
        {
            problems.Add("schema", $"holds '{name}' twice", "Give each table its own name.");
        }
    }

    [GeneratedRegex("^[A-Za-z0-9_-]+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex StableId();
}
