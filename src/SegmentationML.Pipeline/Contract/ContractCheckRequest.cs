namespace SegmentationML.Pipeline.Contract;

/// <summary>What <c>segml contract check</c> is asked.</summary>
public sealed record ContractCheckRequest
{
    /// <summary>The contract's file.</summary>
    public required string Contract { get; init; }

    /// <summary>The data: a CSV, Parquet or JSON file, plain or gzip where the format allows.</summary>
    public required string Data { get; init; }

    /// <summary>The table of the contract that the data is; null when the contract has one table only.</summary>
    public string? Table { get; init; }

    /// <summary>What freshness is measured against; null leaves freshness unmeasured.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>An empty folder for what is made on the way, and for <c>quarantine-TABLE.parquet</c>, absolute.</summary>
    public required string WorkFolder { get; init; }

    /// <summary>Variables, limits and number of examples; <see cref="ContractOptions.Tables"/> is not used.</summary>
    public ContractOptions Options { get; init; } = new();
}
